import type { Env, MiddlewareHandler } from 'hono'
import { HttpError } from '../errors/http-error.ts'
import { isSameOrigin } from '../http/same-origin.ts'

/** Rejects a POST that another site's page sent (T16). @throws {HttpError} `cross_site_request` */
export function requireSameOrigin<E extends Env>(origin: string): MiddlewareHandler<E> {
  return async (c, next) => {
    if (isSameOrigin(c.req.raw.headers, origin)) return next()
    throw new HttpError('cross_site_request', "The request does not come from the application's own page.")
  }
}
