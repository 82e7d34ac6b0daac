/**
 * Cookies of our own origin alone: `__Host-`, `HttpOnly`, `SameSite=Lax`. On plain http, which only this machine serves, a
 * browser may refuse `Secure`, and prefix and flag are left out.
 *
 * @module
 */

/** How such cookies are called, and set. */
export interface HostCookies {
  fullName(name: string): string
  readonly attributes: {
    readonly path: '/'
    readonly secure: boolean
    readonly httpOnly: true
    readonly sameSite: 'Lax'
  }
}

/** @param origin Our own origin. */
export function hostCookies(origin: string): HostCookies {
  const secure = origin.startsWith('https:')
  return {
    fullName: (name) => (secure ? `__Host-${name}` : name),
    attributes: { path: '/', secure, httpOnly: true, sameSite: 'Lax' },
  }
}
