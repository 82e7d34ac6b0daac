import type { MiddlewareHandler } from 'hono'
import { setRetryAfter } from '../../../src/handler/errors/retry-after.ts'

/** Passes on how long Cronofy asks to wait: to backends with a problem, and to browsers with an error page. */
export const passRetryAfter: MiddlewareHandler = async (c, next) => {
  await next()
  setRetryAfter(c.res, c.error)
}
