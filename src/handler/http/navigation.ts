/**
 * Where a navigation comes from, by its fetch metadata.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 * @module
 */
/** In the URL of a page that has loaded itself again, so that it does so only once. */
const AGAIN_PARAM = 'again'

/**
 * Whether a page that loads itself again is loaded for the second time. A request from the same origin counts as the second
 * load, and so does one without `Sec-Fetch-Site`.
 */
export function isSecondLoad({ url, headers }: Request): boolean {
  return (
    new URL(url).searchParams.has(AGAIN_PARAM) || (headers.get('sec-fetch-site') ?? 'same-origin') === 'same-origin'
  )
}

/** Whether the browser comes from another site. Then it sends no cookie with `SameSite=Strict`. */
export function isCrossSiteNavigation({ headers }: Request): boolean {
  return headers.get('sec-fetch-site') === 'cross-site'
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
export function refreshHeader({ url }: Request): string {
  return `0; url=?${AGAIN_PARAM}=1${new URL(url).search.replace('?', '&')}`
}

/** Whether a script sent the request. It cannot follow a redirect to another origin. */
export function isScriptRequest({ headers }: Request): boolean {
  return (headers.get('sec-fetch-mode') ?? 'navigate') !== 'navigate'
}
