import type { Context } from 'hono'

/** Whether a request is a HEAD or a prefetch. It must not count as the user's return. Respond to it with 204. */
export function isPrefetch(c: Context): boolean {
  return c.req.method === 'HEAD' || c.req.header('sec-purpose')?.includes('prefetch') === true
}
