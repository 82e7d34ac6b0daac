/**
 * The cookie that carries the sealed request, with `stateTransport: 'cookie'`.
 *
 * @module
 */
import { DEFAULT_TTL_SECONDS, permissionRequestCookie } from '../../sealing/permission-request.ts'
import { readCookie, serializeCookie } from '../http/cookies.ts'

/** Reads the sealed request. */
export function readRequestCookie(request: Request, redirectUri: URL): string | undefined {
  return readCookie(request, permissionRequestCookie(redirectUri.href))
}

/** Adds the cookie to a response. */
export function setRequestCookie(response: Response, redirectUri: URL, sealedRequest: string): Response {
  return appendCookie(response, redirectUri, { value: sealedRequest, maxAgeSeconds: DEFAULT_TTL_SECONDS })
}

/** Deletes the cookie. */
export function clearRequestCookie(response: Response, redirectUri: URL): Response {
  return appendCookie(response, redirectUri, { value: '', maxAgeSeconds: 0 })
}

function appendCookie(
  response: Response,
  { href, protocol }: URL,
  { value, maxAgeSeconds }: { value: string; maxAgeSeconds: number },
): Response {
  const secure = protocol === 'https:'
  const cookie = serializeCookie(permissionRequestCookie(href), value, { maxAgeSeconds, secure })
  response.headers.append('Set-Cookie', cookie)
  return response
}
