import type { Context, Env, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type PublicError, publicError } from '../errors/error-status.ts'
import { MAX_BODY_BYTES } from '../http/body-size.ts'
import { isSameOrigin } from '../http/same-origin.ts'

/** Rejects a POST that another site's page sent (T16), and one with a body that is too large (T12). */
export function guardPost<E extends Env>(
  origin: string,
  reject: (c: Context<E>, error: PublicError) => Response | Promise<Response>,
): MiddlewareHandler<E> {
  const limitBody = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => reject(c, publicError('request_too_large')),
  })
  return async (c, next) =>
    isSameOrigin(c.req.raw.headers, origin) ? limitBody(c, next) : reject(c, publicError('cross_site_request'))
}
