import type { Env, MiddlewareHandler } from 'hono'
import { assertSameOrigin } from '../../../src/handler/http/same-origin.ts'

/** Rejects a POST that another site's page sent (T16). @throws {HttpError} `cross_site_request` */
export function requireSameOrigin<E extends Env>(origin: string): MiddlewareHandler<E> {
  return (c, next) => {
    assertSameOrigin(c.req.raw, origin)
    return next()
  }
}
