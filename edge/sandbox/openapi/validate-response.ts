/**
 * Holding what comes in and what goes out of an operation against openapi.yaml.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { Description, JsonSchema } from '../../../generated/description.ts'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'
import type { Contract, FieldErrors, Schemas } from './schema-validator.ts'

/**
 * The longest request body that is read, in characters: 250 calendars need half of it, and the validator of a list a few
 * times as long runs out of stack. The provider's limit is not documented.
 */
export const MAX_BODY_LENGTH = 65_536

/** One operation of openapi.yaml. */
export type Operation = Description['operations'][number]

/** A request body: valid, or valid JSON or form with wrong fields, or not readable at all. */
export type Reading<T> = { readonly value: T } | { readonly errors: FieldErrors } | { readonly unreadable: string }

/**
 * Reads a request body and holds it against the schema `name`.
 *
 * @param mediaTypes The content types that are read. Any other is `unreadable`.
 */
export async function readBody<Name extends keyof Schemas>(
  c: Context,
  contract: Contract,
  name: Name,
  mediaTypes: readonly string[],
): Promise<Reading<Schemas[Name]>> {
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
    const errors = contract.faults(name, value)
    return errors === undefined ? { value: value as Schemas[Name] } : { errors }
  } catch (error) {
    if (error instanceof SyntaxError) return { unreadable: error.message }
    throw error
  }
}

/** As much of an answer as the description says something of. */
export interface Answered {
  readonly status: number
  /** Its `Content-Type`; null where it has none. */
  readonly type: string | null
  readonly text: string
}

/** What is in `c.var` behind an operation: the answer, read. */
type Held = { Variables: { held?: Answered & { readonly answer: Response } } }

/**
 * Middleware around an operation: replaces an answer that openapi.yaml does not allow by a 500 that blames the sandbox,
 * so that no client is ever built on an answer the description does not have.
 */
export function holdAnswers(contract: Contract, operation: Operation): MiddlewareHandler {
  const valid: Answered[] = []
  return async (c, next) => {
    await next()
    const answered = await readAnswer(c)
    const known = valid.find((one) => isSame(one, answered))
    if (known !== undefined) {
      // One text for all who keep it, and not one for each answer: the journal would keep a thousand.
      c.set('held', { ...known, answer: c.res })
      return
    }
    const fault = findFault(contract, operation, answered)
    if (fault === undefined) {
      const { status, type, text } = answered
      if (valid.push({ status, type, text }) > REMEMBERED) valid.shift()
      return
    }
    // Assigning to a `res` that is set would keep the headers of the old one.
    c.res = undefined
    c.res = c.json(sandboxFault(`Cannot answer ${operation.method} ${operation.path}: ${fault}`), 500)
  }
}

/** How many answers of an operation are remembered as valid: looking at the same one again would find the same. */
const REMEMBERED = 8

function isSame(one: Answered, other: Answered): boolean {
  return one.status === other.status && one.type === other.type && one.text === other.text
}

/** Answers 200 and JSON, and keeps the text for whoever reads the answer. No other header is set. */
export function answerJson(c: Context, value: object): Response {
  const type = 'application/json'
  const text = JSON.stringify(value)
  // Not by `c.json()`, which makes `Headers` of it: that takes longer than all the rest.
  const answer = new Response(text, { headers: { 'Content-Type': type } })
  c.set('held', { answer, status: 200, type, text })
  return answer
}

/**
 * Reads the answer, which can be sent all the same. It is kept, and an answer that has to be read for it is made anew: a
 * clone takes several times as long.
 */
export async function readAnswer(c: Context): Promise<Answered> {
  const held = (c as Context<Held>).get('held')
  if (held?.answer === c.res) return held
  const { status, headers } = c.res
  const bytes = await c.res.arrayBuffer()
  // Assigning to a `res` that is set would keep the headers of the old one.
  c.res = undefined
  c.res = new Response(bytes.byteLength === 0 ? null : bytes, { status, headers })
  const read = { answer: c.res, status, type: headers.get('content-type'), text: new TextDecoder().decode(bytes) }
  c.set('held', read)
  return read
}

/** The body of a 500 that is the sandbox's own doing, in the provider's shape. */
export function sandboxFault(text: string): Schemas['Error'] {
  return { error: 'sandbox_fault', error_description: `The sandbox is at fault. ${text}` }
}

/**
 * Statuses that the description leaves out, and those they are held against. An operation has one success there, because
 * generators make nothing sensible of two; the 202 of a permission request (SDK) has the body of its 200.
 */
const HELD_AS: Readonly<Record<string, string>> = { 'requestPermissions 202': '200' }

function findFault(contract: Contract, operation: Operation, answered: Answered): string | undefined {
  const status = HELD_AS[`${operation.operationId} ${answered.status}`] ?? String(answered.status)
  const content = operation.responses[status] ?? operation.responses[`${status[0]}XX`]
  if (content === undefined) return `openapi.yaml has no status ${status} here`
  const { text, type } = answered
  const contentType = type ?? undefined
  // Errors may come without a body (documented for 401).
  if (text === '') return status.startsWith('2') && Object.keys(content).length > 0 ? 'the body is empty' : undefined
  const schema = content[mediaTypeOf(contentType)]
  if (schema === undefined) return `openapi.yaml has no "${mediaTypeOf(contentType)}" with status ${status} here`
  const faults = contract.faults(nameOf(schema), parseBody(contentType, text))
  return faults && `not as openapi.yaml says: ${Object.keys(faults).join(', ')}`
}

/** The name of the schema that a reference points to. Every body of openapi.yaml is a named one. */
function nameOf(schema: JsonSchema): string {
  return String(schema['$ref']).replace('#/$defs/', '')
}
