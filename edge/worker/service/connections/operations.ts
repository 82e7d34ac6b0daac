/**
 * The operations that connect, refresh, and revoke. Tokens are returned to a call with an API key only.
 *
 * @module
 */
import type { components } from '../../../../generated/service.ts'
import { SealedRequestError } from '../../../../src/errors.ts'
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
  const { origin, client, applications, allowlist, onEvent } = context
  const links = createConnectionLinks(context)
  const sealedConnections = createSealedConnections(context)

  operation('/connections', parseConnectRequest, async (body): Promise<Schemas['ConnectResult']> => {
    if (applications.size === 0) throw notConfigured(applications, 'any data center')
    if (body.data_center !== undefined) requireApplication(applications, body.data_center)
    const connectionId = crypto.randomUUID()
    const { url, expiresAt } = await links.create({
      connectionId,
      subject: body.subject,
      returnTo: allowlist.require(body.return_to).href,
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
      c.get('requestContext').dataCenter = dataCenter
      // Before the exchange, so that the code of another user stays unused.
      if (subject !== body.subject) {
        throw new SealedRequestError('account_mismatch', 'Another user began this connection.')
      }
      const redirectUri = `${origin}${SERVICE_PATHS.connectionCallback}/${dataCenter}`
      // The callback has validated the response. The library takes a response again, and this is all that is left of it.
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
