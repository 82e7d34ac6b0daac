/**
 * Reads the body of a request. A body that cannot be understood in full is an error, never an empty one: a selection of
 * calendars that was lost must not look like no selection (T23).
 *
 * @module
 */
import type { HonoRequest } from 'hono'
import { HttpError } from '../errors/http-error.ts'

/** The maximum size of a request body. 250 calendar IDs need about 15 KiB. */
const MAX_BODY_BYTES = 64 * 1024

/** The fields of a body. In a form, a repeated field is an array. */
export type Fields = Readonly<Record<string, unknown>>

const FORMATS: Readonly<Record<string, 'form' | 'json'>> = {
  'application/x-www-form-urlencoded': 'form',
  'application/json': 'json',
}

/**
 * The format of a request's body and of its response. Undefined for other media types, and for text that is not UTF-8.
 * A multipart form is not supported, because some runtimes read a truncated one without an error.
 */
export function requestFormat(request: HonoRequest): 'form' | 'json' | undefined {
  const [type = '', ...parameters] = (request.header('content-type') ?? '').toLowerCase().split(';')
  const isUtf8 = parameters.every((parameter) => /^(?!charset\b)|^charset\s*=\s*"?utf-?8"?$/.test(parameter.trim()))
  const isEncoded = !/^\s*(?:identity)?\s*$/i.test(request.header('content-encoding') ?? '')
  return isUtf8 && !isEncoded && Object.hasOwn(FORMATS, type.trim()) ? FORMATS[type.trim()] : undefined
}

/**
 * Reads the fields of a form or of a JSON object. If other code has read the body through `c.req`, its copy is used.
 *
 * @throws {HttpError} `unsupported_media_type`, `request_too_large`, `body_already_read`, `invalid_request`
 */
export async function readFields(request: HonoRequest): Promise<Fields> {
  const format = requestFormat(request)
  if (format === undefined) {
    throw new HttpError('unsupported_media_type', 'The body is neither a form nor JSON in UTF-8, or it is encoded.')
  }
  // A form that was parsed with `c.req.formData()` has no bytes any more.
  const { formData, ...cachedBytes } = request.bodyCache
  if (format === 'form' && formData !== undefined && Object.keys(cachedBytes).length === 0) {
    return formFields([...(await request.formData())])
  }
  const bytes = await readBytes(request)
  if (bytes.length > MAX_BODY_BYTES) throw tooLarge()
  const text = decode(bytes)
  if (format === 'form') return formFields([...new URLSearchParams(text)])
  const value = parseJson(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new HttpError('invalid_request', 'The body is not a JSON object.')
}

async function readBytes(request: HonoRequest): Promise<Uint8Array> {
  if (Object.keys(request.bodyCache).length > 0) return new Uint8Array(await request.arrayBuffer())
  const { body, bodyUsed } = request.raw
  if (bodyUsed || body?.locked === true) throw alreadyRead()
  const announcedLength = Number(request.header('content-length') ?? Number.NaN)
  if (announcedLength > MAX_BODY_BYTES) throw tooLarge()
  const bytes = body === null ? new Uint8Array() : await readStream(body)
  const isAnnounced = announcedLength > 0 || request.header('transfer-encoding') !== undefined
  if (bytes.length === 0 && isAnnounced) throw alreadyRead()
  if (bytes.length < announcedLength) {
    throw new HttpError('invalid_request', 'The body is shorter than its Content-Length.')
  }
  return bytes
}

async function readStream(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const buffer = new Uint8Array(MAX_BODY_BYTES)
  const reader = body.getReader()
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return buffer.subarray(0, length)
      if (length + value.length > MAX_BODY_BYTES) {
        reader.cancel().catch(() => undefined)
        throw tooLarge()
      }
      buffer.set(value, length)
      length += value.length
    }
  } catch (error) {
    if (error instanceof HttpError) throw error
    throw new HttpError('invalid_request', 'The body ended before it was complete.')
  }
}

/** Decodes without repairing: text that was repaired would no longer be what the sender meant (T30). */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notUtf8()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpError('invalid_request', 'The body is not JSON.')
  }
}

function formFields(entries: readonly (readonly [string, string | File])[]): Fields {
  const fields = new Map<string, string | File | (string | File)[]>()
  for (const [name, value] of entries) {
    // `URLSearchParams` replaces invalid UTF-8 with this character.
    if (`${name}${String(value)}`.includes('\uFFFD')) throw notUtf8()
    const existing = fields.get(name)
    fields.set(name, existing === undefined ? value : [existing, value].flat())
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
