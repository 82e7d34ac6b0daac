/**
 * Cookies for one origin only: `__Host-`, `HttpOnly`, `SameSite=Lax`. On http, which is for this machine only, a browser
 * may reject `Secure`. There the cookies have neither the prefix nor `Secure`. Their names include the port, because all
 * ports of a host share cookies (RFC 6265 section 8.5).
 *
 * @module
 */

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
  const { protocol, port } = new URL(origin)
  const secure = protocol === 'https:'
  const prefix = secure ? '__Host-' : `port-${port || '80'}-`
  return {
    cookieName: (name) => prefix + name,
    attributes: { path: '/', secure, httpOnly: true, sameSite: 'Lax' },
  }
}
