import { Hono } from 'hono'
import { type BehaviorStore, parseBehaviors, toSnakeCase } from '../config/behaviors.ts'
import { withHttpError } from '../validation/messages.ts'
import { readJson } from './request-fields.ts'

/** Creates `/behaviors`. Errors are as for all routes under `/sandbox`, and change nothing. */
export function behaviorRoutes(behaviorStore: BehaviorStore): Hono {
  const routes = new Hono()

  // {permissions_status, single_use_url, url_ttl_seconds, partial_acceptance, redirect_uris?, missing_scope_status,
  // empty_unauthorized, pkce, unknown_authorize_parameters, refresh_fields, enterprise_redirect_uri, implicit_linking}
  routes.get('/behaviors', (c) => c.json(toSnakeCase(behaviorStore.current())))

  // Some fields of GET → as GET. Absent ones get their default value, not the initial one.
  routes.put('/behaviors', async (c) => {
    const body = await readJson(c, 'set behaviors')
    behaviorStore.replace(withHttpError(() => parseBehaviors(body, 'snake_case')))
    return c.json(toSnakeCase(behaviorStore.current()))
  })

  // 204. Restores the initial behaviors.
  routes.delete('/behaviors', (c) => {
    behaviorStore.reset()
    return c.body(null, 204)
  })

  return routes
}
