/**
 * Authorizations that this browser has begun: one sealed cookie for each.
 *
 * Several tabs do not disturb each other (T4). An attacker cannot connect a user to the attacker's account (T22, RFC 9700
 * section 4.7). The response of one data center is not accepted for another (T3, section 4.4).
 *
 * @module
 */
import type { DataCenter } from '../../data-centers.ts'
import { AuthorizationError } from '../../errors.ts'
import { createState } from '../../oauth-values.ts'
import type { Claims } from '../../sealing/claims.ts'
import type { KeyRing } from '../../sealing/key-ring.ts'
import { createSealedCookies } from '../sealed-cookies.ts'

/** Enough time to find a password. A code lives as long. */
const TTL_SECONDS = 600

/** The cookie lives for an hour, so that a callback that comes too late can say so. */
const GRACE_SECONDS = 3000

/** Concurrent attempts, such as in several tabs. Any page can begin one, and each sets a cookie. */
const MAX_ATTEMPTS = 5

const COOKIE_PREFIX = 'sign-in-'

/** `state` is 32 random bytes in base64url. It is part of a cookie's name, so other values are rejected. */
const STATE_PATTERN = /^[A-Za-z0-9_-]{43}$/

/** What must survive the trip to Cronofy's page. */
export interface Attempt {
  readonly dataCenter: DataCenter
  /** Undefined without PKCE. */
  readonly codeVerifier: string | undefined
  /** The URL at which the authorization ends. */
  readonly returnTo: string
  /** The user who began. Undefined if the application has no user before the authorization. */
  readonly subject: string | undefined
}

/** An attempt whose callback was loaded. */
export type OpenedAttempt =
  | (Attempt & { readonly status: 'open' | 'expired'; readonly state: string })
  /** The callback was loaded before, and led to `url`. A code works once. */
  | { readonly status: 'completed'; readonly url: string }

/** Reads and writes attempts. What changes one returns `Set-Cookie` headers. */
export interface Attempts {
  begin(request: Request, attempt: Attempt): Promise<{ state: string; cookies: string[] }>
  /**
   * Opens the attempt to which a callback belongs.
   *
   * @throws {AuthorizationError} `invalid_authorization_response`
   */
  open(request: Request, dataCenter: DataCenter): Promise<OpenedAttempt>
  /** Remembers for ten minutes where a callback led to. */
  complete(state: string, result: { dataCenter: DataCenter; url: string }): Promise<string>
  clear(state: string): string
}

/** @param options.baseUrl Where the handler is mounted. */
export function createAttempts(options: { keys: KeyRing; baseUrl: string; now: () => number }): Attempts {
  const { keys, baseUrl, now } = options
  const cookies = createSealedCookies(keys, {
    purpose: 'oauth-attempt',
    origin: new URL(baseUrl).origin,
    audience: baseUrl,
    ttlSeconds: TTL_SECONDS,
    graceSeconds: GRACE_SECONDS,
    now,
  })

  return {
    async begin(request, { dataCenter, codeVerifier, returnTo, subject }) {
      const state = createState()
      const claims = {
        state,
        dc: dataCenter,
        to: returnTo,
        ...(codeVerifier !== undefined && { cv: codeVerifier }),
        ...(subject !== undefined && { sub: subject }),
      }
      const cleared = cookies.clearOldest(request, COOKIE_PREFIX, MAX_ATTEMPTS - 1)
      return { state, cookies: [...cleared, await cookies.set(cookieName(state), claims)] }
    },
    async open(request, dataCenter) {
      const state = new URL(request.url).searchParams.get('state') ?? ''
      const opened = STATE_PATTERN.test(state)
        ? await cookies.open(request, cookieName(state))
        : ({ status: 'invalid' } as const)
      const attempt = opened.status === 'invalid' ? undefined : toAttempt(opened.claims, { state, dataCenter })
      const isOver = opened.status === 'expired' && attempt !== undefined && 'url' in attempt
      if (opened.status === 'invalid' || attempt === undefined || isOver) {
        throw new AuthorizationError(
          'invalid_authorization_response',
          'This browser did not begin this authorization in this data center, or began it too long ago.',
        )
      }
      if ('url' in attempt) return attempt
      return { ...attempt, status: opened.status === 'valid' ? 'open' : 'expired' }
    },
    complete(state, { dataCenter, url }) {
      return cookies.set(cookieName(state), { state, dc: dataCenter, done: url })
    },
    clear(state) {
      return cookies.clear(cookieName(state))
    },
  }
}

/** Undefined if the claims do not belong to this callback. */
function toAttempt(
  claims: Claims,
  { state, dataCenter }: { state: string; dataCenter: DataCenter },
): (Attempt & { state: string }) | Extract<OpenedAttempt, { status: 'completed' }> | undefined {
  const { state: sealedState, dc, to, done, cv, sub } = claims
  if (sealedState !== state || dc !== dataCenter) return undefined
  if (typeof done === 'string') return { status: 'completed', url: done }
  if (typeof to !== 'string') return undefined
  return { state, dataCenter, returnTo: to, subject: sub, codeVerifier: typeof cv === 'string' ? cv : undefined }
}

/** The name of an attempt's cookie. */
function cookieName(state: string): string {
  return `${COOKIE_PREFIX}${state.slice(0, 16)}`
}
