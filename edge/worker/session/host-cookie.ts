/**
 * Cookies for one origin only: `__Host-`, `HttpOnly`, `SameSite=Lax`. On http, which is for this machine only, a browser
 * may reject `Secure`. There the cookies have neither the prefix nor `Secure`.
 *
 * @module
 */

/** The names and attributes of such cookies. */
export interface HostCookieOptions {
  cookieName(name: string): string
  readonly attributes: {
    readonly path: '/'
    readonly secure: boolean
    readonly httpOnly: true
    readonly sameSite: 'Lax'
  }
}

/** The names and attributes of cookies for an origin. */
export function hostCookieOptions(origin: string): HostCookieOptions {
  const secure = origin.startsWith('https:')
  return {
    cookieName: (name) => (secure ? `__Host-${name}` : name),
    attributes: { path: '/', secure, httpOnly: true, sameSite: 'Lax' },
  }
}
