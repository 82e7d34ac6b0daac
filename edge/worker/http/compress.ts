import { compress } from 'hono/compress'
import { Hono } from 'hono/tiny'

/**
 * Sends a long page in a few kilobytes, on a runtime that does not see to that by itself: Node. The others do.
 *
 * What is compressed tells its length, and so may tell a secret to whoever can make a page repeat a guess (BREACH). No page
 * of ours holds a secret: tokens are in cookies, and what is sealed is of no use to who cannot open it.
 */
export function withCompression(
  fetch: (request: Request) => Response | Promise<Response>,
): (request: Request) => Response | Promise<Response> {
  return new Hono().use(compress()).all('*', (c) => fetch(c.req.raw)).fetch
}
