/**
 * The bodies of the routes under `/sandbox`, read strictly: a misspelt field must not pass for one that was left out.
 *
 * @module
 */
import type { Context } from 'hono'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'
import { httpError, type JsonObject, quoteList } from '../validation/messages.ts'

/**
 * Reads JSON of any shape.
 *
 * @param action What the body is for, as in "Cannot make tokens: …".
 * @throws HTTPException 400 where it is not JSON.
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
 * Reads a JSON object that has none but the `known` fields.
 *
 * @param action What the body is for, as in "Cannot make tokens: …".
 * @throws HTTPException 400 where it is not JSON, 422 where it is no object or has another field.
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
