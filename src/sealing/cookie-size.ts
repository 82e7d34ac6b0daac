/**
 * The maximum size of a cookie.
 *
 * @module
 */

/** Browsers silently drop a cookie whose name and value together are longer (RFC 6265bis section 5.7). */
export const MAX_COOKIE_BYTES = 4096

/** The size of a cookie as browsers measure it. */
export function cookieByteLength(name: string, value: string): number {
  return new TextEncoder().encode(name + value).length
}
