/**
 * The bodies of the routes under `/sandbox`, read strictly: a misspelt field must not pass for one that was left out.
 *
 * @module
 */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'

/** The fields of a body, each still unchecked. */
export type Fields = Readonly<Record<string, unknown>>

/** A refusal that the client reads as `{"error": "Cannot make tokens: account is missing"}`. */
export function refusal(status: 400 | 404 | 422, action: string, state: string): HTTPException {
  return new HTTPException(status, { message: `Cannot ${action}: ${state}` })
}

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

  throw refusal(400, action, 'the body is not JSON with the content type "application/json"')
}

/**
 * Reads a JSON object that has none but the `known` fields.
 *
 * @param action What the body is for, as in "Cannot make tokens: …".
 * @throws HTTPException 400 where it is not JSON, 422 where it is no object or has another field.
 */
export async function readFields(c: Context, action: string, known: readonly string[]): Promise<Fields> {
  const body = await readJson(c, action)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refusal(422, action, 'the body is not an object')
  }
  const unknown = Object.keys(body).find((name) => !known.includes(name))
  if (unknown !== undefined) throw refusal(422, action, `field "${unknown}" is unknown; known are ${list(known)}`)
  return { ...body }
}

/** A field that has to be a text. Throws an HTTPException, 422, where it is missing or something else. */
export function readText(fields: Fields, name: string, action: string): string {
  const value = fields[name]
  if (typeof value === 'string') return value
  throw refusal(422, action, value === undefined ? `${name} is missing` : `${name} is ${quote(value)}, not a string`)
}

/** What a JSON value looks like in an error text, cut short. */
export function quote(value: unknown): string {
  const text = write(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** A value can be nested deeper than the runtime writes it, though it read it. */
function write(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return Array.isArray(value) ? '[…' : '{…'
    throw error
  }
}

/** Several texts, quoted, in one line. */
export function list(texts: Iterable<string>): string {
  return [...texts].map((text) => `"${text}"`).join(', ')
}
