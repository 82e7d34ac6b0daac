import { HTTPException } from 'hono/http-exception'

const MAX_QUOTE_LENGTH = 80

/** Quotes a string for an error message, truncated. */
export function quoteValue(value: string): string {
  const text = JSON.stringify(value)
  return text.length > MAX_QUOTE_LENGTH ? `${text.slice(0, MAX_QUOTE_LENGTH)}…` : text
}

/** Quotes strings for an error message, on one line. */
export function quoteList(values: Iterable<string>): string {
  return [...values].map((text) => `"${text}"`).join(', ')
}

/** Creates an error. The client receives `{"error": "Cannot create tokens: "account" is missing. …"}`. */
export function httpError(status: 400 | 404 | 422, action: string, problem: string): HTTPException {
  return new HTTPException(status, { message: `Cannot ${action}: ${problem}` })
}

/** Calls a parser, and turns its TypeError into an HTTPException 422 with the same message. */
export function withHttpError<T>(parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new HTTPException(422, { message: cause.message, cause })
  }
}
