/**
 * Checks the URL and the host of a request before any route sees it (T31). Runtimes build `request.url` from the `Host`
 * header, so a host such as `x/outcome?` would choose the route.
 *
 * @module
 */
import { HttpError } from '../errors/http-error.ts'

/** A host name, an IPv4 address, or an IPv6 address in brackets, and a port (RFC 9110 section 7.2). */
const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/** Asserts that a request has a URL, and a host that is a host. @throws {HttpError} `invalid_request_url` */
export function assertRequestUrl(request: Request): void {
  const host = request.headers.get('host')
  if (isUrl(request) && (host === null || HOST.test(host))) return
  throw new HttpError('invalid_request_url', 'The URL or the Host header of the request is invalid.')
}

function isUrl(request: Request): boolean {
  try {
    const { protocol, username, password } = new URL(request.url)
    return ['http:', 'https:'].includes(protocol) && username + password === ''
  } catch {
    // An adapter may build the URL when it is read.
    return false
  }
}

/**
 * Whether a path has no escapes, backslashes, empty segments, or dot segments. Each resource has one path only, because
 * rules in front of a worker, such as rate limits, match paths.
 */
export function isPlainPath(path: string): boolean {
  return !/[%\\]|\/\/|\/\.{1,2}(?:\/|$)/.test(path)
}

/** The path of a URL as it was sent, without parsing. */
export function rawPath(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*/s, '')
}
