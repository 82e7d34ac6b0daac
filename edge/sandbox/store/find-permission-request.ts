/**
 * Which permission request an address means.
 *
 * @module
 */
import { DEFAULT_DATA_CENTER } from '../config/data-centers.ts'
import { quote, refusal } from '../validation/messages.ts'
import type { Instance } from './data-center.ts'
import type { PermissionRequest } from './permission-requests.ts'

/** The data center and the id in the address of an access page, by its path alone: the host goes by several names. */
export function parseRequestUrl(url: string): { readonly dataCenter: string; readonly id: string } | undefined {
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  const [match, dataCenter = DEFAULT_DATA_CENTER, id = ''] = /^(?:\/([^/]+))?\/permissions\/([^/]+)$/.exec(path) ?? []
  return match === undefined ? undefined : { dataCenter, id }
}

/**
 * Finds a request by the address of its access page.
 *
 * @param action What it is wanted for, as in "Cannot decide: …".
 * @throws HTTPException 404 where there is none.
 */
export function findRequest(
  url: string,
  instances: ReadonlyMap<string, Instance>,
  action: string,
): { readonly instance: Instance; readonly request: PermissionRequest } {
  const { dataCenter, id } = parseRequestUrl(url) ?? {}
  const instance = instances.get(dataCenter ?? '')
  const request = instance?.permissionRequests.find(id ?? '')
  if (instance === undefined || request === undefined) {
    throw refusal(404, action, `no permission request has the url ${quote(url)}`)
  }
  return { instance, request }
}
