/**
 * The security headers of a response that a handler creates: no caching, no referrer, no scripts, no framing, and no changes
 * by proxies. A proxy that hides email addresses would change the names of calendars.
 *
 * @module
 */

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store, no-transform',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
}
