/**
 * Holding what comes in and what goes out of an operation against openapi.yaml.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { Description, JsonSchema } from '../../generated/description.ts'
import { mediaTypeOf, parseBody, readRawBody } from './body.ts'
import type { Contract, FieldErrors, Schemas } from './contract.ts'

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

/**
 * Middleware around an operation: replaces an answer that openapi.yaml does not allow by a 500 that blames the sandbox,
 * so that no client is ever built on an answer the description does not have.
 */
export function holdAnswers(contract: Contract, operation: Operation): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const fault = await findFault(contract, operation, c.res)
    if (fault === undefined) return
    // Assigning to a `res` that is set would keep the headers of the old one.
    c.res = undefined
    c.res = c.json(sandboxFault(`Cannot answer ${operation.method} ${operation.path}: ${fault}`), 500)
  }
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

async function findFault(contract: Contract, operation: Operation, answer: Response): Promise<string | undefined> {
  const status = HELD_AS[`${operation.operationId} ${answer.status}`] ?? String(answer.status)
  const content = operation.responses[status] ?? operation.responses[`${status[0]}XX`]
  if (content === undefined) return `openapi.yaml has no status ${status} here`
  const contentType = answer.headers.get('content-type') ?? undefined
  const text = await answer.clone().text()
  // Errors may come without a body (documented for 401).
  if (text === '') return answer.ok && Object.keys(content).length > 0 ? 'the body is empty' : undefined
  const schema = content[mediaTypeOf(contentType)]
  if (schema === undefined) return `openapi.yaml has no "${mediaTypeOf(contentType)}" with status ${status} here`
  const faults = contract.faults(nameOf(schema), parseBody(contentType, text))
  return faults && `not as openapi.yaml says: ${Object.keys(faults).join(', ')}`
}

/** The name of the schema that a reference points to. Every body of openapi.yaml is a named one. */
function nameOf(schema: JsonSchema): string {
  return String(schema['$ref']).replace('#/$defs/', '')
}
