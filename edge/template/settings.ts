/** What the environment says: `.dev.vars` on your machine, variables and secrets of the platform where it is live. */
export interface Settings {
  /** The application's own address, without a path: `https://app.example.com`. */
  readonly PUBLIC_URL?: string
  /** 32 random bytes in base64url each, separated by commas; the first seals, all open. */
  readonly SEALING_KEYS?: string
  /** A sandbox on this machine, in Cronofy's place. */
  readonly SANDBOX_URL?: string
  /** Who is signed in where there is a sandbox: a name of its accounts, `google` where it is absent. */
  readonly SANDBOX_ACCOUNT?: string
}

/** `fetch`, or what stands in for it in a test. */
export type Send = (request: Request) => Promise<Response>
