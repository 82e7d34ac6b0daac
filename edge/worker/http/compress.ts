import { compress } from 'hono/compress'
import { Hono } from 'hono/tiny'

/**
 * Compresses responses on Node. The other runtimes compress them themselves.
 *
 * The length of a compressed page can reveal a secret in it to an attacker who makes the page repeat guesses (BREACH).
 * The worker's pages contain no secret: tokens are in cookies, and a sealed value is useless without the account.
 */
export function withCompression(
  fetch: (request: Request) => Response | Promise<Response>,
): (request: Request) => Response | Promise<Response> {
  return new Hono<{ Variables: { cacheControl?: string } }>()
    .use(async (c, next) => {
      await next()
      const cacheControl = c.get('cacheControl')
      if (cacheControl !== undefined) c.header('Cache-Control', cacheControl)
    })
    .use(compress())
    .all('*', async (c) => {
      const response = await fetch(c.req.raw)
      const cacheControl = response.headers.get('cache-control')
      if (cacheControl === null) return response
      // Hono's middleware respects `no-transform`, which is meant for the proxies in front of this process.
      c.set('cacheControl', cacheControl)
      const copy = new Response(response.body, response)
      copy.headers.set('cache-control', cacheControl.replace(/,?\s*no-transform/, ''))
      return copy
    }).fetch
}
