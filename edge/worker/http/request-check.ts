/**
 * Checks the URL and the host of a request before any route sees it (T31). Runtimes build `request.url` from the `Host`
 * header, so a host such as `x/outcome?` would choose the route.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { HttpError } from '../errors/http-error.ts'

/** A host name, an IPv4 address, or an IPv6 address in brackets, and a port (RFC 9110 section 7.2). */
const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/** Rejects a request whose URL cannot be parsed, or whose host is not a host. @throws {HttpError} `invalid_request_url` */
export const checkRequestUrl: MiddlewareHandler = async (c, next) => {
  const host = c.req.raw.headers.get('host')
  if (isUrl(c.req.raw) && (host === null || HOST.test(host))) return next()
  throw new HttpError('invalid_request_url', 'The URL or the Host header of the request is invalid.')
}

function isUrl(request: Request): boolean {
  try {
    const { protocol, username, password } = new URL(request.url)
    return /^https?:$/.test(protocol) && username === '' && password === ''
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
  return !/[%\\]|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/.test(path)
}

/** The path of a URL as it was sent, without parsing. */
export function rawPath(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
}

/**
 * Checks the path as it was sent, on Node, whose adapter normalizes URLs. A path that is not in its plain form becomes one
 * that no route has.
 */
export function withSentPath<Result>(
  fetch: (request: Request) => Result,
): (request: Request, env: { incoming: { url?: string | undefined } }) => Result {
  return (request, { incoming }) =>
    fetch(isPlainPath(rawPath(incoming.url ?? '')) ? request : requestWithoutRoute(request.method))
}

/** The Fetch standard forbids to construct a request with one of these methods (section 2.2.1). */
const FORBIDDEN_METHOD = /^(?:CONNECT|TRACE|TRACK)$/i

/** A request whose path no route has. Its URL is constant, because the one that was sent may not be a URL. */
function requestWithoutRoute(method: string): Request {
  return new Request('http://localhost/%', { method: FORBIDDEN_METHOD.test(method) ? 'GET' : method })
}
