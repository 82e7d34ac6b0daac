/**
 * An application with the module, for counts in this process.
 *
 * @module
 */
import { type ExtendedPermissionsOptions, extendedPermissions } from '../../edge/worker/module.ts'
import { createKeyRing, createSealingKey } from '../../src/sealing/key-ring.ts'

export const REDIRECT_URI = 'https://app.example.com/permissions/return'
export const RETURN_TO = 'https://app.example.com/settings'

export type Module = ReturnType<typeof extendedPermissions>

export function createModule(
  options: Partial<ExtendedPermissionsOptions> & Pick<ExtendedPermissionsOptions, 'client' | 'getAccount'>,
): Module {
  return extendedPermissions({
    redirectUri: REDIRECT_URI,
    allowedReturnUrls: [RETURN_TO],
    keys: createKeyRing([createSealingKey()]),
    maxCalendars: 250,
    ...options,
  })
}

/** Posts the form of the application's page. */
export async function postStart(app: Module, headers: Record<string, string> = {}): Promise<Response> {
  return app.request('/start', {
    method: 'POST',
    body: new URLSearchParams({ all_calendars: 'true' }),
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
  })
}

/** Opens the return URL. */
export async function openReturn(app: Module, url: string, headers: Record<string, string> = {}): Promise<Response> {
  return app.request(url.replace(/^https:\/\/[^/]+\/permissions/, ''), { headers })
}

/** Returns the URL of a redirect. Throws if the response is not a redirect. */
export function locationOf(response: Response): string {
  const location = response.headers.get('location')
  if (response.status === 303 && location !== null) return location
  throw new Error(`Cannot measure: the status is ${response.status}, not 303`)
}

/** The same, but also throws if the URL contains an error. */
export function requireLocation(response: Response): string {
  const location = locationOf(response)
  if (!location.includes('permission_error')) return location
  throw new Error(`Cannot measure: the flow ended with an error: ${location}`)
}
