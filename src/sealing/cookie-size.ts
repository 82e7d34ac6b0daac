/**
 * How long a cookie may be.
 *
 * @module
 */

/** Browsers drop a cookie whose name and value are longer together, without a word (RFC 6265bis section 5.7). */
export const MAX_COOKIE_BYTES = 4096

/** The size of a cookie as browsers measure it, to be looked at before it is set. */
export function cookieByteLength(name: string, value: string): number {
  return new TextEncoder().encode(name + value).length
}
