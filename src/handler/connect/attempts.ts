/**
 * Authorizations that this browser has begun: one sealed cookie for each.
 *
 * Several tabs do not disturb each other (T4). An attacker cannot connect a user to the attacker's account (T22, RFC 9700
 * section 4.7). The response of one data center is not accepted for another (T3, section 4.4).
 *
 * @module
 */
import { type DataCenter, isDataCenter } from '../../data-centers.ts'
import { AuthorizationError } from '../../errors.ts'
import { accessDenied } from '../../oauth.ts'
import { createState } from '../../oauth-values.ts'
import type { Claims } from '../../sealing/claims.ts'
import type { KeyRing } from '../../sealing/key-ring.ts'
import { createSealedCookies } from '../sealed-cookies.ts'

/** Enough time to find a password. A code lives as long. */
const TTL_SECONDS = 600

/** The cookie lives for an hour, so that a late callback can be told from a forged one. */
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
  /** The ID of a connection through the service. */
  readonly connectionId?: string | undefined
}

/** An attempt whose callback was loaded. `completed` means that it was loaded before: a code works once. */
export type OpenedAttempt = Attempt & { readonly status: 'open' | 'expired' | 'completed'; readonly state: string }

/** Reads and writes attempts. What changes one returns `Set-Cookie` headers. */
export interface Attempts {
  begin(request: Request, attempt: Attempt): Promise<{ state: string; cookies: string[] }>
  /**
   * Opens the attempt to which a callback belongs.
   *
   * @throws {AuthorizationError} `invalid_authorization_response`
   */
  open(request: Request, dataCenter: DataCenter): Promise<OpenedAttempt>
  /** Remembers for ten minutes that a callback has connected the user. */
  complete(attempt: OpenedAttempt): Promise<string>
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
    async begin(request, attempt) {
      const state = createState()
      const cleared = cookies.clearOldest(request, COOKIE_PREFIX, MAX_ATTEMPTS - 1)
      return { state, cookies: [...cleared, await cookies.set(cookieName(state), toClaims(attempt, state))] }
    },
    async open(request, dataCenter) {
      const state = new URL(request.url).searchParams.get('state') ?? ''
      const opened = STATE_PATTERN.test(state) && (await cookies.open(request, cookieName(state)))
      const attempt = opened && opened.status !== 'invalid' && toAttempt(opened.claims, state)
      const isDone = opened && opened.status !== 'invalid' && opened.claims['done'] === true
      if (!attempt || attempt.dataCenter !== dataCenter || (isDone && opened.status === 'expired')) {
        throw new AuthorizationError(
          'invalid_authorization_response',
          'This browser did not begin this authorization in this data center, or began it too long ago.',
        )
      }
      if (isDone) return { ...attempt, state, status: 'completed' }
      return { ...attempt, state, status: opened.status === 'valid' ? 'open' : 'expired' }
    },
    complete({ state, ...attempt }) {
      return cookies.set(cookieName(state), { ...toClaims({ ...attempt, codeVerifier: undefined }, state), done: true })
    },
    clear(state) {
      return cookies.clear(cookieName(state))
    },
  }
}

function toClaims({ dataCenter, codeVerifier, returnTo, subject, connectionId }: Attempt, state: string): Claims {
  const claims = { state, dc: dataCenter, to: returnTo, cv: codeVerifier, id: connectionId }
  return subject === undefined ? claims : { ...claims, sub: subject }
}

/** Undefined if the claims do not belong to this `state`. */
function toAttempt(claims: Claims, state: string): Attempt | undefined {
  const { state: sealedState, dc: dataCenter, to: returnTo, cv: codeVerifier, sub: subject, id: connectionId } = claims
  if (sealedState !== state || !isDataCenter(dataCenter) || typeof returnTo !== 'string') return undefined
  return {
    dataCenter,
    returnTo,
    subject,
    codeVerifier: typeof codeVerifier === 'string' ? codeVerifier : undefined,
    connectionId: typeof connectionId === 'string' ? connectionId : undefined,
  }
}

/** The error of a callback that came too late. A refusal stays a refusal. */
export function expiredAttemptError(callback: URL): AuthorizationError {
  if (callback.searchParams.get('error') === 'access_denied') return accessDenied()
  return new AuthorizationError('authorization_expired', 'The authorization took more than ten minutes.')
}

/** The name of an attempt's cookie. */
function cookieName(state: string): string {
  return `${COOKIE_PREFIX}${state.slice(0, 16)}`
}
