/**
 * Letting one thing expire, beside the clock, which lets everything expire that is old enough.
 *
 * @module
 */
import type { Instance } from '../store/data-center.ts'
import { findRequest } from '../store/find-permission-request.ts'
import { type Fields, quote, readText, refusal } from '../validation/messages.ts'

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
export function expire(fields: Fields, instances: ReadonlyMap<string, Instance>): void {
  const [name, ...others] = Object.keys(fields)
  if (name === undefined || others.length > 0) {
    throw refusal(422, ACTION, 'the body has not exactly one of access_token, refresh_token and url')
  }
  if (name === 'url') {
    expireRequest(readText(fields, 'url', ACTION), instances)
    return
  }
  const token = fields[name]
  if (typeof token !== 'string') throw refusal(422, ACTION, `${name} is not a string`)
  const kind = name === 'access_token' ? 'access' : 'refresh'
  const found = [...instances.values()].some((instance) => instance.tokens.expire(kind, token))
  if (!found) throw refusal(404, ACTION, `${name} is none of an authorization in force; GET /sandbox/state has those`)
}

function expireRequest(url: string, instances: ReadonlyMap<string, Instance>): void {
  const { instance, request } = findRequest(url, instances, ACTION)
  if (instance.permissionRequests.status(request) === 'decided') {
    throw refusal(422, ACTION, `the request at ${quote(url)} is decided, so its address is dead already`)
  }
  instance.permissionRequests.expire(request)
}
