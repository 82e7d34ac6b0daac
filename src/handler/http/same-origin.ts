import { HttpError } from '../errors/http-error.ts'

/**
 * Whether a request comes from a page of this origin. One POST elevates an Enterprise Connect account, so another
 * site's page must not be able to send it (T16).
 *
 * A page cannot set `Sec-Fetch-Site`, and every current browser sends it to https and to loopback. A foreign `Origin`
 * beside it is rejected, but `null` is accepted: a page with `Referrer-Policy: no-referrer` sends that. Without
 * `Sec-Fetch-Site`, `Origin` decides. Without both, the request does not come from a page and is rejected. Hono's `csrf()`
 * is weaker: it accepts a request if either header matches, and does not check JSON.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
function isSameOrigin(headers: Headers, origin: string): boolean {
  const site = headers.get('sec-fetch-site')
  const sentOrigin = headers.get('origin')
  if (site === null) return sentOrigin === origin
  return site === 'same-origin' && (sentOrigin === null || sentOrigin === 'null' || sentOrigin === origin)
}

/** Asserts that a page of this origin sent a request (T16). @throws {HttpError} `cross_site_request` */
export function assertSameOrigin({ headers }: Request, origin: string): void {
  if (isSameOrigin(headers, origin)) return
  throw new HttpError('cross_site_request', "The request does not come from the application's own page.")
}
