/**
 * The operations that connect, refresh, and revoke. Tokens are returned to a call with an API key only.
 *
 * @module
 */
import type { components } from '../../../../generated/service.ts'
import { internalsOf } from '../../../../src/client/internals.ts'
import { SealedRequestError } from '../../../../src/errors.ts'
import { createAttempts } from '../../../../src/handler/connect/attempts.ts'
import { HttpError } from '../../../../src/handler/errors/http-error.ts'
import { exchangeCode, refreshTokens, revokeTokens, type Tokens } from '../../../../src/oauth.ts'
import { SERVICE_PATHS } from '../../http/paths.ts'
import { callOptionsOf } from '../../http/steps.ts'
import { notConfigured, requireApplication, type ServiceContext } from '../context.ts'
import type { AddOperation } from '../operation.ts'
import {
  parseCompleteConnectionRequest,
  parseConnectRequest,
  parseRefreshRequest,
  parseRevokeRequest,
} from '../request-schemas.ts'
import { createConnectionLinks } from './link.ts'
import { createSealedConnections } from './sealed-connection.ts'

type Schemas = components['schemas']

export function addConnectionOperations(operation: AddOperation, context: ServiceContext): void {
  const { keys, origin, client, applications, allowlist, onEvent } = context
  const links = createConnectionLinks(context)
  const sealedConnections = createSealedConnections(context)

  const attempts = createAttempts({ keys, baseUrl: `${origin}/connections`, now: internalsOf(client).now })

  /** A user must not be sent to a page that cannot keep its state. */
  async function assertFitsCookie(
    request: Request,
    attempt: { connectionId: string; subject: string; returnTo: string },
  ): Promise<void> {
    try {
      await attempts.begin(request, { ...attempt, dataCenter: 'us', codeVerifier: 'x'.repeat(43) })
    } catch (error) {
      if (!(error instanceof HttpError) || error.code !== 'cookie_too_large') throw error
      const problem = 'is too long for the cookie of the sign-in, together with the subject'
      throw new HttpError('validation_failed', 'The body is invalid.', { return_to: [problem] })
    }
  }

  operation('/connections', parseConnectRequest, async (body, c): Promise<Schemas['ConnectResult']> => {
    if (applications.size === 0) throw notConfigured(applications, 'any data center')
    if (body.data_center !== undefined) requireApplication(applications, body.data_center)
    const connectionId = crypto.randomUUID()
    const returnTo = allowlist.require(body.return_to).href
    c.get('requestContext').flow = connectionId
    await assertFitsCookie(c.req.raw, { connectionId, subject: body.subject, returnTo })
    const { url, expiresAt } = await links.create({
      connectionId,
      subject: body.subject,
      returnTo,
      dataCenter: body.data_center,
      providerName: body.provider_name,
      locale: body.locale,
      linkToken: body.link_token,
    })
    return { status: 'redirect', redirect: { url, connection_id: connectionId, expires_at: expiresAt } }
  })

  operation(
    '/connections/complete',
    parseCompleteConnectionRequest,
    async (body, c): Promise<Schemas['Connection']> => {
      const { connectionId, subject, dataCenter, code, codeVerifier } = await sealedConnections.unseal(
        body.sealed_connection,
      )
      Object.assign(c.get('requestContext'), { dataCenter, flow: connectionId })
      // Before the exchange, so that the code of another user stays unused.
      if (subject !== body.subject) {
        throw new SealedRequestError('account_mismatch', 'Another user began this connection.')
      }
      const redirectUri = `${origin}${SERVICE_PATHS.connectionCallback}/${dataCenter}`
      // The callback has validated Cronofy's response. The library reads a URL, so build one from what was sealed.
      const url = new URL(`${redirectUri}?${new URLSearchParams({ code, state: connectionId })}`)
      const tokens = await exchangeCode(client, requireApplication(applications, dataCenter), {
        ...callOptionsOf(c, client, onEvent),
        url,
        state: connectionId,
        redirectUri,
        codeVerifier,
      })
      return {
        connection_id: connectionId,
        data_center: dataCenter,
        account: {
          sub: tokens.sub ?? null,
          profile_name: tokens.profileName ?? null,
          provider_name: tokens.providerName ?? null,
        },
        tokens: toWireTokens(tokens),
      }
    },
  )

  operation('/connections/refresh', parseRefreshRequest, async (body, c): Promise<Schemas['RefreshResult']> => {
    const tokens = await refreshTokens(client, requireApplication(applications, body.data_center), {
      ...callOptionsOf(c, client, onEvent),
      refreshToken: body.refresh_token,
    })
    return { tokens: toWireTokens(tokens) }
  })

  operation('/connections/revoke', parseRevokeRequest, async (body, c): Promise<Schemas['RevokeResult']> => {
    await revokeTokens(client, requireApplication(applications, body.data_center), {
      ...callOptionsOf(c, client, onEvent),
      token: body.token,
    })
    return { status: 'revoked' }
  })
}

function toWireTokens({ accessToken, refreshToken, expiresAtMs, scope }: Tokens): Schemas['ConnectionTokens'] {
  return {
    access_token: accessToken,
    refresh_token: refreshToken ?? null,
    expires_at: new Date(expiresAtMs).toISOString(),
    scope: scope ?? null,
  }
}
