/**
 * Sealed cookies: the browser stores the state of the connect app and cannot read it.
 *
 * @module
 */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { cookieByteLength, MAX_COOKIE_BYTES } from '../../../src/sealing/cookie-size.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { type Claims, sealClaims, unsealClaims } from '../../../src/sealing/seal.ts'
import { HttpError } from '../errors/http-error.ts'
import { hostCookieOptions } from './host-cookie.ts'

/** Cookies of one purpose. */
export interface SealedCookies {
  /** Returns the claims of a cookie. Undefined if it is missing, expired, or was not sealed for this purpose. */
  get(c: Context, name: string): Promise<Claims | undefined>
  /** Seals claims into a cookie. @throws {HttpError} `cookie_too_large` */
  set(c: Context, name: string, claims: Claims): Promise<void>
  clear(c: Context, name: string): void
  /** Clears all but the newest few cookies whose names begin with `prefix`. */
  clearOldest(c: Context, prefix: string, keep: number): void
}

/** Creates cookies of one purpose. */
export function createSealedCookies(
  keys: KeyRing,
  { purpose, origin, ttlSeconds, now }: { purpose: string; origin: string; ttlSeconds: number; now: () => number },
): SealedCookies {
  const { cookieName, attributes } = hostCookieOptions(origin)
  return {
    async get(c, name) {
      const value = getCookie(c, cookieName(name))
      if (value === undefined) return undefined
      const opened = await unsealClaims(keys, value, { purpose, issuer: origin, nowMs: now() })
      return opened.status === 'valid' ? opened.claims : undefined
    },
    async set(c, name, claims) {
      const value = await sealClaims(keys, claims, { purpose, issuer: origin, nowMs: now(), ttlSeconds })
      const bytes = cookieByteLength(cookieName(name), value)
      if (bytes > MAX_COOKIE_BYTES) {
        throw new HttpError(
          'cookie_too_large',
          `Cookie "${name}" would be ${bytes} bytes long, and browsers drop cookies of more than ${MAX_COOKIE_BYTES} bytes.`,
        )
      }
      setCookie(c, cookieName(name), value, { ...attributes, maxAge: ttlSeconds })
    },
    clear(c, name) {
      deleteCookie(c, cookieName(name), attributes)
    },
    clearOldest(c, prefix, keep) {
      // Browsers send the oldest first (RFC 6265bis section 5.8.3).
      const names = Object.keys(getCookie(c)).filter((name) => name.startsWith(cookieName(prefix)))
      for (const name of names.slice(0, Math.max(0, names.length - keep))) deleteCookie(c, name, attributes)
    },
  }
}
