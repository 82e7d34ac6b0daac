import type { Context } from 'hono'

/** Whether a request only looks ahead. It is nobody's return, must not count as one, and is answered 204. */
export function isPrefetch(c: Context): boolean {
  return c.req.method === 'HEAD' || c.req.header('sec-purpose')?.includes('prefetch') === true
}
