import { Hono } from 'hono'
import { description } from '../../../generated/description.ts'
import type { Connections } from '../faults/connections.ts'
import { injectResponseFaults } from '../faults/middleware.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { OPERATIONS } from '../faults/types.ts'
import { addCronofyHeaders } from '../http/response-headers.ts'
import type { Journal } from '../journal/journal.ts'
import type { SchemaValidator } from '../openapi/schema-validator.ts'
import { sandboxError, validateResponses } from '../openapi/validate-response.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { accessPageRoutes } from './access-page.ts'
import { accountRoutes } from './account.ts'
import { authorizeRoutes } from './authorize.ts'
import { authenticate } from './bearer-auth.ts'
import { calendarRoutes } from './calendars.ts'
import { permissionRoutes } from './permissions.ts'
import { revokeRoutes } from './revoke.ts'
import { tokenRoutes } from './token.ts'

/** What a data center needs. Everything except `store` is shared. */
export interface ProviderOptions {
  readonly store: DataCenterStore
  readonly validator: SchemaValidator
  readonly journal: Journal
  readonly faults: FaultRegistry
  readonly connections: Connections
}

/** Creates one data center of Cronofy. Unknown routes respond with 404 `not_found` (guess). */
export function createProvider({ store, validator, journal, faults, connections }: ProviderOptions): Hono {
  const app = new Hono()
  app.onError((error, c) => c.json(sandboxError(error.message), 500))
  app.use(journal.recordExchange(store.id))
  for (const route of OPERATIONS) {
    const [method = '', path = ''] = route.split(' ')
    app.on(method, path, injectResponseFaults(faults, connections, { route, dataCenter: store.id }))
  }
  app.use(addCronofyHeaders)
  for (const operation of description.operations) {
    app.on(operation.method, operation.path, validateResponses(validator, operation))
  }
  app.use('/v1/*', authenticate(store.tokens, store.behaviorStore))
  app.route('/', authorizeRoutes(store))
  app.route('/', tokenRoutes(store, validator, faults))
  app.route('/', revokeRoutes(store, validator))
  app.route('/', accountRoutes())
  app.route('/', calendarRoutes(store))
  app.route('/', permissionRoutes(store, validator, faults))
  app.route('/', accessPageRoutes(store, faults))
  // Not in `notFound`, which Hono ignores in an app that is mounted in another one.
  app.all('*', (c) => c.json({ error: 'not_found' }, 404))
  return app
}
