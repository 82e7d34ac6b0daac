/**
 * An emulator, for tests, of the part of Cronofy that Extended Permissions needs. It needs neither an account nor a network, and
 * has all data centers.
 *
 * In the same process, use its `fetch`. To serve it on a port, use `cronofy-extended-permissions/sandbox/node`.
 *
 * ```ts
 * import { createSandbox } from 'cronofy-extended-permissions/sandbox'
 *
 * const sandbox = createSandbox()
 * const response = await sandbox.fetch(
 *   new Request('http://127.0.0.1/sandbox/tokens', {
 *     method: 'POST',
 *     headers: { 'content-type': 'application/json' },
 *     body: JSON.stringify({ account: 'google', data_center: 'de' }),
 *   }),
 * )
 * const { access_token } = await response.json()
 * ```
 *
 * This is independent work. Cronofy neither publishes nor endorses it. Each behavior states its source: Cronofy's
 * documentation ("documented"), an official SDK ("SDK"), or no source ("guess").
 *
 * @module sandbox
 */
import { createApp } from './app.ts'
import { type Behaviors, createBehaviorStore, parseBehaviors } from './config/behaviors.ts'
import { assertDataCenter, DEFAULT_DATA_CENTER } from './config/data-centers.ts'
import { defaultSeed } from './config/default-seed.ts'
import { assertUniqueIds, type Seed } from './config/seed.ts'
import { ConnectionReset, createConnections } from './faults/connections.ts'
import { parseFaultList } from './faults/parse.ts'
import { createFaultRegistry } from './faults/registry.ts'
import type { FaultEntry } from './faults/types.ts'

export type { Behaviors } from './config/behaviors.ts'
export { SANDBOX_DATA_CENTERS, type SandboxDataCenter } from './config/data-centers.ts'
export { defaultSeed } from './config/default-seed.ts'
export type {
  PermissionsResponseKind,
  Seed,
  SeedAccount,
  SeedCalendar,
  SeedClient,
  SeedPermissionLevel,
  SeedProfile,
} from './config/seed.ts'
export type { FaultEntry, FaultEntryOf, FaultName, FaultParameters, FaultRoute, FaultTarget } from './faults/types.ts'
export type { JournalEntry } from './journal/journal.ts'
export type { AccountState, AuthorizationState, CodeState, RequestState, SandboxState } from './store/snapshot.ts'

/** Options of an emulator. */
export interface SandboxOptions {
  /**
   * The initial data. A reset restores it.
   * @default defaultSeed
   */
  readonly seed?: Seed
  /**
   * The ID of the data center of a path without a prefix, such as `/v1/calendars`. Every data center is at its prefix too.
   * @default 'us'
   */
  readonly dataCenter?: string
  /**
   * Hosts besides loopback that the emulator serves, without a port: `['emulator', '192.168.1.5']`. They are compared exactly,
   * because a web page could point any other name at this machine (DNS rebinding).
   * @default []
   */
  readonly allowedHosts?: readonly string[]
  /**
   * The time in milliseconds since 1970. `POST /sandbox/clock` adds to it.
   * @default Date.now
   */
  readonly now?: () => number
  /**
   * The injected faults, as for `PUT /sandbox/faults`. A reset restores them.
   * @default []
   */
  readonly faults?: readonly FaultEntry[]
  /**
   * Determines which calls a `share` of faults hits, unless a later list of faults has its own seed. From 0 to
   * 2^32 - 1.
   * @default 0
   */
  readonly faultSeed?: number
  /**
   * Overrides the behaviors of the seed one by one. `PUT /sandbox/behaviors` takes the same ones in snake case. A reset
   * restores them.
   * @default the behaviors of the seed
   */
  readonly behaviors?: Partial<Behaviors>
}

/** An emulator. Two emulators share nothing. */
export interface Sandbox {
  /**
   * Responds to a request for `http://127.0.0.1`, `http://localhost`, a name below `localhost`, or `http://[::1]`, with any
   * port. For any other host it responds with 403, unless `allowedHosts` has it. URLs in responses have the origin of the
   * request. The function needs no `this`.
   *
   * It rejects only if an injected fault resets the connection (with a TypeError, as `fetch` does), or delays the
   * response until the request's signal aborts (with the signal's reason).
   */
  readonly fetch: (request: Request) => Promise<Response>
  /**
   * Returns a function like `fetch`, with another data center for paths without a prefix. It is for clients that drop the path of
   * their base URL. All these functions share one state. Throws a TypeError if no data center has this ID.
   */
  readonly fetchFor: (dataCenter: string) => (request: Request) => Promise<Response>
  /**
   * Restores the initial state: grants, tokens, requests, journal, clock, faults, and behaviors. Ends delayed
   * responses.
   */
  readonly reset: () => void
}

/**
 * Creates an emulator of Cronofy, which you call with its `fetch`. It starts no timers and opens no sockets. The module's description
 * has an example.
 *
 * @param options Everything has a default.
 * @throws TypeError if the seed uses an ID twice, or if the data center, a host, a fault, or a behavior is invalid.
 */
export function createSandbox({
  seed = defaultSeed,
  dataCenter = DEFAULT_DATA_CENTER,
  allowedHosts = [],
  now = Date.now,
  faults = [],
  faultSeed = 0,
  behaviors = {},
}: SandboxOptions = {}): Sandbox {
  assertUniqueIds(seed)
  const faultList = parseFaultList({ faults, seed: faultSeed })
  const initialBehaviors = parseBehaviors({ ...seed.behaviors, ...behaviors }, 'camelCase')
  // All state is in these objects, so replacing them is a complete reset.
  let current = open()
  function open() {
    const connections = createConnections()
    const behaviorStore = createBehaviorStore(initialBehaviors)
    const app = createApp({
      seed,
      allowedHosts,
      now,
      faults: createFaultRegistry(faultList),
      behaviorStore,
      connections,
      reset,
    })
    return { connections, app }
  }
  function reset(): void {
    current.connections.closeAll()
    current = open()
  }
  function fetchFor(id: string): Sandbox['fetch'] {
    const bindings = { dataCenter: assertDataCenter(id) }
    return async (request) => {
      const { app, connections } = current
      const response = await app.fetch(request, bindings)
      if (!connections.wasReset(request)) return response
      throw request.signal.aborted ? request.signal.reason : new ConnectionReset()
    }
  }
  return { fetch: fetchFor(dataCenter), fetchFor, reset }
}
