/**
 * Headers of every answer.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import { DATA_CENTER_IDS, DATA_CENTERS } from '../../../src/data-centers.ts'

const BASE_POLICY = ["default-src 'none'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]

/**
 * Sets what every answer has, where the handler did not set it itself: nothing is stored, no address is passed on,
 * no script runs, no frame holds us.
 */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    setHeaderIfAbsent(c, 'Cache-Control', 'no-store')
    setHeaderIfAbsent(c, 'Referrer-Policy', 'no-referrer')
    setHeaderIfAbsent(c, 'Content-Security-Policy', [...BASE_POLICY, "form-action 'none'"].join('; '))
    setHeaderIfAbsent(c, 'X-Content-Type-Options', 'nosniff')
  }
}

/**
 * For a page of the connect app. Where it holds a form, the browser may say where a post comes from (with `no-referrer`
 * it sends `Origin: null`), and the form may post to us.
 *
 * @param options.formActionOrigins Where it holds a form: origins that the post may be redirected to. Chromium holds each hop against
 *   `form-action`.
 * @param options.image The one image that it may show.
 */
export function setPagePolicy(
  c: Context,
  { formActionOrigins, image }: { formActionOrigins: readonly string[] | undefined; image: string | undefined },
): void {
  if (formActionOrigins !== undefined) c.header('Referrer-Policy', 'same-origin')
  const images = image === undefined ? [] : [`img-src ${image}`]
  const formActions = formActionOrigins === undefined ? "'none'" : ["'self'", ...formActionOrigins].join(' ')
  c.header('Content-Security-Policy', [...BASE_POLICY, ...images, `form-action ${formActions}`].join('; '))
}

/** The origins of the provider's pages, or of the sandbox that stands in for it. */
export function providerOrigins(sandboxUrl: string | undefined): string[] {
  return sandboxUrl === undefined
    ? DATA_CENTER_IDS.map((id) => `https://${DATA_CENTERS[id].appHost}`)
    : [new URL(sandboxUrl).origin]
}

function setHeaderIfAbsent(c: Context, name: string, value: string): void {
  const { headers } = c.res
  if (headers.has(name)) return
  try {
    // In place: `c.header` would copy an answer that is there already, each time, and its body becomes a stream.
    headers.set(name, value)
  } catch {
    // Those of an answer that comes from elsewhere, such as `Response.redirect`, cannot be changed.
    c.header(name, value)
  }
}
