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
 * It is independent work, neither published nor endorsed by Cronofy. Behind each behavior stands where it comes from:
 * Cronofy's documentation ("documented"), an official SDK ("SDK"), or nothing but our guess ("guess").
 *
 * @module
 */
import { createApp } from './app.ts'
import { type Behaviors, createBehaviorStore, parseBehaviors } from './config/behaviors.ts'
import { defaultSeed } from './config/default-seed.ts'
import { assertUniqueIds, type Seed } from './config/seed.ts'
import { ConnectionReset, createConnections } from './faults/connections.ts'
import { parseFaultList } from './faults/parse.ts'
import { createFaultRegistry } from './faults/registry.ts'
import type { FaultEntry } from './faults/types.ts'

export type { Behaviors } from './config/behaviors.ts'
export { DATA_CENTERS, type DataCenter } from './config/data-centers.ts'
export { defaultSeed } from './config/default-seed.ts'
export type {
  PermissionsResponseKind,
  Seed,
  SeedAccount,
  SeedCalendar,
  SeedClient,
  SeedProfile,
} from './config/seed.ts'
export type { FaultEntry, FaultEntryOf, FaultName, FaultParameters, FaultRoute, FaultTarget } from './faults/types.ts'
export type { JournalEntry } from './journal/journal.ts'
export type { AccountState, AuthorizationState, CodeState, RequestState, SandboxState } from './store/snapshot.ts'

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
  /**
   * The faults that it makes, and goes back to on a reset; the same that `PUT /sandbox/faults` takes.
   * @default none
   */
  readonly faults?: readonly FaultEntry[]
  /**
   * Which calls a `share` of faults strikes, here and in every later list that has no seed of its own: from 0 to 2^32 - 1.
   * @default 0
   */
  readonly faultSeed?: number
  /**
   * The guesses that are switched, over those of the seed one by one; the same that `PUT /sandbox/behaviors` takes, under
   * names of its own. A reset goes back to them.
   * @default those of the seed
   */
  readonly behaviors?: Partial<Behaviors>
}

/** A running sandbox. Two of them share nothing. */
export interface Sandbox {
  /**
   * Answers a request to `http://127.0.0.1`, `http://localhost` or `http://[::1]`, with any port; 403 for any other host.
   * The addresses it answers with have the origin of the request. It needs no `this`.
   *
   * It rejects only where a fault cuts the connection (a TypeError, as with any `fetch`) or keeps the request waiting until
   * its signal aborts (with the signal's reason).
   */
  readonly fetch: (request: Request) => Promise<Response>
  /**
   * Puts everything back to the seed: grants, tokens, requests, journal, clock, faults and
   * behaviors. What a fault keeps waiting is cut.
   */
  readonly reset: () => void
}

/**
 * Creates a sandbox. Nothing runs until it is asked something.
 *
 * @throws TypeError where the seed gives an id twice, or a fault or a behavior makes no sense.
 */
export function createSandbox({
  seed = defaultSeed,
  now = Date.now,
  faults = [],
  faultSeed = 0,
  behaviors = {},
}: SandboxOptions = {}): Sandbox {
  assertUniqueIds(seed)
  const faultList = parseFaultList({ faults, seed: faultSeed })
  const initialBehaviors = parseBehaviors({ ...seed.behaviors, ...behaviors }, 'camelCase')
  // All state lives in these, so new ones are a reset and nothing can be forgotten.
  let current = open()
  function open() {
    const connections = createConnections()
    const behaviorStore = createBehaviorStore(initialBehaviors)
    const app = createApp({ seed, now, faults: createFaultRegistry(faultList), behaviorStore, connections, reset })
    return { connections, app }
  }
  function reset(): void {
    current.connections.closeAll()
    current = open()
  }
  return {
    async fetch(request) {
      const { app, connections } = current
      const response = await app.fetch(request)
      if (!connections.wasReset(request)) return response
      throw request.signal.aborted ? request.signal.reason : new ConnectionReset()
    },
    reset,
  }
}
