/**
 * Signing in to the connect app: the OAuth authorization of one data center.
 *
 * @module
 */
import { Hono } from 'hono/tiny'
import { generateRandomState } from 'oauth4webapi'
import { internalsOf } from '../../../src/client/internals.ts'
import type { Client } from '../../../src/client/types.ts'
import type { DataCenter } from '../../../src/data-centers.ts'
import { AuthorizationError, InputError } from '../../../src/errors.ts'
import { createAuthorizeUrl, exchangeCode, type OAuthApplication } from '../../../src/oauth.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { createCallOptions, type OnContextEvent } from '../flow/step-options.ts'
import { PATHS } from '../pages/paths.ts'
import { rememberDataCenter } from '../session/data-center-cookie.ts'
import { createSealedCookies } from '../session/sealed-cookie.ts'
import type { Sessions } from '../session/session.ts'
import type { ConnectEnv } from './flow-location.ts'

/** Enough time to find a password. */
const ATTEMPT_TTL_SECONDS = 600

/** Allows listing calendars and changing events. */
const SCOPE = 'read_write'

/** Concurrent attempts, such as in several tabs. Any page can begin one, and each sets a cookie. */
const MAX_ATTEMPTS = 5

const COOKIE_PREFIX = 'sign-in-'

/** `state` is 32 random bytes in base64url. It is part of a cookie's name, so other values are rejected. */
const STATE_PATTERN = /^[A-Za-z0-9_-]{43}$/

/**
 * `GET /connect/{data center}` sends the user to Cronofy's authorization page. `GET /connect/callback/{data center}`
 * signs them in.
 *
 * Each attempt has a cookie that contains `state`, sealed with the data center. Several tabs do not disturb each other
 * (T4). An attacker cannot sign a user in to the attacker's account (T22, RFC 9700 section 4.7). The response of one
 * data center is not accepted for another (T3, section 4.4).
 */
export function createSignIn(options: {
  keys: KeyRing
  origin: string
  client: Client
  applications: ReadonlyMap<DataCenter, OAuthApplication>
  sessions: Sessions
  onEvent?: OnContextEvent | undefined
}): Hono<ConnectEnv> {
  const { keys, origin, client, applications, sessions, onEvent } = options
  const stateCookies = createSealedCookies(keys, {
    purpose: 'oauth-attempt',
    origin,
    ttlSeconds: ATTEMPT_TTL_SECONDS,
    now: internalsOf(client).now,
  })

  function applicationOf(id: string): OAuthApplication {
    const application = applications.get(id as DataCenter)
    if (application !== undefined) return application
    throw new InputError('unknown_data_center', `Data center ${JSON.stringify(id)} is not configured here.`)
  }

  return new Hono<ConnectEnv>()
    .get(`${PATHS.connect}/:dataCenter`, async (c) => {
      const application = applicationOf(c.req.param('dataCenter'))
      const state = generateRandomState()
      stateCookies.clearOldest(c, COOKIE_PREFIX, MAX_ATTEMPTS - 1)
      await stateCookies.set(c, cookieName(state), { state, dc: application.dataCenter })
      const redirectUri = callbackUrl(application.dataCenter)
      return c.redirect(createAuthorizeUrl(client, application, { redirectUri, scope: SCOPE, state }), 303)
    })
    .get(`${PATHS.callback}/:dataCenter`, async (c) => {
      const application = applicationOf(c.req.param('dataCenter'))
      const { dataCenter } = application
      // A code works once, so a new attempt starts with a new sign-in.
      c.set('retryUrl', `${PATHS.connect}/${dataCenter}`)
      const state = c.req.queries('state')?.[0] ?? ''
      const attempt = STATE_PATTERN.test(state) ? await stateCookies.get(c, cookieName(state)) : undefined
      if (attempt?.['state'] !== state || attempt['dc'] !== dataCenter) {
        throw new AuthorizationError(
          'invalid_authorization_response',
          'This browser did not begin this authorization in this data center, or began it too long ago.',
        )
      }
      stateCookies.clear(c, cookieName(state))
      const redirectUri = callbackUrl(dataCenter)
      const tokens = await exchangeCode(client, application, {
        ...createCallOptions(c, client, onEvent),
        url: new URL(c.req.url),
        state,
        redirectUri,
      })
      await sessions.create(c, dataCenter, tokens)
      rememberDataCenter(c, origin, dataCenter)
      return c.redirect(PATHS.calendars, 303)
    })

  function callbackUrl(dataCenter: DataCenter): string {
    return `${origin}${PATHS.callback}/${dataCenter}`
  }
}

/** The name of an attempt's cookie. */
function cookieName(state: string): string {
  return `${COOKIE_PREFIX}${state.slice(0, 16)}`
}
