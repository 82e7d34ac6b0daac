import { type Context, Hono } from 'hono'
import type { FaultEnv } from '../faults/env.ts'
import { createEffectInjector } from '../faults/middleware.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import type { SchemaValidator } from '../openapi/schema-validator.ts'
import { type ParsedBody, parseRequestBody } from '../openapi/validate-response.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import type { TokenResponse } from '../store/tokens.ts'
import { codeChallengeOf, isCodeVerifier } from './pkce.ts'

/** Both are accepted (documented). */
const MEDIA_TYPES = ['application/x-www-form-urlencoded', 'application/json']

const NOTHING_TO_REVOKE = 'Cannot revoke: Pass token or sub in the body.'

/**
 * Creates the token endpoint and the revocation endpoint.
 *
 * `POST /oauth/token`: 200 with the tokens and `Cache-Control: no-store` (documented); 400 `invalid_grant` for an
 * invalid code or refresh token (SDK), and with the behavior `pkce`, for a code verifier that does not match (guess; RFC
 * 7636 section 4.6); 400 `invalid_request`, 400 `unsupported_grant_type`, and 401 `invalid_client`
 * (RFC 6749 section 5.2; that Cronofy does the same is a guess).
 *
 * `POST /oauth/token/revoke`: 200 with an empty body (documented), also for an unknown token (RFC 7009 section 2.2;
 * guess).
 */
export function tokenRoutes(store: DataCenterStore, validator: SchemaValidator, faults: FaultRegistry): Hono<FaultEnv> {
  const routes = new Hono<FaultEnv>()
  const call = { route: 'POST /oauth/token', dataCenter: store.id } as const

  routes.post('/oauth/token', async (c) => {
    c.header('Cache-Control', 'no-store')
    const body = await parseRequestBody(c, validator, 'TokenRequest', MEDIA_TYPES)
    if (body.status !== 'valid') return rejectBody(c, body)
    if (!isValidClient(store, body.value)) return c.json({ error: 'invalid_client' }, 401)

    const { client_id: clientId, grant_type: grantType, code, redirect_uri: redirectUri, refresh_token } = body.value
    const { code_verifier: codeVerifier } = body.value
    let tokens: TokenResponse | undefined
    if (grantType === 'refresh_token') {
      if (refresh_token === undefined) return invalidRequest(c, 'Cannot refresh: refresh_token is missing.')
      const injectEffect = createEffectInjector(c, faults, call)
      tokens = store.tokens.refresh(refresh_token, clientId, () => injectEffect('rotate_refresh_token') !== undefined)
    } else {
      if (code === undefined || redirectUri === undefined) {
        return invalidRequest(c, `Cannot exchange a code: ${code === undefined ? 'code' : 'redirect_uri'} is missing.`)
      }
      const enforcePkce = store.behaviorStore.current().pkce === 'enforced'
      if (enforcePkce && codeVerifier !== undefined && !isCodeVerifier(codeVerifier)) {
        return invalidRequest(c, 'Cannot exchange a code: code_verifier is malformed.')
      }
      const codeChallenge = codeVerifier === undefined ? undefined : await codeChallengeOf(codeVerifier)
      const authorization = store.codes.redeem(code, { clientId, redirectUri, codeChallenge, enforcePkce })
      tokens = authorization && store.tokens.authorize(authorization)
    }
    return tokens === undefined ? c.json({ error: 'invalid_grant' }, 400) : c.json(tokens)
  })

  routes.post('/oauth/token/revoke', async (c) => {
    const body = await parseRequestBody(c, validator, 'RevokeRequest', MEDIA_TYPES)
    // The body as a whole is invalid if it has the credentials only.
    if (body.status === 'invalid' && Object.keys(body.errors).join() === 'body')
      return invalidRequest(c, NOTHING_TO_REVOKE)
    if (body.status !== 'valid') return rejectBody(c, body)
    const { client_id: clientId, token, sub } = body.value
    if (!isValidClient(store, body.value)) return c.json({ error: 'invalid_client' }, 401)
    if (token === undefined && sub === undefined) return invalidRequest(c, NOTHING_TO_REVOKE)
    if (token !== undefined) store.tokens.revoke(token, clientId)
    else if (sub !== undefined) store.tokens.revokeSubject(sub, clientId)
    return c.body(null, 200)
  })

  return routes
}

function isValidClient(store: DataCenterStore, credentials: { client_id: string; client_secret: string }): boolean {
  return store.clients.some(
    ({ clientId, clientSecret }) => clientId === credentials.client_id && clientSecret === credentials.client_secret,
  )
}

function rejectBody(c: Context, body: Exclude<ParsedBody<never>, { status: 'valid' }>): Response {
  if (body.status === 'unreadable') return invalidRequest(c, body.problem)
  const fields = Object.keys(body.errors)
  if (fields.length === 1 && body.errors['grant_type']?.[0]?.key === 'errors.invalid') {
    return c.json({ error: 'unsupported_grant_type' }, 400)
  }
  return invalidRequest(c, `These fields are missing or invalid: ${fields.join(', ')}.`)
}

function invalidRequest(c: Context, description: string): Response {
  return c.json({ error: 'invalid_request', error_description: description }, 400)
}
