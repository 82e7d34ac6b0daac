/**
 * One data center as a Hono app: what the provider itself serves.
 *
 * @module
 */
import { Hono } from 'hono'
import { description } from '../../../generated/description.ts'
import type { Connections } from '../faults/connections.ts'
import { strikeAnswers } from '../faults/middleware.ts'
import type { Faults } from '../faults/registry.ts'
import { OPERATIONS } from '../faults/types.ts'
import type { Journal } from '../journal/journal.ts'
import type { Contract } from '../openapi/schema-validator.ts'
import { holdAnswers, sandboxFault } from '../openapi/validate-response.ts'
import type { Instance } from '../store/data-center.ts'
import { accessPageRoutes } from './access-page.ts'
import { authorizeRoutes } from './authorize.ts'
import { authenticate } from './bearer-auth.ts'
import { calendarRoutes } from './calendars.ts'
import { permissionRoutes } from './permissions.ts'
import { tokenRoutes } from './token.ts'

/** What a data center needs, and shares with the others but for its own state. */
export interface ProviderOptions {
  readonly instance: Instance
  readonly contract: Contract
  readonly journal: Journal
  readonly faults: Faults
  readonly connections: Connections
}

/** The routes of a data center. What it does not have is answered 404 `not_found` (a guess). */
export function createProvider({ instance, contract, journal, faults, connections }: ProviderOptions): Hono {
  const app = new Hono()
  app.onError((error, c) => c.json(sandboxFault(error.message), 500))
  app.use(journal.record(instance.id))
  for (const route of OPERATIONS) {
    const [method = '', path = ''] = route.split(' ')
    app.on(method, path, strikeAnswers(faults, connections, { route, dataCenter: instance.id }))
  }
  for (const operation of description.operations) {
    app.on(operation.method, operation.path, holdAnswers(contract, operation))
  }
  app.use('/v1/*', authenticate(instance.tokens, instance.switchboard))
  app.route('/', authorizeRoutes(instance))
  app.route('/', tokenRoutes(instance, contract, faults))
  app.route('/', calendarRoutes(instance))
  app.route('/', permissionRoutes(instance, contract, faults))
  app.route('/', accessPageRoutes(instance, faults))
  // Here and not left to `notFound`: an app mounted at `/` comes after this one and would answer in its place.
  app.all('*', (c) => c.json({ error: 'not_found' }, 404))
  return app
}
