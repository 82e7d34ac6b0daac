/**
 * Holding what comes in and what goes out of an operation against openapi.yaml.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { Description, JsonSchema } from '../../../generated/description.ts'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'
import type { FieldErrors, Schemas, SchemaValidator } from './schema-validator.ts'

/**
 * The longest request body that is read, in characters: 250 calendars need half of it, and the validator of a list a few
 * times as long runs out of stack. The provider's limit is not documented.
 */
export const MAX_BODY_LENGTH = 65_536

/** One operation of openapi.yaml. */
export type Operation = Description['operations'][number]

/** A request body: valid, or valid JSON or form with wrong fields, or not readable at all. */
export type ParsedBody<T> = { readonly value: T } | { readonly errors: FieldErrors } | { readonly unreadable: string }

/**
 * Reads a request body and holds it against the schema `name`.
 *
 * @param mediaTypes The content types that are read. Any other is `unreadable`.
 */
export async function parseRequestBody<Name extends keyof Schemas>(
  c: Context,
  validator: SchemaValidator,
  name: Name,
  mediaTypes: readonly string[],
): Promise<ParsedBody<Schemas[Name]>> {
  const contentType = c.req.header('content-type')
  if (!mediaTypes.includes(mediaTypeOf(contentType))) {
    return { unreadable: `Cannot read the body: its content type is "${mediaTypeOf(contentType)}"` }
  }
  const text = await readRawBody(c)
  if (text.length > MAX_BODY_LENGTH) {
    return { unreadable: `Cannot read the body: it is ${text.length} characters long, more than ${MAX_BODY_LENGTH}` }
  }
  try {
    const value = parseBody(contentType, text)
    const errors = validator.validate(name, value)
    return errors === undefined ? { value: value as Schemas[Name] } : { errors }
  } catch (error) {
    if (error instanceof SyntaxError) return { unreadable: error.message }
    throw error
  }
}

/** As much of an answer as the description says something of. */
export interface BufferedResponse {
  readonly status: number
  /** Its `Content-Type`; null where it has none. */
  readonly type: string | null
  readonly text: string
}

/** What is in `c.var` behind an operation: the answer, read. */
type ResponseEnv = { Variables: { bufferedResponse?: BufferedResponse & { readonly response: Response } } }

/**
 * Middleware around an operation: replaces an answer that openapi.yaml does not allow by a 500 that blames the sandbox,
 * so that no client is ever built on an answer the description does not have.
 */
export function validateResponses(validator: SchemaValidator, operation: Operation): MiddlewareHandler {
  const validResponses: BufferedResponse[] = []
  return async (c, next) => {
    await next()
    const buffered = await bufferResponse(c)
    const cached = validResponses.find((candidate) => isSame(candidate, buffered))
    if (cached !== undefined) {
      // One text for all who keep it, and not one for each answer: the journal would keep a thousand.
      c.set('bufferedResponse', { ...cached, response: c.res })
      return
    }
    const problem = findResponseError(validator, operation, buffered)
    if (problem === undefined) {
      const { status, type, text } = buffered
      if (validResponses.push({ status, type, text }) > CACHE_SIZE) validResponses.shift()
      return
    }
    // Assigning to a `res` that is set would keep the headers of the old one.
    c.res = undefined
    c.res = c.json(sandboxError(`Cannot answer ${operation.method} ${operation.path}: ${problem}`), 500)
  }
}

/** How many answers of an operation are remembered as valid: looking at the same one again would find the same. */
const CACHE_SIZE = 8

function isSame(a: BufferedResponse, b: BufferedResponse): boolean {
  return a.status === b.status && a.type === b.type && a.text === b.text
}

/** Answers 200 and JSON, and keeps the text for whoever reads the answer. No other header is set. */
export function jsonResponse(c: Context, value: object): Response {
  const type = 'application/json'
  const text = JSON.stringify(value)
  // Not by `c.json()`, which makes `Headers` of it: that takes longer than all the rest.
  const response = new Response(text, { headers: { 'Content-Type': type } })
  c.set('bufferedResponse', { response, status: 200, type, text })
  return response
}

/**
 * Reads the answer, which can be sent all the same. It is kept, and an answer that has to be read for it is made anew: a
 * clone takes several times as long.
 */
export async function bufferResponse(c: Context): Promise<BufferedResponse> {
  const buffered = (c as Context<ResponseEnv>).get('bufferedResponse')
  if (buffered?.response === c.res) return buffered
  const { status, headers } = c.res
  const bytes = await c.res.arrayBuffer()
  // Assigning to a `res` that is set would keep the headers of the old one.
  c.res = undefined
  c.res = new Response(bytes.byteLength === 0 ? null : bytes, { status, headers })
  const result = { response: c.res, status, type: headers.get('content-type'), text: new TextDecoder().decode(bytes) }
  c.set('bufferedResponse', result)
  return result
}

/** The body of a 500 that is the sandbox's own doing, in the provider's shape. */
export function sandboxError(problem: string): Schemas['Error'] {
  return { error: 'sandbox_error', error_description: `The sandbox is at fault. ${problem}` }
}

/**
 * Statuses that the description leaves out, and those they are held against. An operation has one success there, because
 * generators make nothing sensible of two; the 202 of a permission request (SDK) has the body of its 200.
 */
const STATUS_ALIASES: Readonly<Record<string, string>> = { 'requestPermissions 202': '200' }

function findResponseError(
  validator: SchemaValidator,
  operation: Operation,
  buffered: BufferedResponse,
): string | undefined {
  const status = STATUS_ALIASES[`${operation.operationId} ${buffered.status}`] ?? String(buffered.status)
  const content = operation.responses[status] ?? operation.responses[`${status[0]}XX`]
  if (content === undefined) return `openapi.yaml has no status ${status} here`
  const { text, type } = buffered
  const contentType = type ?? undefined
  // Errors may come without a body (documented for 401).
  if (text === '') return status.startsWith('2') && Object.keys(content).length > 0 ? 'the body is empty' : undefined
  const schema = content[mediaTypeOf(contentType)]
  if (schema === undefined) return `openapi.yaml has no "${mediaTypeOf(contentType)}" with status ${status} here`
  const errors = validator.validate(schemaName(schema), parseBody(contentType, text))
  return errors && `not as openapi.yaml says: ${Object.keys(errors).join(', ')}`
}

/** The name of the schema that a reference points to. Every body of openapi.yaml is a named one. */
function schemaName(schema: JsonSchema): string {
  return String(schema['$ref']).replace('#/$defs/', '')
}
