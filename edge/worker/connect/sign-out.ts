import type { Context, Handler } from 'hono'
import { revokeTokens } from '../../../src/oauth.ts'
import { callOptionsOf } from '../http/steps.ts'
import type { Session } from '../session/session.ts'
import type { ConnectContext } from './context.ts'
import type { ConnectEnv } from './flow-location.ts'

/**
 * Creates the handler for signing out. It ends the session, revokes the connection at Cronofy, and says whether that
 * succeeded. It responds with the page itself instead of a redirect, so that no URL can falsely say that a connection
 * has ended.
 */
export function createSignOut(context: ConnectContext): Handler<ConnectEnv> {
  const { client, applications, sessions, pageRenderer, onEvent } = context

  async function revokeConnection(
    c: Context<ConnectEnv>,
    { dataCenter, accessToken, refreshToken }: Session,
  ): Promise<'revoked' | 'revokeFailed'> {
    const application = applications.get(dataCenter)
    if (application === undefined) return 'revokeFailed'
    return revokeTokens(client, application, {
      ...callOptionsOf(c, client, onEvent),
      token: refreshToken ?? accessToken,
    }).then(
      () => 'revoked',
      () => 'revokeFailed',
    )
  }

  return async (c) => {
    const session = await sessions.read(c)
    sessions.destroy(c)
    // Not "cookies", which would clear those of the whole registrable domain.
    c.header('Clear-Site-Data', '"cache", "storage"')
    const { signOut, actions } = pageRenderer.localeOf(c).messages
    const message = signOut[session === undefined ? 'notSignedIn' : await revokeConnection(c, session)]
    const pageActions = [{ href: '/', label: actions.connectAgain }]
    return pageRenderer.render(
      c,
      'message',
      { ...message, actions: pageActions, error: undefined },
      { signedOut: true },
    )
  }
}
