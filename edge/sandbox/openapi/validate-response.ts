/**
 * Validates requests and responses of an operation against openapi.yaml.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { Description, JsonSchema } from '../../../generated/description.ts'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'
import { type CronofyHeadersEnv, createCronofyHeaders, JSON_CONTENT_TYPE } from '../http/response-headers.ts'
import type { FieldErrors, Schemas, SchemaValidator } from './schema-validator.ts'

/**
 * The longest request body, in characters. 250 calendars need half of it, and the validator exhausts the stack on an
 * array that is a few times as long. Cronofy's limit is not documented.
 */
export const MAX_BODY_LENGTH = 65_536

export type Operation = Description['operations'][number]

/** A request body: valid, or with invalid fields, or not readable as JSON or a form. */
export type ParsedBody<T> =
  | { readonly status: 'valid'; readonly value: T }
  | { readonly status: 'invalid'; readonly errors: FieldErrors }
  | { readonly status: 'unreadable'; readonly problem: string }

/** How to parse a request body. */
export interface BodyFormat<Name extends keyof Schemas> {
  /** The schema of openapi.yaml. */
  readonly schema: Name
  /** The allowed content types. Any other body is `unreadable`. */
  readonly mediaTypes: readonly string[]
  /** Changes the parsed body before it is validated. It may throw a SyntaxError. @default no change */
  readonly normalize?: (body: unknown, mediaType: string) => unknown
}

/** Parses a request body and validates it against a schema. */
export async function parseRequestBody<Name extends keyof Schemas>(
  c: Context,
  validator: SchemaValidator,
  { schema, mediaTypes, normalize = (body) => body }: BodyFormat<Name>,
): Promise<ParsedBody<Schemas[Name]>> {
  const contentType = c.req.header('content-type')
  const mediaType = mediaTypeOf(contentType)
  if (!mediaTypes.includes(mediaType)) {
    return unreadable(`Cannot read the body: Its content type is "${mediaType}". Use ${mediaTypes.join(' or ')}.`)
  }
  const text = await readRawBody(c)
  if (text.length > MAX_BODY_LENGTH) {
    return unreadable(`Cannot read the body: It is longer than ${MAX_BODY_LENGTH} characters.`)
  }
  try {
    const value = normalize(parseBody(contentType, text), mediaType)
    const errors = validator.validate(schema, value)
    return errors === undefined ? { status: 'valid', value: value as Schemas[Name] } : { status: 'invalid', errors }
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable(error.message)
    throw error
  }
}

function unreadable(problem: string): { status: 'unreadable'; problem: string } {
  return { status: 'unreadable', problem }
}

/** The part of a response that the description covers. */
export interface BufferedResponse {
  readonly status: number
  readonly type: string | null
  readonly text: string
}

/** The variables of a Hono context that cache the response body. */
type ResponseEnv = { Variables: { bufferedResponse?: BufferedResponse & { readonly response: Response } } }

/**
 * Middleware for an operation. It replaces a response that openapi.yaml does not allow with a 500, so that no client
 * comes to depend on it.
 */
export function validateResponses(validator: SchemaValidator, operation: Operation): MiddlewareHandler {
  const validResponses: BufferedResponse[] = []
  return async (c, next) => {
    await next()
    const buffered = await bufferResponse(c)
    const cached = validResponses.find((candidate) => isSame(candidate, buffered))
    if (cached !== undefined) {
      // Reuse one string. Otherwise the journal would hold a thousand copies.
      c.set('bufferedResponse', { ...cached, response: c.res })
      return
    }
    const problem = findResponseError(validator, operation, buffered)
    if (problem === undefined) {
      const { status, type, text } = buffered
      if (validResponses.push({ status, type, text }) > CACHE_SIZE) validResponses.shift()
      return
    }
    // Assigning to a `res` that is set would keep the old headers.
    c.res = undefined
    c.res = c.json(sandboxError(`Cannot respond to ${operation.method} ${operation.path}: ${problem}.`), 500)
  }
}

/** The number of valid responses to remember, because equal responses need no second validation. */
const CACHE_SIZE = 8

function isSame(a: BufferedResponse, b: BufferedResponse): boolean {
  return a.status === b.status && a.type === b.type && a.text === b.text
}

/** Responds with 200, a JSON text, and Cronofy's headers. It caches the body for later readers. */
export function jsonResponse(c: Context, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  const type = JSON_CONTENT_TYPE
  // Not `c.json()`, which creates `Headers`. That takes longer than everything else.
  const response = new Response(text, { headers: { 'Content-Type': type, ...createCronofyHeaders(200), ...headers } })
  ;(c as Context<CronofyHeadersEnv>).set('responseWithHeaders', response)
  c.set('bufferedResponse', { response, status: 200, type, text })
  return response
}

/**
 * Reads the response, which can still be sent. The result is cached. A new response replaces the old one, because
 * cloning takes several times as long.
 */
export async function bufferResponse(c: Context): Promise<BufferedResponse> {
  const buffered = (c as Context<ResponseEnv>).get('bufferedResponse')
  if (buffered?.response === c.res) return buffered
  const { status, headers } = c.res
  const bytes = await c.res.arrayBuffer()
  // Assigning to a `res` that is set would keep the old headers.
  c.res = undefined
  c.res = new Response(bytes.byteLength === 0 ? null : bytes, { status, headers })
  const result = { response: c.res, status, type: headers.get('content-type'), text: new TextDecoder().decode(bytes) }
  c.set('bufferedResponse', result)
  return result
}

/** The body of a 500 that a bug of the emulator caused, in the shape of Cronofy's errors. */
export function sandboxError(problem: string): Schemas['ErrorResponse'] {
  return { error: 'sandbox_error', error_description: `This is a bug of the emulator. ${problem}` }
}

function findResponseError(
  validator: SchemaValidator,
  operation: Operation,
  buffered: BufferedResponse,
): string | undefined {
  const status = String(buffered.status)
  const content = operation.responses[status]
  if (content === undefined) return `openapi.yaml has no status ${status} here`
  const { text, type } = buffered
  const contentType = type ?? undefined
  const isError = !status.startsWith('2')
  const hasSchema = Object.keys(content).length > 0
  if (text === '') return isError || !hasSchema ? undefined : 'the body is empty'
  // The description leaves the body of a 401 open.
  if (isError && !hasSchema) return undefined
  const schema = content[mediaTypeOf(contentType)]
  if (schema === undefined) return `openapi.yaml has no "${mediaTypeOf(contentType)}" with status ${status} here`
  const errors = validator.validate(schemaName(schema), parseBody(contentType, text))
  return errors && `openapi.yaml does not allow these fields: ${Object.keys(errors).join(', ')}`
}

/** The name of a referenced schema. Every body of openapi.yaml is a reference. */
function schemaName(schema: JsonSchema): string {
  return String(schema['$ref']).replace('#/$defs/', '')
}
