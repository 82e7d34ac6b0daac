/**
 * Security headers of every response.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import { DATA_CENTER_IDS, DATA_CENTERS } from '../../../src/data-centers.ts'
import { SECURITY_HEADERS } from '../../../src/handler/http/security-headers.ts'

const BASE_POLICY = ["default-src 'none'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]

/** One year. */
const HSTS = 'max-age=31536000'

/**
 * Sets the headers of a response, unless the handler has set them.
 *
 * @param options.hsts Whether to set `Strict-Transport-Security`. It applies to the whole origin, so only the worker sets it.
 */
export function securityHeaders({ hsts = false }: { hsts?: boolean } = {}): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (hsts) setHeaderIfAbsent(c, 'Strict-Transport-Security', HSTS)
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) setHeaderIfAbsent(c, name, value)
  }
}

/**
 * Sets the policy of a page. A page with a form needs `Referrer-Policy: same-origin`, because with
 * `no-referrer` browsers send `Origin: null`.
 *
 * @param options.formActionOrigins For a page with a form: the origins that the POST may be redirected to. Chromium
 *   checks `form-action` for every redirect.
 * @param options.image The URL of the one image that the page may show.
 * @param options.isolated Whether windows that other sites have opened lose their opener (COOP). A backend may open the
 *   service's pages in a popup, so they keep it.
 */
export function setPagePolicy(
  c: Context,
  {
    formActionOrigins,
    image,
    isolated,
  }: { formActionOrigins: readonly string[] | undefined; image: string | undefined; isolated: boolean },
): void {
  if (formActionOrigins !== undefined) c.header('Referrer-Policy', 'same-origin')
  // On pages only. On a redirect, Chromium would separate a popup from its opener.
  if (isolated) c.header('Cross-Origin-Opener-Policy', 'same-origin')
  const images = image === undefined ? [] : [`img-src ${image}`]
  const formActions = formActionOrigins === undefined ? "'none'" : ["'self'", ...formActionOrigins].join(' ')
  c.header('Content-Security-Policy', [...BASE_POLICY, ...images, `form-action ${formActions}`].join('; '))
}

/** The origins of Cronofy's pages, or of the emulator that replaces Cronofy. */
export function providerOrigins(sandboxUrl: string | undefined): string[] {
  return sandboxUrl === undefined
    ? DATA_CENTER_IDS.map((id) => `https://${DATA_CENTERS[id].appHost}`)
    : [new URL(sandboxUrl).origin]
}

function setHeaderIfAbsent(c: Context, name: string, value: string): void {
  const { headers } = c.res
  if (headers.has(name)) return
  try {
    // `c.header` would copy the response each time and turn its body into a stream.
    headers.set(name, value)
  } catch {
    // The headers of some responses, such as `Response.redirect()`, are immutable.
    c.header(name, value)
  }
}
