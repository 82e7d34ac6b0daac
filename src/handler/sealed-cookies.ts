/**
 * Sealed cookies: the browser stores a state that it cannot read.
 *
 * @module
 */
import { type Claims, sealClaims, type UnsealResult, unsealClaims } from '../sealing/claims.ts'
import { cookieByteLength, MAX_COOKIE_BYTES } from '../sealing/cookie-size.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { HttpError } from './errors/http-error.ts'
import { hostCookies, readCookies, serializeCookie } from './http/cookies.ts'

/** Cookies of one purpose. What changes one returns the value of a `Set-Cookie` header. */
export interface SealedCookies {
  /** Unseals a cookie. A missing one is `invalid`. */
  open(request: Request, name: string): Promise<UnsealResult>
  /** Returns the claims of a cookie. Undefined if it is missing, expired, or was not sealed for this purpose. */
  get(request: Request, name: string): Promise<Claims | undefined>
  /**
   * Seals claims into a cookie.
   *
   * @param lifetime.ttlSeconds How long the claims are valid. @default that of all cookies of this purpose
   * @throws {HttpError} `cookie_too_large`
   */
  set(name: string, claims: Claims, lifetime?: { ttlSeconds: number }): Promise<string>
  clear(name: string): string
  /** Clears all but the newest few cookies whose names begin with `prefix`. */
  clearOldest(request: Request, prefix: string, keep: number): string[]
}

/**
 * Creates cookies of one purpose.
 *
 * @param options.audience The only place at which they can be unsealed. @default the origin
 * @param options.graceSeconds How long the browser keeps a cookie after it has expired, so that `open` can tell an expired
 *   cookie from a missing one. @default 0
 */
export function createSealedCookies(
  keys: KeyRing,
  options: {
    purpose: string
    origin: string
    audience?: string
    ttlSeconds: number
    graceSeconds?: number
    now: () => number
  },
): SealedCookies {
  const { purpose, origin, audience = origin, ttlSeconds: defaultTtlSeconds, graceSeconds = 0, now } = options
  const cookies = hostCookies(origin)

  async function open(request: Request, name: string): Promise<UnsealResult> {
    const value = cookies.read(request, name)
    if (value === undefined) return { status: 'invalid' }
    return unsealClaims(keys, value, { purpose, audience, nowMs: now() })
  }

  return {
    open,
    async get(request, name) {
      const opened = await open(request, name)
      return opened.status === 'valid' ? opened.claims : undefined
    },
    async set(name, claims, { ttlSeconds } = { ttlSeconds: defaultTtlSeconds }) {
      const value = await sealClaims(keys, claims, { purpose, audience, nowMs: now(), ttlSeconds })
      const bytes = cookieByteLength(cookies.fullName(name), value)
      if (bytes > MAX_COOKIE_BYTES) {
        throw new HttpError(
          'cookie_too_large',
          `Cookie "${name}" would be ${bytes} bytes long, and browsers drop cookies of more than ${MAX_COOKIE_BYTES} bytes.`,
        )
      }
      return cookies.set(name, value, { maxAgeSeconds: ttlSeconds + graceSeconds })
    },
    clear: cookies.clear,
    clearOldest(request, prefix, keep) {
      // Browsers send the oldest first (RFC 6265bis section 5.8.3).
      const names = readCookies(request)
        .map(([fullName]) => fullName)
        .filter((fullName) => fullName.startsWith(cookies.fullName(prefix)))
      const secure = origin.startsWith('https:')
      return names
        .slice(0, Math.max(0, names.length - keep))
        .map((fullName) => serializeCookie(fullName, '', { maxAgeSeconds: 0, secure }))
    },
  }
}
