/**
 * How long a cookie may be.
 *
 * @module
 */
import { PermissionRequestError } from './errors.ts'

/** Browsers drop a cookie whose name and value are longer together, without a word (RFC 6265bis section 5.7). */
const MAX_COOKIE_BYTES = 4096

/** Measures a cookie before it is set. @throws {PermissionRequestError} `permission_request_too_long` */
export function checkCookieSize(name: string, value: string): void {
  const bytes = new TextEncoder().encode(name + value).length
  if (bytes > MAX_COOKIE_BYTES) {
    throw new PermissionRequestError(
      'permission_request_too_long',
      `Cannot set cookie "${name}": name and value are ${bytes} bytes long, browsers drop more than ${MAX_COOKIE_BYTES}. Ask for fewer calendars, or use a shorter returnTo`,
    )
  }
}
