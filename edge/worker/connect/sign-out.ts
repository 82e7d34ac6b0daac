/**
 * Two ways to leave: `POST /sign-out` forgets this browser. `/disconnect` revokes the authorization at Cronofy: `GET` says
 * so and asks, `POST` does it.
 *
 * @module
 */
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { notSignedIn } from '../../../src/handler/errors/http-error.ts'
import { asError, toPublicError } from '../../../src/handler/errors/public-error.ts'
import { revokeTokens } from '../../../src/oauth.ts'
import { PATHS } from '../http/paths.ts'
import { referenceOf } from '../http/request-context.ts'
import { requireSameOrigin } from '../http/require-same-origin.ts'
import { callOptionsOf } from '../http/steps.ts'
import type { TitledText } from '../i18n/messages.ts'
import { callHook, HookError } from '../session/hooks.ts'
import type { Session } from '../session/session.ts'
import type { ConnectContext } from './context.ts'
import type { ConnectEnv } from './flow-location.ts'

/**
 * Creates the routes. They respond to a POST with a page instead of a redirect, so that no URL can falsely say that a
 * connection has ended.
 */
export function createSignOutRoutes(context: ConnectContext): Hono<ConnectEnv> {
  const { origin, client, applications, sessions, pageRenderer, brand, hooks, onEvent } = context

  async function revoke(c: Context<ConnectEnv>, { dataCenter, accessToken, refreshToken }: Session): Promise<void> {
    const application = applications.get(dataCenter)
    // A session whose data center is no longer configured is not read.
    if (application === undefined) throw notSignedIn()
    await revokeTokens(client, application, {
      ...callOptionsOf(c, client, onEvent),
      token: refreshToken ?? accessToken,
    })
  }

  /** Ends the session, and says so. */
  function forget(c: Context<ConnectEnv>, message: TitledText): Promise<Response> {
    const { actions } = pageRenderer.localeOf(c).messages
    sessions.destroy(c)
    // Not "cookies", which would clear those of the whole registrable domain.
    c.header('Clear-Site-Data', '"cache", "storage"')
    const done = brand.url === undefined ? [] : [{ href: brand.url, label: actions.done }]
    const content = {
      ...message,
      actions: [...done, { href: PATHS.home, label: actions.connectAgain }],
      error: undefined,
    }
    return pageRenderer.render(c, 'message', content, { signedOut: true })
  }

  /** The session stays, so that the user can try again. */
  function renderFailure(c: Context<ConnectEnv>, error: unknown): Promise<Response> {
    const { disconnect, errors, actions } = pageRenderer.localeOf(c).messages
    c.error = asError(error)
    const { code, status } = toPublicError(error)
    const content = {
      ...(error instanceof HookError ? errors.disconnectionNotSaved : disconnect.failed),
      actions: [
        { href: PATHS.disconnect, label: actions.tryAgain, method: 'post' as const },
        { href: PATHS.calendars, label: actions.toCalendars },
      ],
      error: { code, reference: referenceOf(c.get('requestContext').id) },
    }
    return pageRenderer.render(c, 'message', content, { status })
  }

  return new Hono<ConnectEnv>()
    .post(PATHS.signOut, requireSameOrigin<ConnectEnv>(origin), async (c) => {
      const { signOut } = pageRenderer.localeOf(c).messages
      return forget(c, (await sessions.read(c)) === undefined ? signOut.notSignedIn : signOut.signedOut)
    })
    .get(PATHS.disconnect, async (c) => {
      if ((await sessions.read(c)) === undefined) throw notSignedIn()
      const { disconnect, actions } = pageRenderer.localeOf(c).messages
      return pageRenderer.render(c, 'message', {
        ...disconnect.question,
        actions: [
          { href: PATHS.disconnect, label: disconnect.confirm, method: 'post' },
          { href: PATHS.calendars, label: actions.cancel },
        ],
        error: undefined,
      })
    })
    .post(PATHS.disconnect, requireSameOrigin<ConnectEnv>(origin), async (c) => {
      const session = await sessions.read(c)
      if (session === undefined) throw notSignedIn()
      try {
        await revoke(c, session)
        await callHook(hooks, 'onDisconnected', c, { sub: session.subject, dataCenter: session.dataCenter })
      } catch (error) {
        return renderFailure(c, error)
      }
      return forget(c, pageRenderer.localeOf(c).messages.disconnect.disconnected)
    })
}
