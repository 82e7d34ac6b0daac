import { isPlainPath, rawPath } from '../../../src/handler/http/request-url.ts'

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
