import { httpError, quoteValue } from '../validation/messages.ts'
import type { DataCenterStore } from './data-center.ts'
import type { PermissionRequest } from './permission-requests.ts'

/**
 * Parses the URL of an access page. It ignores the host, because loopback has several names. Without a prefix in the path, the
 * data center is undefined.
 */
export function parseRequestUrl(
  url: string,
): { readonly dataCenter: string | undefined; readonly id: string } | undefined {
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  const [match, dataCenter, id = ''] = /^(?:\/([^/]+))?\/permissions\/([^/]+)$/.exec(path) ?? []
  return match === undefined ? undefined : { dataCenter, id }
}

/**
 * Finds a permission request by the URL of its access page.
 *
 * @param action What it is for, as in "Cannot decide: …".
 * @throws HTTPException 404 if there is none.
 */
export function findPermissionRequest(
  url: string,
  stores: ReadonlyMap<string, DataCenterStore>,
  action: string,
): { readonly store: DataCenterStore; readonly request: PermissionRequest } {
  const { dataCenter, id } = parseRequestUrl(url) ?? {}
  const store =
    dataCenter === undefined
      ? [...stores.values()].find(({ permissionRequests }) => permissionRequests.find(id ?? '') !== undefined)
      : stores.get(dataCenter)
  const request = store?.permissionRequests.find(id ?? '')
  if (store === undefined || request === undefined) {
    throw httpError(404, action, `No permission request has the URL ${quoteValue(url)}.`)
  }
  return { store, request }
}
