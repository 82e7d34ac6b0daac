import { type Context, Hono } from 'hono'
import type { FaultEnv } from '../faults/env.ts'
import { createEffectInjector } from '../faults/middleware.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import type { SchemaValidator } from '../openapi/schema-validator.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { toRefreshResponse, toTokenResponse } from '../store/token-response.ts'
import { invalidRequest, parseClientRequest } from './client-request.ts'
import { codeChallengeOf, isCodeVerifier } from './pkce.ts'

/**
 * Creates the token endpoint. Cronofy serves it on the API host (documented) and on the app host (SDK). Here both are
 * the same origin.
 *
 * `POST /oauth/token`: 200 with the tokens, `Cache-Control: no-store`, and `Pragma: no-cache` (documented); 400
 * `invalid_grant` for an invalid code (documented) or refresh token (SDK), and with the behavior `pkce`, for a code
 * verifier that does not match (guess; RFC 7636 section 4.6).
 */
export function tokenRoutes(store: DataCenterStore, validator: SchemaValidator, faults: FaultRegistry): Hono<FaultEnv> {
  const routes = new Hono<FaultEnv>()
  const call = { route: 'POST /oauth/token', dataCenter: store.id } as const

  routes.post('/oauth/token', async (c) => {
    c.header('Cache-Control', 'no-store')
    c.header('Pragma', 'no-cache')
    const request = await parseClientRequest(c, store, validator, 'TokenRequest')
    if (request.status === 'rejected') return request.response
    const { client_id: clientId, grant_type: grantType, refresh_token: refreshToken } = request.body
    if (grantType === 'authorization_code') return exchangeCode(c, store, request.body)
    if (refreshToken === undefined) return invalidRequest(c, 'Cannot refresh: refresh_token is missing.')
    const injectEffect = createEffectInjector(c, faults, call)
    const issued = store.tokens.refresh(
      refreshToken,
      clientId,
      () => injectEffect('rotate_refresh_token') !== undefined,
    )
    if (issued === undefined) return invalidGrant(c)
    const hasAccount = store.behaviorStore.current().refreshFields === 'all'
    return c.json(hasAccount ? toTokenResponse(issued) : toRefreshResponse(issued))
  })

  return routes
}

async function exchangeCode(
  c: Context,
  { behaviorStore, codes, tokens }: DataCenterStore,
  body: { client_id: string; code?: string; redirect_uri?: string; code_verifier?: string },
): Promise<Response> {
  const { client_id: clientId, code, redirect_uri: redirectUri, code_verifier: codeVerifier } = body
  if (code === undefined || redirectUri === undefined) {
    return invalidRequest(c, `Cannot exchange a code: ${code === undefined ? 'code' : 'redirect_uri'} is missing.`)
  }
  const enforcePkce = behaviorStore.current().pkce === 'enforced'
  if (enforcePkce && codeVerifier !== undefined && !isCodeVerifier(codeVerifier)) {
    return invalidRequest(c, 'Cannot exchange a code: code_verifier is malformed.')
  }
  const codeChallenge = codeVerifier === undefined ? undefined : await codeChallengeOf(codeVerifier)
  const authorization = codes.redeem(code, { clientId, redirectUri, codeChallenge, enforcePkce })
  return authorization === undefined ? invalidGrant(c) : c.json(toTokenResponse(tokens.authorize(authorization)))
}

/** Without `errors`, which an FAQ mentions: `errors.unknown_or_used` (guess). */
function invalidGrant(c: Context): Response {
  return c.json({ error: 'invalid_grant' }, 400)
}
