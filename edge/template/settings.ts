import type { D1Database } from '@cloudflare/workers-types'
import type { DataCenter } from 'cronofy-extended-permissions'

/** What the Worker needs: `.dev.vars` on your machine, variables and secrets in production. */
export interface Settings {
  readonly DB: D1Database
  /** The origin of this application, such as `https://app.example.com`. */
  readonly PUBLIC_URL: string
  /** Keys of 32 random bytes, separated by commas. The first key seals, and all of them open. */
  readonly SEALING_KEYS: string
  /** Signs the session cookie. */
  readonly SESSION_SECRET: string
  /** Where your users' accounts are, such as `us` or `de`. */
  readonly CRONOFY_DATA_CENTER: DataCenter
  readonly CRONOFY_CLIENT_ID: string
  readonly CRONOFY_CLIENT_SECRET: string
  /** The URL of an emulator on this machine that replaces Cronofy. */
  readonly SANDBOX_URL?: string
}

/** `fetch`, or a replacement in a test. */
export type Send = (request: Request) => Promise<Response>

/** The required settings, and where to get them. */
const REQUIRED = {
  DB: 'the D1 database. See wrangler.jsonc.',
  PUBLIC_URL: 'the origin of this application, such as https://app.example.com.',
  SEALING_KEYS: '32 random bytes. Run `npm run keys`.',
  SESSION_SECRET: '32 random bytes, as in README.md.',
  CRONOFY_DATA_CENTER: 'the data center of your application at Cronofy, such as us.',
  CRONOFY_CLIENT_ID: 'the client ID of your application at Cronofy.',
  CRONOFY_CLIENT_SECRET: 'the client secret of your application at Cronofy.',
}

/** Checks the settings. @throws {Error} names every missing setting and where to get it */
export function readSettings(environment: Partial<Settings>): Settings {
  if (isComplete(environment)) return environment
  const missing = Object.entries(REQUIRED).filter(([name]) => !environment[name as keyof Settings])
  const lines = missing.map(([name, remedy]) => `\n  ${name}: ${remedy}`)
  throw new Error(`These settings are missing:${lines.join('')}`)
}

function isComplete(environment: Partial<Settings>): environment is Settings {
  return Object.keys(REQUIRED).every((name) => environment[name as keyof Settings])
}
