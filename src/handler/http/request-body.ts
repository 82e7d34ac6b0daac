/**
 * Reads the body of a request. A body that cannot be understood in full is an error, never an empty one: a selection of
 * calendars that was lost must not look like no selection (T23).
 *
 * @module
 */
import { HttpError } from '../errors/http-error.ts'

/** The maximum size of a request body. 250 calendar IDs need about 15 KiB. */
const MAX_BODY_BYTES = 64 * 1024

/** The fields of a body. In a form, a repeated field is an array. */
export type Fields = Readonly<Record<string, unknown>>

type Format = 'form' | 'json'

const FORMATS: Readonly<Record<string, Format>> = {
  'application/x-www-form-urlencoded': 'form',
  'application/json': 'json',
}

/** A parameter of a media type that names another character set than UTF-8. */
const OTHER_CHARSET = /^charset\b(?!\s*=\s*"?utf-?8"?$)/

/** What a decoder writes in place of bytes that are not UTF-8. */
export const REPLACEMENT = '\uFFFD'

/**
 * The format of a request's body and of its response. Undefined for other media types, and for text that is not UTF-8.
 * A multipart form is not supported, because some runtimes read a truncated one without an error.
 */
export function requestFormat(headers: Headers): Format | undefined {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';')
  const isUtf8 = parameters.map((parameter) => parameter.trim()).every((parameter) => !OTHER_CHARSET.test(parameter))
  const isEncoded = !/^(?:identity)?$/i.test(headers.get('content-encoding') ?? '')
  return isUtf8 && !isEncoded && Object.hasOwn(FORMATS, type.trim()) ? FORMATS[type.trim()] : undefined
}

/**
 * Reads the fields of a form or of a JSON object.
 *
 * @throws {HttpError} `unsupported_media_type`, `request_too_large`, `body_already_read`, `invalid_request`
 */
export async function readFields(request: Request): Promise<Fields> {
  const { headers } = request
  const format = requestFormat(headers)
  if (format === undefined) {
    throw new HttpError('unsupported_media_type', 'The body is neither a form nor JSON in UTF-8, or it is encoded.')
  }
  const announcedBytes = Number(headers.get('content-length') ?? 0)
  if (announcedBytes > MAX_BODY_BYTES) throw tooLarge()
  const { text, length } = await readBody(request)
  if (length === 0 && (announcedBytes > 0 || headers.has('transfer-encoding'))) throw alreadyRead()
  if (length < announcedBytes) throw new HttpError('invalid_request', 'The body is shorter than its Content-Length.')
  return format === 'form' ? parseForm(text) : parseJson(text)
}

/** The text of a body, and its length in bytes. */
async function readBody({ body, bodyUsed }: Request): Promise<{ text: string; length: number }> {
  if (bodyUsed || body?.locked) throw alreadyRead()
  if (body === null) return { text: '', length: 0 }
  const reader = body.getReader()
  const decode = createDecoder()
  let text = ''
  let length = 0
  try {
    for (;;) {
      const { done, value } = await readChunk(reader)
      if (done) return { text: text + decode(), length }
      length += value.length
      if (length > MAX_BODY_BYTES) throw tooLarge()
      text += decode(value)
    }
  } catch (error) {
    // The rest is not read.
    reader.cancel().catch(() => undefined)
    throw error
  }
}

async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read()
  } catch {
    throw new HttpError('invalid_request', 'The body ended before it was complete.')
  }
}

/** Decodes pieces without repairing them: text that was repaired would no longer be what the sender meant (T30). */
function createDecoder(): (piece?: Uint8Array) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return (piece) => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined })
    } catch {
      throw notUtf8()
    }
  }
}

function parseJson(text: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HttpError('invalid_request', 'The body is not JSON.')
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new HttpError('invalid_request', 'The body is not a JSON object.')
}

function parseForm(text: string): Fields {
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    // `URLSearchParams` replaces percent-encoded bytes that are not UTF-8.
    if (name.includes(REPLACEMENT) || value.includes(REPLACEMENT)) throw notUtf8()
    const existing = fields.get(name)
    if (Array.isArray(existing)) existing.push(value)
    else fields.set(name, existing === undefined ? value : [existing, value])
  }
  return Object.fromEntries(fields)
}

function notUtf8(): HttpError {
  return new HttpError('invalid_request', 'The body is not valid UTF-8.')
}

function tooLarge(): HttpError {
  return new HttpError('request_too_large', `The body is longer than ${MAX_BODY_BYTES} bytes.`)
}

function alreadyRead(): HttpError {
  return new HttpError('body_already_read', 'The request announces a body, but other code has read it already.')
}
