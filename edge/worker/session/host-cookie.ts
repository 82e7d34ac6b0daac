/**
 * Cookies of our own origin alone: `__Host-`, `HttpOnly`, `SameSite=Lax`. On plain http, which only this machine serves, a
 * browser may refuse `Secure`, and prefix and flag are left out.
 *
 * @module
 */

/** How such cookies are called, and set. */
export interface HostCookieOptions {
  cookieName(name: string): string
  readonly attributes: {
    readonly path: '/'
    readonly secure: boolean
    readonly httpOnly: true
    readonly sameSite: 'Lax'
  }
}

/** @param origin Our own origin. */
export function hostCookieOptions(origin: string): HostCookieOptions {
  const secure = origin.startsWith('https:')
  return {
    cookieName: (name) => (secure ? `__Host-${name}` : name),
    attributes: { path: '/', secure, httpOnly: true, sameSite: 'Lax' },
  }
}
