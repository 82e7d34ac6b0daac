/**
 * Parses the bodies of the routes under `/sandbox`. Unknown fields are errors, so that a misspelled field is not taken
 * for an absent one.
 *
 * @module
 */
import type { Context } from 'hono'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'
import { httpError, type JsonObject, quoteList } from '../validation/messages.ts'

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

  throw httpError(400, action, 'the body is not JSON with the content type "application/json"')
}

/**
 * Parses a JSON object that has only `known` fields.
 *
 * @param action What the body is for, as in "Cannot create tokens: …".
 * @throws HTTPException 400 if it is not JSON, 422 if it is not an object or has another field.
 */
export async function readObject(c: Context, action: string, known: readonly string[]): Promise<JsonObject> {
  const body = await readJson(c, action)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw httpError(422, action, 'the body is not an object')
  }
  const unknown = Object.keys(body).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw httpError(422, action, `field "${unknown}" is unknown; known are ${quoteList(known)}`)
  return { ...body }
}
