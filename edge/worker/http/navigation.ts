/**
 * Where a navigation comes from, by its fetch metadata.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 * @module
 */
import type { Context } from 'hono'

/** In the URL of a page that has loaded itself again, so that it does so only once. */
const AGAIN_PARAM = 'again'

/**
 * Whether this is the second load of a page that loads itself again, or the browser came from the same origin. A browser that
 * does not say where it comes from counts as well.
 */
export function isSecondLoad(c: Context): boolean {
  return c.req.query(AGAIN_PARAM) !== undefined || (c.req.header('sec-fetch-site') ?? 'same-origin') === 'same-origin'
}

/** Whether the browser comes from another site. Then it sends no cookie with `SameSite=Strict`. */
export function isCrossSiteNavigation(c: Context): boolean {
  return c.req.header('sec-fetch-site') === 'cross-site'
}

/**
 * The header `Refresh` that makes the browser load the page again at once, as a navigation from the same origin that replaces
 * this page in its history.
 *
 * A header, because the length of a compressed page could reveal the URL. It has a URL, because Chromium does not follow
 * `<meta http-equiv="refresh" content="0">` on a page that was reached by posting the same form twice. The URL is only a
 * query, which keeps the path that the browser sees: a path such as `//host` would lead to another origin, and an application
 * may mount the module behind a prefix that it removes.
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
