import { Hono } from 'hono'
import type { SchemaValidator } from '../openapi/schema-validator.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { invalidRequest, parseClientRequest } from './client-request.ts'

/**
 * Creates the revocation endpoint, on both hosts like the token endpoint.
 *
 * `POST /oauth/token/revoke`: 200 with an empty body, also for a token that is unknown, expired, or revoked already
 * (documented, by reference to RFC 7009). `token` counts before `sub` (documented).
 */
export function revokeRoutes(store: DataCenterStore, validator: SchemaValidator): Hono {
  const routes = new Hono()

  routes.post('/oauth/token/revoke', async (c) => {
    const request = await parseClientRequest(c, store, validator, 'RevokeRequest')
    if (request.status === 'rejected') return request.response
    const { client_id: clientId, token, sub } = request.body
    if (token === undefined && sub === undefined) return invalidRequest(c, 'Cannot revoke: Pass token or sub.')
    if (token !== undefined) store.tokens.revoke(token, clientId)
    else if (sub !== undefined) store.tokens.revokeSubject(sub, clientId)
    return c.body(null, 200)
  })

  return routes
}
