/**
 * Reading the body of a request, in the two forms that are in use.
 *
 * @module
 */
import type { Context } from 'hono'

const FORM_MEDIA_TYPE = 'application/x-www-form-urlencoded'

/** What is in `c.var` behind `bufferBody`: the body. */
type BodyEnv = { Variables: { body?: string } }

/**
 * Reads the body before anything else does, and keeps it for whoever asks. False where it is longer than that; the rest is
 * left unread, since cancelling it would close the connection before the answer.
 */
export async function bufferBody(c: Context, maxBytes: number): Promise<boolean> {
  // Not even looked at where there can be none: that alone takes as long as an answer.
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
 * The body of a request as text, as often as it is asked for. (Not `c.req.text()`: workerd logs a warning for a form.)
 */
export async function readRawBody(c: Context): Promise<string> {
  return (c as Context<BodyEnv>).get('body') ?? new TextDecoder().decode(await c.req.arrayBuffer())
}

/** Reads the form of a page: empty where the body is something else. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  const isForm = mediaTypeOf(c.req.header('content-type')) === FORM_MEDIA_TYPE
  return new URLSearchParams(isForm ? await readRawBody(c) : '')
}

/** The media type of a `Content-Type`, in lower case and without its parameters: `application/json`. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/**
 * Reads a body. A field that a form repeats becomes a list, so that it does not pass for a text.
 *
 * Throws a SyntaxError with a text fit for whoever sent it where the body is not what it says, or neither JSON nor a form.
 */
export function parseBody(contentType: string | undefined, text: string): unknown {
  const mediaType = mediaTypeOf(contentType)
  if (mediaType === FORM_MEDIA_TYPE) return parseForm(text)
  if (mediaType !== 'application/json') {
    throw new SyntaxError(`Cannot read the body: its content type is "${mediaType}"`)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SyntaxError('Cannot read the body: it is not JSON', { cause })
  }
}

function parseForm(text: string): Record<string, string | string[]> {
  const form = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name)
      return [name, values[1] === undefined ? (values[0] ?? '') : values]
    }),
  )
}
