/**
 * Whether a request comes from our own pages. An Enterprise Connect account is elevated by one POST, so nobody else's
 * page may send it.
 *
 * `Sec-Fetch-Site` cannot be set by a page, and every current browser sends it to https and to this machine. Where
 * it is absent, `Origin` decides; where both are, the request is not a page's, and refused. Hono's own `csrf()` lets
 * a request pass that has either one right, and JSON without a look.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function isSameOrigin(headers: Headers, origin: string): boolean {
  const site = headers.get('sec-fetch-site')
  return site === null ? headers.get('origin') === origin : site === 'same-origin'
}
