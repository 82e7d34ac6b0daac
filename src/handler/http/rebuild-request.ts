/**
 * Rebuilds a request whose body other code has read.
 *
 * @module
 */
import { REPLACEMENT } from './request-body.ts'

/** What is left of the request. */
interface ReadRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
}

/**
 * Creates a request with the text of a body that was read. If the text is missing, or is not what was sent, the request
 * announces a body and has none. The handler rejects it with `body_already_read`, so that no selection is lost (T23).
 */
export function rebuildRequest(request: ReadRequest, text: string | undefined): Request {
  const { url, method } = request
  const headers = new Headers(request.headers)
  const isAnnounced = Number(headers.get('content-length') ?? 0) > 0 || headers.has('transfer-encoding')
  // A decoder has replaced what is not UTF-8, or a body was announced and none was found.
  if (text === undefined || text.includes(REPLACEMENT) || (text === '' && isAnnounced)) {
    if (!isAnnounced) headers.set('Transfer-Encoding', 'chunked')
    return new Request(url, { method, headers })
  }
  headers.delete('Transfer-Encoding')
  const body = new TextEncoder().encode(text)
  headers.set('Content-Length', String(body.length))
  return new Request(url, { method, headers, body })
}

/** A form as text. A field that is not a string or a filled array of strings makes it undefined. */
export function serializeForm(fields: Iterable<readonly [name: string, value: unknown]>): string | undefined {
  const params = new URLSearchParams()
  for (const [name, value] of fields) {
    // A form cannot say that a field is an empty list, so this is not what was sent.
    if (Array.isArray(value) && value.length === 0) return undefined
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item !== 'string') return undefined
      params.append(name, item)
    }
  }
  return params.toString()
}
