/**
 * The sandbox as a Hono app: six data centers and the routes for tests, on one origin.
 *
 * @module
 */
import { Hono } from 'hono'
import { getPathNoStrict } from 'hono/utils/url'
import type { BehaviorStore } from './config/behaviors.ts'
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from './config/data-centers.ts'
import type { Seed } from './config/seed.ts'
import { createControlRoutes } from './control/app.ts'
import { renderHome } from './control/home.ts'
import type { Connections } from './faults/connections.ts'
import type { FaultRegistry } from './faults/registry.ts'
import { compressForBrowsers } from './http/compress.ts'
import { limitBodySize, loopbackHostOnly, sameOriginOnly } from './http/loopback-only.ts'
import { STYLESHEET_PATH, stylesheet } from './http/stylesheet.ts'
import { inspectorRoutes } from './inspector/routes.ts'
import { createJournal } from './journal/journal.ts'
import { createSchemaValidator } from './openapi/schema-validator.ts'
import { createProvider } from './provider/app.ts'
import { createClock } from './store/clock.ts'
import { createDataCenterStore } from './store/data-center.ts'
import { clientSecretsOf } from './validation/redact.ts'

/** What an app is made of. */
export interface AppOptions {
  readonly seed: Seed
  readonly now: () => number
  readonly faults: FaultRegistry
  readonly behaviorStore: BehaviorStore
  readonly connections: Connections
  /** What `POST /sandbox/reset` calls. */
  readonly reset: () => void
}

/** Opens every data center as the seed has it. */
export function createApp({ seed, now, faults, behaviorStore, connections, reset }: AppOptions): Hono {
  const clock = createClock(now)
  const journal = createJournal(clock, clientSecretsOf(seed.clients))
  const validator = createSchemaValidator()
  const stores = new Map(DATA_CENTERS.map(({ id }) => [id, createDataCenterStore(id, seed, clock, behaviorStore)]))

  const app = new Hono({ getPath: normalizePath })
  app.use(loopbackHostOnly)
  app.use(limitBodySize)
  app.use(compressForBrowsers)
  app.get('/', (c) => renderHome(c, seed))
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get(STYLESHEET_PATH, (c) => c.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  app.use('/sandbox/*', sameOriginOnly)
  // Before the other routes, whose catch-all responds to every unknown path.
  app.route('/sandbox', inspectorRoutes({ stores, clock, journal, faults, reset }))
  app.route('/sandbox', createControlRoutes({ stores, clock, journal, faults, behaviorStore, reset }))
  for (const store of stores.values()) {
    app.route(`/${store.id}`, createProvider({ store, validator, journal, faults, connections }))
  }
  const defaultStore = stores.get(DEFAULT_DATA_CENTER)
  if (defaultStore !== undefined) {
    app.route('/', createProvider({ store: defaultStore, validator, journal, faults, connections }))
  }
  return app
}

/**
 * Slashes too many make no difference (guess): a base URL that ends in one makes `//v1/calendars`, and some clients end a
 * path with one.
 */
function normalizePath(request: Request): string {
  return getPathNoStrict(request).replace(/\/{2,}/g, '/')
}
