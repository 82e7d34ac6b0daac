/**
 * Where a navigation comes from, by its fetch metadata.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 * @module
 */
import type { Context } from 'hono'

/**
 * Whether the browser navigates from a page of the same origin, such as a page that loads itself again. A browser that
 * does not say so counts as well, so that it never reloads forever.
 */
export function isOwnNavigation(c: Context): boolean {
  return (c.req.header('sec-fetch-site') ?? 'same-origin') === 'same-origin'
}

/** Whether the browser comes from another site. Then it sends no cookie with `SameSite=Strict`. */
export function isCrossSiteNavigation(c: Context): boolean {
  return c.req.header('sec-fetch-site') === 'cross-site'
}

/** Whether a script sent the request. It cannot follow a redirect to another origin. */
export function isScriptRequest(c: Context): boolean {
  return (c.req.header('sec-fetch-mode') ?? 'navigate') !== 'navigate'
}
