import type { Context, Handler } from 'hono'
import type { Client } from '../../../src/client/client.ts'
import type { DataCenter } from '../../../src/data-centers.ts'
import { type OAuthApplication, revokeTokens } from '../../../src/oauth.ts'
import { failure } from '../errors/error-status.ts'
import { type OnRequestEvent, startStep } from '../flow/step-options.ts'
import { isSameOrigin } from '../http/same-origin.ts'
import type { Session, Sessions } from '../session/session.ts'
import type { PlaceEnv } from './flow-location.ts'
import type { Presentation } from './render-page.ts'

/**
 * Ends the session here, and the connection at the provider, and says which of the two came true. The answer is the page
 * itself: no address says, to whoever opens it, that a connection has ended.
 */
export function createSignOut(options: {
  origin: string
  client: Client
  applications: ReadonlyMap<DataCenter, OAuthApplication>
  sessions: Sessions
  presentation: Presentation
  onEvent?: OnRequestEvent | undefined
}): Handler<PlaceEnv> {
  const { origin, client, applications, sessions, presentation, onEvent } = options

  async function endConnection(
    c: Context<PlaceEnv>,
    { dataCenter, accessToken, refreshToken }: Session,
  ): Promise<'ended' | 'kept'> {
    const application = applications.get(dataCenter)
    if (application === undefined) return 'kept'
    return revokeTokens(client, application, {
      ...startStep(c, client, onEvent),
      token: refreshToken ?? accessToken,
    }).then(
      () => 'ended',
      () => 'kept',
    )
  }

  return async (c) => {
    if (!isSameOrigin(c.req.raw.headers, origin)) return presentation.showFailure(c, failure('cross_site_request'))
    const session = await sessions.read(c)
    sessions.end(c)
    const { signOut, ways } = presentation.language(c).texts
    const words = signOut[session === undefined ? 'nobody' : await endConnection(c, session)]
    const actions = [{ href: '/', label: ways.connectAgain }]
    return presentation.show(c, 'message', { ...words, actions, failure: undefined }, { signedOut: true })
  }
}
