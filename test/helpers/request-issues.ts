import { SANDBOX_DATA_CENTERS } from '../../edge/sandbox/config/data-centers.ts'
import { mediaTypeOf, parseBody } from '../../edge/sandbox/http/body.ts'
import type { Operation } from '../../edge/sandbox/openapi/validate-response.ts'
import { type Content, description } from '../../generated/description.ts'
import { findIssues } from './strict-schemas.ts'

/** What the client says of itself, of the answer it wants and of the trace it is in, whatever the operation. */
const ALWAYS_ALLOWED = ['accept', 'traceparent', 'user-agent']

/**
 * What openapi.yaml does not allow about a request to the provider: its operation, server, headers or body.
 *
 * @param body The text of its body.
 */
export function findRequestIssues(request: Request, body: string): string[] {
  const { origin, pathname, search } = new URL(request.url)
  const operation = description.operations.find(
    ({ method, path }) => method === request.method && pathname.endsWith(path),
  )
  if (operation === undefined) return ['there is no such operation']
  const server = origin + pathname.slice(0, -operation.path.length)
  return [
    ...(isServer(server) ? [] : [`${server} is no server`]),
    ...(search === '' ? [] : ['it has a query']),
    ...findHeaderIssues(operation, request.headers),
    ...findBodyIssues(operation, request.headers.get('content-type') ?? undefined, body),
  ]
}

/** A server of the description, or a data center of an emulator on this machine or on the host `emulator`. */
function isServer(server: string): boolean {
  if (description.servers.some(({ url }) => url === server)) return true
  const [, dataCenter] =
    /^http:\/\/(?:127\.0\.0\.1|localhost|emulator|\[::1\])(?::\d+)?(?:\/.+)?\/([a-z]+)$/.exec(server) ?? []
  return SANDBOX_DATA_CENTERS.some(({ id }) => id === dataCenter)
}

function findHeaderIssues({ bearer, request, responses }: Operation, headers: Headers): string[] {
  const required = [
    // Where the answer has no body, nothing is to be chosen.
    ...(hasContent(responses['200']) ? ['accept'] : []),
    ...(bearer ? ['authorization'] : []),
    ...(hasContent(request) ? ['content-type'] : []),
  ]
  const missing = required.filter((name) => !headers.has(name))
  const undescribed = [...headers.keys()].filter((name) => !required.includes(name) && !ALWAYS_ALLOWED.includes(name))
  const accept = headers.get('accept') ?? 'application/json'
  return [
    ...missing.map((name) => `header ${name} is missing`),
    ...undescribed.map((name) => `header ${name} is not described`),
    ...(accept === 'application/json' ? [] : [`it accepts ${accept}`]),
    ...(!bearer || /^Bearer \S/.test(headers.get('authorization') ?? '') ? [] : ['it has no bearer token']),
  ]
}

function findBodyIssues({ request }: Operation, contentType: string | undefined, body: string): string[] {
  if (!hasContent(request)) return body === '' ? [] : ['it has a body']
  const schema = request[mediaTypeOf(contentType)]
  if (schema === undefined) return [`there is no content type "${contentType}"`]
  // A form's is in UTF-8 anyway; JSON's has no such parameter (RFC 8259 section 11).
  const [, ...parameters] = (contentType ?? '').toLowerCase().split(/; */)
  const isPlain = parameters.length === 0 || (contentType?.includes('form') && parameters.join() === 'charset=utf-8')
  return [
    ...(isPlain ? [] : [`content type "${contentType}" has parameters`]),
    ...findIssues(schema, parseBody(contentType, body)),
  ]
}

function hasContent(content: Content | undefined): boolean {
  return Object.keys(content ?? {}).length > 0
}
