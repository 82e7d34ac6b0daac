/** The environment: `.dev.vars` on your machine, the platform's variables and secrets in production. */
export interface Settings {
  /** The origin of this application, such as `https://app.example.com`. */
  readonly PUBLIC_URL: string
  /** 32 random bytes in base64url each, separated by commas. The first key seals, and all of them open. */
  readonly SEALING_KEYS: string
  /** The URL of an emulator on this machine that replaces Cronofy. */
  readonly SANDBOX_URL?: string
  /** The account of the emulator that is signed in. @default google */
  readonly SANDBOX_ACCOUNT?: string
}

/** `fetch`, or a replacement in a test. */
export type Send = (request: Request) => Promise<Response>

/** The required variables, and where to get them. */
const REQUIRED = {
  PUBLIC_URL: 'the origin of this application. On your machine, run `cp .dev.vars.example .dev.vars`.',
  SEALING_KEYS: '32 random bytes in base64url. See the line with `node --print` in README.md.',
}

/** Reads the settings. @throws {Error} names every missing variable and where to get it */
export function readSettings(environment: Partial<Settings>): Settings {
  const { PUBLIC_URL, SEALING_KEYS } = environment
  if (PUBLIC_URL && SEALING_KEYS) return { ...environment, PUBLIC_URL, SEALING_KEYS }
  const missing = Object.entries({ PUBLIC_URL, SEALING_KEYS }).filter(([, value]) => !value)
  const lines = missing.map(([name]) => `\n  ${name}: ${REQUIRED[name as keyof typeof REQUIRED]}`)
  throw new Error(`These variables are missing:${lines.join('')}`)
}
