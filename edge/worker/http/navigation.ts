/**
 * Where a navigation comes from, by its fetch metadata.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 * @module
 */
import type { Context } from 'hono'

/** Marks the URL of the second load, so that a page loads itself again only once. */
const AGAIN_PARAM = 'again'

/**
 * Whether a page that loads itself again is loaded for the second time. A request from the same origin counts as the second
 * load, and so does one without `Sec-Fetch-Site`.
 */
export function isSecondLoad(c: Context): boolean {
  return c.req.query(AGAIN_PARAM) !== undefined || (c.req.header('sec-fetch-site') ?? 'same-origin') === 'same-origin'
}

/** Whether the browser comes from another site. Then it sends no cookie with `SameSite=Strict`. */
export function isCrossSiteNavigation(c: Context): boolean {
  return c.req.header('sec-fetch-site') === 'cross-site'
}

/**
 * The value of a `Refresh` header that makes the browser load the page again at once. The browser treats this as a
 * navigation from the same origin, and replaces the page in its history.
 *
 * - It is a header, because the length of a compressed page could reveal the URL.
 * - It has a URL, because Chromium does not follow `<meta http-equiv="refresh" content="0">` on a page that was reached by
 *   posting the same form twice.
 * - The URL is only a query, so that the browser keeps the path. A path such as `//host` would lead to another origin, and a
 *   proxy may remove a prefix of the path.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-5.2.2
 */
export function refreshHeader(c: Context): string {
  return `0; url=?${AGAIN_PARAM}=1${new URL(c.req.url).search.replace('?', '&')}`
}

/** Whether a script sent the request. It cannot follow a redirect to another origin. */
export function isScriptRequest(c: Context): boolean {
  return (c.req.header('sec-fetch-mode') ?? 'navigate') !== 'navigate'
}
