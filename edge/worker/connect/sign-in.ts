/**
 * Signing in to the connect app: the OAuth authorization of one data center.
 *
 * @module
 */
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { createAuthorization } from '../../../src/handler/connect/authorization.ts'
import { isPrefetch } from '../../../src/handler/http/prefetch.ts'
import { PATHS } from '../http/paths.ts'
import { callOptionsOf, setCookies } from '../http/steps.ts'
import { rememberDataCenter } from '../session/data-center-cookie.ts'
import { HookError } from '../session/hooks.ts'
import type { ConnectContext } from './context.ts'
import type { ConnectEnv } from './flow-location.ts'

/**
 * `GET /connect/{data center}` sends the user to Cronofy's authorization page. `GET /connect/callback/{data center}`
 * signs them in.
 */
export function createSignIn(context: ConnectContext): Hono<ConnectEnv> {
  const { keys, origin, client, applications, scope, avoidLinking, pkce, sessions, onEvent } = context
  const authorization = createAuthorization<Context<ConnectEnv>>({
    client,
    keys,
    applications,
    baseUrl: origin + PATHS.connect,
    callbackUrl: (dataCenter) => `${origin}${PATHS.callback}/${dataCenter}`,
    scope,
    pkce,
    avoidLinking,
    save: async (c, { dataCenter, tokens }) => {
      rememberDataCenter(c, origin, dataCenter)
      await sessions.create(c, tokens, dataCenter)
    },
  })

  const stepOf = (c: Context<ConnectEnv>) => ({
    request: c.req.raw,
    context: c,
    callOptions: callOptionsOf(c, client, onEvent),
  })

  return new Hono<ConnectEnv>()
    .get(`${PATHS.connect}/:dataCenter`, async (c) => {
      if (isPrefetch(c.req.raw)) return c.body(null, 204)
      const application = authorization.applicationOf(c.req.param('dataCenter'))
      const { url, cookies } = await authorization.begin(stepOf(c), { application, returnTo: PATHS.calendars })
      setCookies(c, cookies)
      return c.redirect(url, 303)
    })
    .get(`${PATHS.callback}/:dataCenter`, async (c) => {
      if (isPrefetch(c.req.raw)) return c.body(null, 204)
      const application = authorization.applicationOf(c.req.param('dataCenter'))
      const { dataCenter } = application
      // A code works once, so a new attempt starts with a new sign-in.
      c.set('retryUrl', `${PATHS.connect}/${dataCenter}`)
      const result = await authorization.end(stepOf(c), application)
      if (result.status === 'failed') {
        setCookies(c, result.cookies)
        // The user is signed in, and the next page repeats the hook.
        if (result.error instanceof HookError) c.set('retryUrl', PATHS.calendars)
        throw result.error
      }
      if (result.status === 'connected') setCookies(c, result.cookies)
      return c.redirect(PATHS.calendars, 303)
    })
}
