import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type BehaviorStore, type Behaviors, parseBehaviors, toSnakeCase } from '../config/behaviors.ts'
import { readJson } from './request-fields.ts'

/** Creates `/behaviors`. Errors are as for all routes under `/sandbox`, and change nothing. */
export function behaviorRoutes(behaviorStore: BehaviorStore): Hono {
  const routes = new Hono()

  // {permissions_status, single_use_url, url_ttl_seconds, partial_acceptance, redirect_uris?, missing_scope_status,
  // empty_unauthorized}
  routes.get('/behaviors', (c) => c.json(toSnakeCase(behaviorStore.current())))

  // Some fields of GET → as GET. Absent ones get their default value, not the initial one.
  routes.put('/behaviors', async (c) => {
    behaviorStore.replace(toBehaviors(await readJson(c, 'set behaviors')))
    return c.json(toSnakeCase(behaviorStore.current()))
  })

  // 204. Restores the initial behaviors.
  routes.delete('/behaviors', (c) => {
    behaviorStore.reset()
    return c.body(null, 204)
  })

  return routes
}

function toBehaviors(body: unknown): Behaviors {
  try {
    return parseBehaviors(body, 'snake_case')
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new HTTPException(422, { message: cause.message, cause })
  }
}
