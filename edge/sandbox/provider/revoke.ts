import { Hono } from 'hono'
import type { SchemaValidator } from '../openapi/schema-validator.ts'
import type { Account } from '../store/accounts.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { invalidRequest, NOTHING_TO_REVOKE, parseClientRequest } from './client-request.ts'

/** A form has only strings. */
const ERASURE_VALUES: readonly unknown[] = [true, false, 'true', 'false']

/**
 * Creates the revocation endpoint, on both hosts like the token endpoint.
 *
 * `POST /oauth/token/revoke`: 200 with an empty body, also for a token that is unknown, expired, or revoked already
 * (documented, by reference to RFC 7009). `token` counts before `sub` (documented). `request_pii_erasure` is recorded in
 * the state (SDK: a test of cronofy-csharp sends it).
 */
export function revokeRoutes(store: DataCenterStore, validator: SchemaValidator): Hono {
  const routes = new Hono()

  routes.post('/oauth/token/revoke', async (c) => {
    const request = await parseClientRequest(c, store, validator, 'RevokeRequest')
    if (request.status === 'rejected') return request.response
    const { client_id: clientId, token, sub } = request.body
    if (token === undefined && sub === undefined) return invalidRequest(c, NOTHING_TO_REVOKE)
    const { request_pii_erasure: erasure = false } = request.body as { request_pii_erasure?: unknown }
    if (!ERASURE_VALUES.includes(erasure)) {
      return invalidRequest(c, 'Cannot revoke: request_pii_erasure must be true or false.')
    }
    const account = token === undefined ? revokeSubject(store, sub, clientId) : store.tokens.revoke(token, clientId)
    if (account !== undefined && String(erasure) === 'true') store.erasureRequests.add(account, clientId)
    return c.body(null, 200)
  })

  return routes
}

function revokeSubject(
  { accounts, tokens }: DataCenterStore,
  sub: string | undefined,
  clientId: string,
): Account | undefined {
  const account = [...accounts.values()].find((candidate) => candidate.sub === sub)
  if (account !== undefined) tokens.revokeSubject(account.sub, clientId)
  return account
}
