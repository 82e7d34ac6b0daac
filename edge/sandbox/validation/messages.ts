/**
 * Error messages of the routes under /sandbox.
 *
 * @module
 */
import { HTTPException } from 'hono/http-exception'

/** A value can be nested deeper than the runtime writes it, though it read it. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return Array.isArray(value) ? '[…' : '{…'
    throw error
  }
}

/** What a JSON value looks like in an error text, cut short. */
export function quoteValue(value: unknown): string {
  const text = stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** Several texts, quoted, in one line. */
export function quoteList(values: Iterable<string>): string {
  return [...values].map((text) => `"${text}"`).join(', ')
}

/** A refusal that the client reads as `{"error": "Cannot make tokens: account is missing"}`. */
export function httpError(status: 400 | 404 | 422, action: string, problem: string): HTTPException {
  return new HTTPException(status, { message: `Cannot ${action}: ${problem}` })
}

/** The fields of a body, each still unchecked. */
export type JsonObject = Readonly<Record<string, unknown>>

/** A field that has to be a text. Throws an HTTPException, 422, where it is missing or something else. */
export function readString(object: JsonObject, name: string, action: string): string {
  const value = object[name]
  if (typeof value === 'string') return value
  throw httpError(
    422,
    action,
    value === undefined ? `${name} is missing` : `${name} is ${quoteValue(value)}, not a string`,
  )
}
