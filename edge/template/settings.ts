/** What the environment says: `.dev.vars` on your machine, variables and secrets of the platform where it is live. */
export interface Settings {
  /** The application's own address, without a path: `https://app.example.com`. */
  readonly PUBLIC_URL: string
  /** 32 random bytes in base64url each, separated by commas; the first seals, all open. */
  readonly SEALING_KEYS: string
  /** A sandbox on this machine, in Cronofy's place. */
  readonly SANDBOX_URL?: string
  /** Who is signed in where there is a sandbox: a name of its accounts, `google` where it is absent. */
  readonly SANDBOX_ACCOUNT?: string
}

/** `fetch`, or what stands in for it in a test. */
export type Send = (request: Request) => Promise<Response>

/** How to come by what there has to be. */
const REQUIRED = {
  PUBLIC_URL: 'the address of this application; on your machine `cp .dev.vars.example .dev.vars` gives one',
  SEALING_KEYS: 'a key; the line of README.md with `node --print` makes one',
}

/** The settings of an environment. @throws Error that names everything that is missing, and where it comes from. */
export function readSettings(environment: Partial<Settings>): Settings {
  const { PUBLIC_URL, SEALING_KEYS } = environment
  if (PUBLIC_URL && SEALING_KEYS) return { ...environment, PUBLIC_URL, SEALING_KEYS }
  const missing = Object.entries({ PUBLIC_URL, SEALING_KEYS }).filter(([, value]) => !value)
  const lines = missing.map(([name]) => `\n  ${name}: ${REQUIRED[name as keyof typeof REQUIRED]}`)
  throw new Error(`Cannot start: the environment lacks${lines.join('')}`)
}
