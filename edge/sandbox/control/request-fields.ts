import type { Schema } from '@cfworker/json-schema'
import type { Context } from 'hono'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'
import { createValidator, omitUndefined } from '../validation/json-schema.ts'
import { httpError } from '../validation/messages.ts'

/** The JSON Schema of each field of a body. Its `description` tells the client what to pass. */
export type FieldSchemas = Readonly<Record<string, Schema>>

/**
 * Parses a JSON body.
 *
 * @param action What the body is for, as in "Cannot create tokens: …".
 * @throws HTTPException 400 if it is not JSON.
 */
export async function readJson(c: Context, action: string): Promise<unknown> {
  const contentType = c.req.header('content-type')
  try {
    if (mediaTypeOf(contentType) === 'application/json') return parseBody(contentType, await readRawBody(c))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw httpError(400, action, 'The body is not JSON with the content type "application/json".')
}

/**
 * Validates an object. Unknown fields are errors, so that a misspelled field is not taken for an absent one. The caller
 * names the type that the schemas describe.
 *
 * @param required The fields that must be present. By default all of them.
 * @throws HTTPException 422 "Cannot create tokens: "account" is missing. Pass …" for the first issue.
 */
export function parseFields<T>(
  value: unknown,
  action: string,
  fields: FieldSchemas,
  required: readonly string[] = Object.keys(fields),
): T {
  const properties = { ...fields }
  const schema: Schema = { type: 'object', additionalProperties: false, required: [...required], properties }
  const input = omitUndefined(value)
  const [issue] = createValidator(schema)(input)
  if (issue === undefined) return input as T
  const { pointer, missing, message } = issue
  const place = pointer === '' ? '' : `${pointer}: `
  const remedy = fields[missing ?? pointer.split('/')[1] ?? '']?.['description']
  throw httpError(422, action, [`${place}${message}`, remedy].filter(Boolean).join(' '))
}
