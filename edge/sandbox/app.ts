/**
 * The sandbox as a Hono app: six data centers and the routes for tests, on one origin.
 *
 * @module
 */
import { Hono } from 'hono'
import { getPathNoStrict } from 'hono/utils/url'
import type { Switchboard } from './behaviours.ts'
import { createClock } from './clock.ts'
import { compressForBrowsers } from './compress.ts'
import type { Connections } from './connections.ts'
import { createContract } from './contract.ts'
import { createControl } from './control.ts'
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from './data-centers.ts'
import type { Faults } from './faults.ts'
import { boundedBodies, ownNamesOnly } from './guard.ts'
import { renderHome } from './home.ts'
import { createInstance } from './instance.ts'
import { createJournal } from './journal.ts'
import { secretsOf } from './mask.ts'
import { STYLESHEET_PATH, stylesheet } from './page-style.ts'
import { createProvider } from './provider.ts'
import type { Seed } from './seed.ts'

/** What an app is made of. */
export interface AppOptions {
  readonly seed: Seed
  readonly now: () => number
  readonly faults: Faults
  readonly switchboard: Switchboard
  readonly connections: Connections
  /** What `POST /sandbox/reset` calls. */
  readonly reset: () => void
}

/** Opens every data center as the seed has it. */
export function createApp({ seed, now, faults, switchboard, connections, reset }: AppOptions): Hono {
  const clock = createClock(now)
  const journal = createJournal(clock, secretsOf(seed.clients))
  const contract = createContract()
  const instances = new Map(DATA_CENTERS.map(({ id }) => [id, createInstance(id, seed, clock, switchboard)]))

  const app = new Hono({ getPath: toPath })
  app.use(ownNamesOnly)
  app.use(boundedBodies)
  app.use(compressForBrowsers)
  app.get('/', (c) => renderHome(c, seed))
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get(STYLESHEET_PATH, (c) => c.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  app.route('/sandbox', createControl({ instances, clock, journal, faults, switchboard, reset }))
  for (const instance of instances.values()) {
    app.route(`/${instance.id}`, createProvider({ instance, contract, journal, faults, connections }))
  }
  const unprefixed = instances.get(DEFAULT_DATA_CENTER)
  if (unprefixed !== undefined) {
    app.route('/', createProvider({ instance: unprefixed, contract, journal, faults, connections }))
  }
  return app
}

/**
 * Slashes too many make no difference (guess): a base URL that ends in one makes `//v1/calendars`, and some clients end a
 * path with one.
 */
function toPath(request: Request): string {
  return getPathNoStrict(request).replace(/\/{2,}/g, '/')
}
