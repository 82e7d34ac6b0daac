import type { DataCenterStore } from '../store/data-center.ts'
import { findPermissionRequest } from '../store/find-permission-request.ts'
import { httpError, type JsonObject, quoteValue, readString } from '../validation/messages.ts'

const ACTION = 'expire'

/**
 * Expires one thing. (The clock expires everything that is old enough.) The body of `POST /sandbox/expire` has one
 * field:
 * - `access_token`: its next use is a 401. The refresh token stays valid.
 * - `refresh_token`: its next use is a 400 `invalid_grant`. Its access tokens stay valid.
 * - `url` of an access page: it responds with 410.
 *
 * @throws HTTPException 422 if the body does not have exactly one field, or if the request is decided; 404 if nothing
 * matches. A message never quotes a token.
 */
export function expire(fields: JsonObject, stores: ReadonlyMap<string, DataCenterStore>): void {
  const [name, ...otherNames] = Object.keys(fields)
  if (name === undefined || otherNames.length > 0) {
    throw httpError(422, ACTION, 'the body has not exactly one of access_token, refresh_token and url')
  }
  if (name === 'url') {
    expireRequest(readString(fields, 'url', ACTION), stores)
    return
  }
  const token = fields[name]
  if (typeof token !== 'string') throw httpError(422, ACTION, `${name} is not a string`)
  const kind = name === 'access_token' ? 'access' : 'refresh'
  const found = [...stores.values()].some((store) => store.tokens.expire(kind, token))
  if (!found) throw httpError(404, ACTION, `${name} is none of an authorization in force; GET /sandbox/state has those`)
}

function expireRequest(url: string, stores: ReadonlyMap<string, DataCenterStore>): void {
  const { store, request } = findPermissionRequest(url, stores, ACTION)
  if (store.permissionRequests.status(request) === 'decided') {
    throw httpError(422, ACTION, `the request at ${quoteValue(url)} is decided, so its address is dead already`)
  }
  store.permissionRequests.expire(request)
}
