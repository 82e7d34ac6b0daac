/**
 * The sandbox as a Hono app: six data centers and the routes for tests, on one origin.
 *
 * @module
 */
import { Hono } from 'hono'
import { getPathNoStrict } from 'hono/utils/url'
import type { Switchboard } from './config/behaviors.ts'
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from './config/data-centers.ts'
import type { Seed } from './config/seed.ts'
import { createControl } from './control/app.ts'
import { renderHome } from './control/home.ts'
import type { Connections } from './faults/connections.ts'
import type { Faults } from './faults/registry.ts'
import { compressForBrowsers } from './http/compress.ts'
import { boundedBodies, ownNamesOnly, ownPagesOnly } from './http/loopback-only.ts'
import { STYLESHEET_PATH, stylesheet } from './http/stylesheet.ts'
import { inspectorRoutes } from './inspector/routes.ts'
import { createJournal } from './journal/journal.ts'
import { createContract } from './openapi/schema-validator.ts'
import { createProvider } from './provider/app.ts'
import { createClock } from './store/clock.ts'
import { createInstance } from './store/data-center.ts'
import { secretsOf } from './validation/redact.ts'

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
  app.use('/sandbox/*', ownPagesOnly)
  // Before the other routes, whose catch-all responds to every unknown path.
  app.route('/sandbox', inspectorRoutes({ instances, clock, journal, faults, reset }))
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
