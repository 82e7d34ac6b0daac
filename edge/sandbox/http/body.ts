import type { Context } from 'hono'

export const FORM_MEDIA_TYPE = 'application/x-www-form-urlencoded'

/** The variables of a Hono context that `bufferBody` sets. */
type BodyEnv = { Variables: { body?: string } }

/**
 * Reads the body and stores it in the context. Returns false if it is longer than `maxBytes`. The remainder stays
 * unread, because canceling it would close the connection before the response.
 */
export async function bufferBody(c: Context, maxBytes: number): Promise<boolean> {
  // Skipped without a body, because accessing `body` takes as long as a whole response.
  const body = c.req.method === 'GET' || c.req.method === 'HEAD' ? null : c.req.raw.body
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    bytes += chunk.value.byteLength
    if (bytes > maxBytes) return false
    text += decoder.decode(chunk.value, { stream: true })
  }
  c.set('body', text + decoder.decode())
  return true
}

/**
 * The body of a request as a string. It can be read repeatedly. `c.req.text()` would make workerd log a warning for
 * forms.
 */
export async function readRawBody(c: Context): Promise<string> {
  return (c as Context<BodyEnv>).get('body') ?? new TextDecoder().decode(await c.req.arrayBuffer())
}

/** Parses a form. It is empty if the body is not a form. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  const isForm = mediaTypeOf(c.req.header('content-type')) === FORM_MEDIA_TYPE
  return new URLSearchParams(isForm ? await readRawBody(c) : '')
}

/** The media type of a `Content-Type` without parameters, in lower case: `application/json`. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/**
 * Parses a JSON or form body. A repeated form field becomes an array, so that it is not taken for a string.
 *
 * @throws SyntaxError if the body does not match its content type, or if that is another one. The message can be sent
 * to the client.
 */
export function parseBody(contentType: string | undefined, text: string): unknown {
  const mediaType = mediaTypeOf(contentType)
  if (mediaType === FORM_MEDIA_TYPE) return parseForm(text)
  if (mediaType !== 'application/json') {
    throw new SyntaxError(`Cannot read the body: Its content type is "${mediaType}".`)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SyntaxError('Cannot read the body: It is not valid JSON.', { cause })
  }
}

function parseForm(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const existing = fields.get(name)
    if (Array.isArray(existing)) existing.push(value)
    else fields.set(name, existing === undefined ? value : [existing, value])
  }
  return Object.fromEntries(fields)
}
