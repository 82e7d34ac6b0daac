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
  return new Hono().use(compress()).all('*', (c) => fetch(c.req.raw)).fetch
}
