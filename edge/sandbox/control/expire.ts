/**
 * Letting one thing expire, beside the clock, which lets everything expire that is old enough.
 *
 * @module
 */
import type { DataCenterStore } from '../store/data-center.ts'
import { findPermissionRequest } from '../store/find-permission-request.ts'
import { httpError, type JsonObject, quoteValue, readString } from '../validation/messages.ts'

const ACTION = 'expire'

/**
 * Carries out the body of `POST /sandbox/expire`, which has one field:
 * - `access_token`: its next use is answered 401; the refresh token lives on;
 * - `refresh_token`: its next use is answered 400 `invalid_grant`; the access tokens that came from it live on;
 * - `url`, of an access page: it is answered 410.
 *
 * What has expired before stays as it is.
 *
 * @throws HTTPException 422 where the body has not exactly one field, or the request at the URL is decided; 404 where
 * nothing in force is meant. A token is never quoted.
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
