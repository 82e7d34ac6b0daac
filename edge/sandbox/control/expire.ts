import type { DataCenterStore } from '../store/data-center.ts'
import { findPermissionRequest } from '../store/find-permission-request.ts'
import { httpError, quoteValue } from '../validation/messages.ts'
import { type FieldSchemas, parseFields } from './request-fields.ts'

const ACTION = 'expire'

const FIELDS: FieldSchemas = {
  access_token: { type: 'string' },
  refresh_token: { type: 'string' },
  url: { type: 'string' },
}

/**
 * Expires one token or access page. (Advancing the clock expires all that are old enough.) The body of `POST /sandbox/expire` has one field:
 * - `access_token`: its next use is a 401. The refresh token stays valid.
 * - `refresh_token`: its next use is a 400 `invalid_grant`. Its access tokens stay valid.
 * - `url` of an access page: it responds with 410.
 *
 * @throws HTTPException 422 if the body does not have exactly one field, or if the request is decided; 404 if nothing
 *   matches. A message never quotes a token.
 */
export function expire(body: unknown, stores: ReadonlyMap<string, DataCenterStore>): void {
  const fields = parseFields<Record<string, string>>(body, ACTION, FIELDS, [])
  const [entry, ...others] = Object.entries(fields)
  if (entry === undefined || others.length > 0) {
    throw httpError(422, ACTION, 'Pass exactly one of access_token, refresh_token, and url.')
  }
  const [name, value] = entry
  if (name === 'url') {
    expireRequest(value, stores)
    return
  }
  const kind = name === 'access_token' ? 'access' : 'refresh'
  const found = [...stores.values()].some((store) => store.tokens.expire(kind, value))
  if (!found) throw httpError(404, ACTION, `No authorization has this ${name}. GET /sandbox/state lists them.`)
}

function expireRequest(url: string, stores: ReadonlyMap<string, DataCenterStore>): void {
  const { store, request } = findPermissionRequest(url, stores, ACTION)
  if (store.permissionRequests.status(request) === 'decided') {
    throw httpError(422, ACTION, `The request at ${quoteValue(url)} is decided, so its URL is invalid already.`)
  }
  store.permissionRequests.expire(request)
}
