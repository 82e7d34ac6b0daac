import { HTTPException } from 'hono/http-exception'

/** `JSON.stringify` exhausts the stack on deep values that `JSON.parse` accepts. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return Array.isArray(value) ? '[…' : '{…'
    throw error
  }
}

/** A value as JSON for an error message, truncated. */
export function quoteValue(value: unknown): string {
  const text = stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** Quotes strings for an error message, on one line. */
export function quoteList(values: Iterable<string>): string {
  return [...values].map((text) => `"${text}"`).join(', ')
}

/** Creates an error. The client receives `{"error": "Cannot create tokens: account is missing"}`. */
export function httpError(status: 400 | 404 | 422, action: string, problem: string): HTTPException {
  return new HTTPException(status, { message: `Cannot ${action}: ${problem}` })
}

/** An object whose fields are not validated yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Reads a string field. Throws an HTTPException 422 if it is missing or has another type. */
export function readString(object: JsonObject, name: string, action: string): string {
  const value = object[name]
  if (typeof value === 'string') return value
  throw httpError(
    422,
    action,
    value === undefined ? `${name} is missing` : `${name} is ${quoteValue(value)}, not a string`,
  )
}
