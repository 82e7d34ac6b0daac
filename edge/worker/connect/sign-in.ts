/**
 * Signing in to the connect app: the OAuth authorization of one data center.
 *
 * @module
 */
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import type { DataCenter } from '../../../src/data-centers.ts'
import { AuthorizationError, InputError } from '../../../src/errors.ts'
import {
  accessDenied,
  createAuthorizeUrl,
  exchangeCode,
  isDeniedWithoutState,
  type OAuthApplication,
} from '../../../src/oauth.ts'
import { createPkce, createState } from '../../../src/oauth-values.ts'
import { createCallOptions } from '../flow/step-options.ts'
import { isPrefetch } from '../http/prefetch.ts'
import { PATHS } from '../pages/paths.ts'
import { rememberDataCenter } from '../session/data-center-cookie.ts'
import { createSealedCookies } from '../session/sealed-cookie.ts'
import type { ConnectContext } from './context.ts'
import type { ConnectEnv } from './flow-location.ts'

/** Enough time to find a password. */
const ATTEMPT_TTL_SECONDS = 600

/** The cookie lives for an hour, so that a callback that comes too late can say so. */
const ATTEMPT_GRACE_SECONDS = 3000

/** Allows listing calendars and changing events. */
const SCOPE = 'read_write'

/** Concurrent attempts, such as in several tabs. Any page can begin one, and each sets a cookie. */
const MAX_ATTEMPTS = 5

const COOKIE_PREFIX = 'sign-in-'

/** `state` is 32 random bytes in base64url. It is part of a cookie's name, so other values are rejected. */
const STATE_PATTERN = /^[A-Za-z0-9_-]{43}$/

/** An attempt that this browser began. */
interface Attempt {
  readonly state: string
  /** Undefined if the attempt began without PKCE. */
  readonly codeVerifier: string | undefined
}

/**
 * `GET /connect/{data center}` sends the user to Cronofy's authorization page. `GET /connect/callback/{data center}`
 * signs them in.
 *
 * Each attempt has a cookie that contains `state`, sealed with the data center and the code verifier of PKCE. Several tabs
 * do not disturb each other (T4). An attacker cannot sign a user in to the attacker's account (T22, RFC 9700 section 4.7).
 * The response of one data center is not accepted for another (T3, section 4.4). If Cronofy supports PKCE, a stolen code
 * is useless in another browser (T27, section 4.5).
 */
export function createSignIn(context: ConnectContext): Hono<ConnectEnv> {
  const { keys, origin, client, applications, pkce, sessions, onEvent } = context
  const attemptCookies = createSealedCookies(keys, {
    purpose: 'oauth-attempt',
    origin,
    ttlSeconds: ATTEMPT_TTL_SECONDS,
    graceSeconds: ATTEMPT_GRACE_SECONDS,
    now: internalsOf(client).now,
  })

  function applicationOf(id: string): OAuthApplication {
    const application = applications.get(id as DataCenter)
    if (application !== undefined) return application
    throw new InputError('unknown_data_center', `Data center ${JSON.stringify(id)} is not configured here.`)
  }

  /**
   * Whether this callback has signed the user in already. A browser may load it twice, and a code works once. Only the
   * session knows such a `state`, so that no other URL counts as completed (T22).
   */
  async function isCompleted(c: Context, url: URL, dataCenter: DataCenter): Promise<boolean> {
    const session = await sessions.read(c)
    return (
      session?.state !== undefined &&
      session.state === url.searchParams.get('state') &&
      session.dataCenter === dataCenter
    )
  }

  /**
   * Takes the attempt that this callback ends, and clears its cookie.
   *
   * @throws {AuthorizationError} `invalid_authorization_response`, `authorization_expired`, `access_denied`
   */
  async function takeAttempt(c: Context, url: URL, dataCenter: DataCenter): Promise<Attempt> {
    const state = url.searchParams.get('state') ?? ''
    const opened = STATE_PATTERN.test(state) ? await attemptCookies.unseal(c, cookieName(state)) : undefined
    const claims = opened === undefined || opened.status === 'invalid' ? undefined : opened.claims
    if (claims?.['state'] !== state || claims['dc'] !== dataCenter) {
      throw new AuthorizationError(
        'invalid_authorization_response',
        'This browser did not begin this authorization in this data center, or began it too long ago.',
      )
    }
    attemptCookies.clear(c, cookieName(state))
    if (opened?.status === 'expired') {
      if (url.searchParams.get('error') === 'access_denied') throw accessDenied()
      throw new AuthorizationError('authorization_expired', 'The authorization took more than ten minutes.')
    }
    const { ['cv']: codeVerifier } = claims
    return { state, codeVerifier: typeof codeVerifier === 'string' ? codeVerifier : undefined }
  }

  return new Hono<ConnectEnv>()
    .get(`${PATHS.connect}/:dataCenter`, async (c) => {
      if (isPrefetch(c)) return c.body(null, 204)
      const application = applicationOf(c.req.param('dataCenter'))
      const { dataCenter } = application
      const state = createState()
      const { codeVerifier, codeChallenge } = pkce ? await createPkce() : {}
      attemptCookies.clearOldest(c, COOKIE_PREFIX, MAX_ATTEMPTS - 1)
      const claims = { state, dc: dataCenter, ...(codeVerifier !== undefined && { cv: codeVerifier }) }
      await attemptCookies.set(c, cookieName(state), claims)
      const request = { redirectUri: callbackUrl(dataCenter), scope: SCOPE, state, codeChallenge }
      return c.redirect(createAuthorizeUrl(client, application, request), 303)
    })
    .get(`${PATHS.callback}/:dataCenter`, async (c) => {
      if (isPrefetch(c)) return c.body(null, 204)
      const application = applicationOf(c.req.param('dataCenter'))
      const { dataCenter } = application
      // A code works once, so a new attempt starts with a new sign-in.
      c.set('retryUrl', `${PATHS.connect}/${dataCenter}`)
      const url = new URL(c.req.url)
      if (isDeniedWithoutState(url)) throw accessDenied()
      if (await isCompleted(c, url, dataCenter)) return c.redirect(PATHS.calendars, 303)
      const { state, codeVerifier } = await takeAttempt(c, url, dataCenter)
      const tokens = await exchangeCode(client, application, {
        ...createCallOptions(c, client, onEvent),
        url,
        state,
        redirectUri: callbackUrl(dataCenter),
        codeVerifier,
      })
      await sessions.create(c, tokens, { dataCenter, state })
      rememberDataCenter(c, origin, dataCenter)
      return c.redirect(PATHS.calendars, 303)
    })

  function callbackUrl(dataCenter: DataCenter): string {
    return `${origin}${PATHS.callback}/${dataCenter}`
  }
}

function cookieName(state: string): string {
  return `${COOKIE_PREFIX}${state.slice(0, 16)}`
}
