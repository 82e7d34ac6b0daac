/**
 * Sealed cookies: the browser stores the state of the connect app and cannot read it.
 *
 * @module
 */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Claims, sealClaims, type UnsealResult, unsealClaims } from '../../../src/sealing/claims.ts'
import { cookieByteLength, MAX_COOKIE_BYTES } from '../../../src/sealing/cookie-size.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { HttpError } from '../errors/http-error.ts'
import { hostCookieOptions } from './host-cookie.ts'

/** Cookies of one purpose. */
export interface SealedCookies {
  /** Unseals a cookie. A missing one is `invalid`. */
  unseal(c: Context, name: string): Promise<UnsealResult>
  /** Returns the claims of a cookie. Undefined if it is missing, expired, or was not sealed for this purpose. */
  get(c: Context, name: string): Promise<Claims | undefined>
  /**
   * Seals claims into a cookie.
   *
   * @param lifetime.ttlSeconds How long the claims are valid. @default that of all cookies of this purpose
   * @throws {HttpError} `cookie_too_large`
   */
  set(c: Context, name: string, claims: Claims, lifetime?: { ttlSeconds: number }): Promise<void>
  clear(c: Context, name: string): void
  /** Clears all but the newest few cookies whose names begin with `prefix`. */
  clearOldest(c: Context, prefix: string, keep: number): void
}

/**
 * Creates cookies of one purpose.
 *
 * @param options.graceSeconds How long the browser keeps a cookie after it has expired, so that `unseal` can tell an
 *   expired cookie from a missing one. @default 0
 */
export function createSealedCookies(
  keys: KeyRing,
  options: { purpose: string; origin: string; ttlSeconds: number; graceSeconds?: number; now: () => number },
): SealedCookies {
  const { purpose, origin, ttlSeconds: defaultTtlSeconds, graceSeconds = 0, now } = options
  const { cookieName, attributes } = hostCookieOptions(origin)

  async function unseal(c: Context, name: string): Promise<UnsealResult> {
    const value = getCookie(c, cookieName(name))
    if (value === undefined) return { status: 'invalid' }
    return unsealClaims(keys, value, { purpose, audience: origin, nowMs: now() })
  }

  return {
    unseal,
    async get(c, name) {
      const result = await unseal(c, name)
      return result.status === 'valid' ? result.claims : undefined
    },
    async set(c, name, claims, { ttlSeconds } = { ttlSeconds: defaultTtlSeconds }) {
      const value = await sealClaims(keys, claims, { purpose, audience: origin, nowMs: now(), ttlSeconds })
      const bytes = cookieByteLength(cookieName(name), value)
      if (bytes > MAX_COOKIE_BYTES) {
        throw new HttpError(
          'cookie_too_large',
          `Cookie "${name}" would be ${bytes} bytes long, and browsers drop cookies of more than ${MAX_COOKIE_BYTES} bytes.`,
        )
      }
      setCookie(c, cookieName(name), value, { ...attributes, maxAge: ttlSeconds + graceSeconds })
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
