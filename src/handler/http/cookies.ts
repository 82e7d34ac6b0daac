/**
 * Cookies for one origin only: `__Host-`, `HttpOnly`, `SameSite=Lax`. On http, which is for this machine only, a browser
 * may reject `Secure`. There the cookies have neither the prefix nor `Secure`. Their names include the port, because all
 * ports of a host share cookies (RFC 6265 section 8.5).
 *
 * Names and values must be those that this package creates: letters, digits, and `._-` need no encoding.
 *
 * @module
 */

/** Reads and writes the cookies of an origin. */
export interface HostCookies {
  /** The full name of a cookie, with its prefix. */
  fullName(name: string): string
  /** The value of a cookie, if the request has it. */
  read(request: Request, name: string): string | undefined
  /** The value of a `Set-Cookie` header that sets a cookie. */
  set(name: string, value: string, lifetime: { maxAgeSeconds: number }): string
  /** The value of a `Set-Cookie` header that deletes a cookie. */
  clear(name: string): string
}

/** The cookies of an origin. */
export function hostCookies(origin: string): HostCookies {
  const { protocol, port } = new URL(origin)
  const secure = protocol === 'https:'
  const fullName = (name: string) => (secure ? '__Host-' : `port-${port || '80'}-`) + name
  const set: HostCookies['set'] = (name, value, { maxAgeSeconds }) =>
    serializeCookie(fullName(name), value, { maxAgeSeconds, secure })
  return {
    fullName,
    read: (request, name) => readCookie(request, fullName(name)),
    set,
    clear: (name) => set(name, '', { maxAgeSeconds: 0 }),
  }
}

/** The value of a `Set-Cookie` header (RFC 6265 section 4.1). An age of 0 deletes the cookie. */
export function serializeCookie(
  fullName: string,
  value: string,
  { maxAgeSeconds, secure }: { maxAgeSeconds: number; secure: boolean },
): string {
  return `${fullName}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly${secure ? '; Secure' : ''}; SameSite=Lax`
}

/** The value of the cookie with this full name. */
export function readCookie(request: Request, fullName: string): string | undefined {
  return readCookies(request).find(([name]) => name === fullName)?.[1]
}

/** The full names and the values of all cookies, in the order of the header. Takes one pass (T24). */
export function readCookies({ headers }: Request): [fullName: string, value: string][] {
  return (headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const index = pair.indexOf('=')
    return index === -1 ? [] : [[pair.slice(0, index).trim(), pair.slice(index + 1).trim()]]
  })
}
