import { Hono } from 'hono'
import { getPathNoStrict } from 'hono/utils/url'
import { pageStylesheet } from '../../generated/page-stylesheet.ts'
import type { BehaviorStore } from './config/behaviors.ts'
import { isSandboxDataCenter, type RouteEnv, SANDBOX_DATA_CENTERS } from './config/data-centers.ts'
import type { Seed } from './config/seed.ts'
import { createControlRoutes } from './control/app.ts'
import { renderHome } from './control/home.ts'
import type { Connections } from './faults/connections.ts'
import type { FaultRegistry } from './faults/registry.ts'
import { compressForBrowsers } from './http/compress.ts'
import { limitBodySize, ownHostsOnly, sameOriginOnly } from './http/loopback-only.ts'
import { STYLESHEET_PATH } from './http/page.ts'
import { isPlainPath } from './http/request-path.ts'
import { inspectorRoutes } from './inspector/routes.ts'
import { createJournal } from './journal/journal.ts'
import { createSchemaValidator } from './openapi/schema-validator.ts'
import { createProvider } from './provider/app.ts'
import { createClock } from './store/clock.ts'
import { createDataCenterStore } from './store/data-center.ts'
import { clientSecretsOf } from './validation/redact.ts'

export interface AppOptions {
  readonly seed: Seed
  readonly allowedHosts: readonly string[]
  readonly now: () => number
  readonly faults: FaultRegistry
  readonly behaviorStore: BehaviorStore
  readonly connections: Connections
  readonly reset: () => void
}

/** Creates the emulator as a Hono app: all data centers and the routes for tests, on one origin. */
export function createApp({
  seed,
  allowedHosts,
  now,
  faults,
  behaviorStore,
  connections,
  reset,
}: AppOptions): Hono<RouteEnv> {
  const clock = createClock(now)
  const journal = createJournal(clock, clientSecretsOf(seed.clients))
  const validator = createSchemaValidator()
  const stores = new Map(
    SANDBOX_DATA_CENTERS.map(({ id }) => [id, createDataCenterStore(id, seed, clock, behaviorStore)]),
  )

  const app = new Hono<RouteEnv>({ getPath: routingPath })
  app.use(ownHostsOnly(allowedHosts))
  app.use(limitBodySize)
  app.use(compressForBrowsers)
  app.get('/', (c) => renderHome(c, seed, c.env.dataCenter))
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get(STYLESHEET_PATH, (c) => c.body(pageStylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  app.use('/sandbox/*', sameOriginOnly)
  // Register these first. The other routes end with a handler for every unknown path.
  app.route('/sandbox', inspectorRoutes({ stores, clock, journal, faults, reset }))
  app.route('/sandbox', createControlRoutes({ stores, clock, journal, faults, behaviorStore, reset }))
  for (const store of stores.values()) {
    app.route(`/${store.id}`, createProvider({ store, validator, journal, faults, connections }))
  }
  app.notFound((c) => c.json({ error: 'not_found' }, 404))
  return app
}

/** Matches no route. */
const NO_ROUTE = '/%'

/**
 * The path to route by. It begins with `/sandbox` or with a data center. Repeated and trailing slashes make no difference
 * (guess): some base URLs end with a slash.
 */
function routingPath(request: Request, { env }: { readonly env?: RouteEnv['Bindings'] } = {}): string {
  const path = isPlainPath(request.url) ? getPathNoStrict(request).replace(/\/{2,}/g, '/') : NO_ROUTE
  const [, segment = ''] = path.split('/', 2)
  const hasPrefix = segment === 'sandbox' || isSandboxDataCenter(segment)
  return hasPrefix || path === '/' || path === '/favicon.ico' ? path : `/${env?.dataCenter}${path}`
}
