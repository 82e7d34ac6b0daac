/**
 * Requests and responses of Node frameworks: {@link toRequest} and {@link sendResponse}. They use no Node module, so that
 * they can be bundled for any runtime.
 *
 * @module
 */
import { rebuildRequest, serializeForm } from './rebuild-request.ts'

/** What {@link toRequest} reads of a request: Node's `IncomingMessage`, or the request of Express or Fastify. */
export interface NodeRequest {
  /** @default 'GET' */
  readonly method?: string | undefined
  /** The path with the query. */
  readonly url?: string | undefined
  /** The path with the prefix that a router removed (Express, Fastify). */
  readonly originalUrl?: string | undefined
  /** By name: one value, or several. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The body, if a parser has read it. */
  readonly body?: unknown
  /** Node's own request, in the request of Fastify. */
  readonly raw?: unknown
}

/** What {@link sendResponse} writes to: Node's `ServerResponse`, or the response of Express. */
export interface NodeResponse {
  /** The status to send. */
  statusCode: number
  /** Sets a header, and replaces the one that is set already. */
  setHeader(name: string, value: string): unknown
  /** Adds a header. Used for `Set-Cookie`. */
  appendHeader(name: string, value: string): unknown
  /** Sends the body, and ends the response. */
  end(body: Uint8Array): unknown
}

/** What Node's request has, and other requests may lack. */
interface Source {
  readonly readableDidRead?: unknown
  [Symbol.asyncIterator]?(): AsyncIterator<unknown>
}

/** The Fetch standard forbids constructing a request with one of these methods (section 2.2.1). */
const FORBIDDEN_METHOD = /^(?:CONNECT|TRACE|TRACK)$/i

const METHODS_WITHOUT_BODY: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * Creates a `Request` from a request of a Node framework, such as Express or Fastify.
 *
 * If a parser has read the body, it is rebuilt from `req.body`. There, a field that occurs several times must be an array. If the body
 * cannot be rebuilt, the handler responds with `body_already_read`, so that no selection is lost.
 *
 * In Fastify, pass the handler's response to `reply.send(response)`, which keeps the headers of the reply.
 *
 * The host of the URL is `localhost`, because clients can forge `Host`. A handler takes its own URL from its options.
 *
 * @param req The request of the framework, or Node's `IncomingMessage`.
 * @example
 * ```ts
 * // In Express: app.use('/permissions', handlePermissions)
 * async function handlePermissions(req: NodeRequest, res: NodeResponse) {
 *   await sendResponse(res, await permissions.fetch(toRequest(req), req))
 * }
 * ```
 */
export function toRequest(req: NodeRequest): Request {
  const { method = 'GET', url = '/', originalUrl = url, body } = req
  // An absolute target, such as `http://user@host/`, becomes a path that no route has.
  const href = `http://localhost${originalUrl.startsWith('/') ? originalUrl : '/%'}`
  const headers = toHeaders(req.headers)
  const init = { method: FORBIDDEN_METHOD.test(method) ? 'OPTIONS' : method, headers }
  if (METHODS_WITHOUT_BODY.includes(init.method.toUpperCase())) return new Request(href, init)
  const source = (req.raw ?? req) as Source
  // Express 4 has an empty object for a body that its parsers did not read.
  if (body === undefined || body === null || source.readableDidRead === false) {
    const stream = toStream(source)
    if (stream !== undefined) return new Request(href, { ...init, body: stream, duplex: 'half' } as RequestInit)
  }
  const text = toText(body, headers)
  // The parser has decompressed it.
  headers.delete('Content-Encoding')
  return rebuildRequest({ url: href, ...init }, text)
}

/**
 * Writes a `Response` to the response of a Node framework. Its headers replace those that are set already, except `Set-Cookie`.
 *
 * {@link toRequest} has an example.
 *
 * @param res The response of the framework, or Node's `ServerResponse`.
 * @param response The response of a handler.
 */
export async function sendResponse(res: NodeResponse, response: Response): Promise<void> {
  res.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name === 'set-cookie') res.appendHeader(name, value)
    else res.setHeader(name, value)
  }
  res.end(new Uint8Array(await response.arrayBuffer()))
}

function toHeaders(nodeHeaders: NodeRequest['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(nodeHeaders)) {
    // Node keeps the pseudo-headers of HTTP/2.
    if (name.startsWith(':') || value === undefined) continue
    for (const item of [value].flat()) headers.append(name, item)
  }
  return headers
}

/** The body as it was sent. Undefined if it cannot be rebuilt. */
function toText(body: unknown, headers: Headers): string | undefined {
  const isJson = /^application\/json\b/i.test(headers.get('content-type') ?? '')
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    // A parser of JSON turns a JSON string into a string, which must not be parsed again.
    const isRaw =
      !isJson || headers.has('content-encoding') || (announcedLength(headers) ?? bytes.length) === bytes.length
    return isRaw ? new TextDecoder().decode(bytes) : undefined
  }
  if (typeof body !== 'object' || body === null) return undefined
  const fields = Object.entries(body)
  if (!isJson) return serializeForm(fields)
  // Express 4 has an empty object for a body that its parsers did not read.
  if (fields.length === 0 && (announcedLength(headers) ?? 0) > '{}'.length) return undefined
  return toJson(body)
}

function announcedLength(headers: Headers): number | undefined {
  const length = headers.get('content-length')
  return length === null ? undefined : Number(length)
}

/** JSON cannot express some values that a parser of the application may create. */
function toJson(body: object): string | undefined {
  try {
    return JSON.stringify(body)
  } catch {
    return undefined
  }
}

/** The bytes that nothing has read yet. Undefined if something has. */
function toStream(source: Source): ReadableStream<Uint8Array> | undefined {
  const iterator = source.readableDidRead === true ? undefined : source[Symbol.asyncIterator]?.()
  if (iterator === undefined) return undefined
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done === true) return controller.close()
      // A stream of strings has been decoded, and is no longer what was sent.
      if (!(value instanceof Uint8Array)) throw new TypeError('The body is not a stream of bytes.')
      controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
