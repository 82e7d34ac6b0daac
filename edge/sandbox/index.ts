/**
 * Cronofy on your machine, as far as Extended Permissions needs it: no account, no network, all six data centers.
 *
 * In process it is a `fetch`; `./node.ts` gives it a port.
 *
 * ```ts
 * import { createSandbox } from 'cronofy-extended-permissions/sandbox'
 *
 * const sandbox = createSandbox()
 * const answer = await sandbox.fetch(
 *   new Request('http://127.0.0.1/sandbox/tokens', {
 *     method: 'POST',
 *     headers: { 'content-type': 'application/json' },
 *     body: JSON.stringify({ account: 'google', data_center: 'de' }),
 *   }),
 * )
 * const { access_token } = await answer.json()
 * ```
 *
 * It is independent work, neither published nor endorsed by Cronofy. Behind each behaviour stands where it comes from:
 * Cronofy's documentation ("documented"), an official SDK ("SDK"), or nothing but our guess ("guess").
 *
 * @module
 */
import { createApp } from './app.ts'
import { defaultSeed } from './default-seed.ts'
import { checkSeed, type Seed } from './seed.ts'

export { DATA_CENTERS, type DataCenter } from './data-centers.ts'
export { defaultSeed } from './default-seed.ts'
export type { JournalEntry } from './journal.ts'
export type { Client, PermissionsBehaviour, Seed, SeedAccount, SeedCalendar, SeedProfile } from './seed.ts'

/** What a sandbox can be given. */
export interface SandboxOptions {
  /**
   * What it starts with, and goes back to on a reset.
   * @default defaultSeed
   */
  readonly seed?: Seed
  /**
   * The time in milliseconds since 1970. What `POST /sandbox/clock` advances is added to it.
   * @default Date.now
   */
  readonly now?: () => number
}

/** A running sandbox. Two of them share nothing. */
export interface Sandbox {
  /**
   * Answers a request to `http://127.0.0.1`, `http://localhost` or `http://[::1]`, with any port; 403 for any other host.
   * The addresses it answers with have the origin of the request. It needs no `this`.
   */
  readonly fetch: (request: Request) => Promise<Response>
  /** Puts everything back to the seed: grants, tokens, requests, journal and clock. */
  readonly reset: () => void
}

/**
 * Creates a sandbox. Nothing runs until it is asked something.
 *
 * @throws TypeError where the seed gives an id twice.
 */
export function createSandbox({ seed = defaultSeed, now = Date.now }: SandboxOptions = {}): Sandbox {
  checkSeed(seed)
  // All state lives in the app, so a new app is a reset and nothing can be forgotten.
  let app = createApp({ seed, now, reset })
  function reset(): void {
    app = createApp({ seed, now, reset })
  }
  return { fetch: async (request) => app.fetch(request), reset }
}
