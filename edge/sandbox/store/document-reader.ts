/**
 * Reading a document strictly, with the place of what is wrong: `data_centers.de.google.codes[0].scope is missing`. Values
 * are described and not quoted, since any of them may be a token in the wrong place.
 *
 * @module
 */
import type { HTTPException } from 'hono/http-exception'
import { httpError, type JsonObject, quoteList, quoteValue } from '../validation/messages.ts'
import { redactText } from '../validation/redact.ts'

/** Reads values of JSON that stand at some place. What it cannot read it throws as an HTTPException, 422. */
export interface DocumentReader {
  error(path: string, problem: string): HTTPException
  /** An object with all of these fields, perhaps with some of the optional ones, and no others. */
  object(value: unknown, path: string, required: readonly string[], optional?: readonly string[]): JsonObject
  array(value: unknown, path: string): readonly unknown[]
  string(value: unknown, path: string): string
  /** A time as RFC 3339 writes it in UTC, in milliseconds since 1970. */
  timestamp(value: unknown, path: string): number
}

/** The place of a field: `a.b`, or `a["b c"]` where its name is no plain word. */
export function joinPath(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}[${quoteValue(redactText(name))}]`
  return path === '' ? name : `${path}.${redactText(name)}`
}

/** Years of more than four digits are what `Date` writes for what expires when the clock has come to its end. */
const TIME = /^(?:\d{4}|\+\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/

/** @param action What is being done, as in "Cannot restore the state: …". */
export function createDocumentReader(action: string): DocumentReader {
  function error(path: string, problem: string): HTTPException {
    return httpError(422, action, `${path === '' ? 'the document' : path} ${problem}`)
  }

  function string(value: unknown, path: string): string {
    if (typeof value !== 'string') throw error(path, `is ${describeType(value)}, not a string`)
    return value
  }

  return {
    error,
    object(value, path, required, optional = []) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw error(path, `is ${describeType(value)}, not an object`)
      }
      const known = [...required, ...optional]
      const unknown = Object.keys(value).find((name) => !known.includes(name))
      if (unknown !== undefined) throw error(joinPath(path, unknown), `is unknown; known are ${quoteSome(known)}`)
      const missing = required.find((name) => !Object.hasOwn(value, name))
      if (missing !== undefined) throw error(joinPath(path, missing), 'is missing')
      return value as JsonObject
    },
    array(value, path) {
      if (!Array.isArray(value)) throw error(path, `is ${describeType(value)}, not a list`)
      return value
    },
    string,
    timestamp(value, path) {
      const text = string(value, path)
      const timeMs = TIME.test(text) ? Date.parse(text) : Number.NaN
      // `Date` takes 30 February for 2 March.
      const isValidDate = !Number.isNaN(timeMs) && new Date(timeMs).toISOString().split('T')[0] === text.split('T')[0]
      if (!isValidDate) throw error(path, 'is no time in UTC such as "2026-11-23T10:00:00.000Z"')
      return timeMs
    },
  }
}

function describeType(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' ? 'a string' : String(value)
}

/** An account may have hundreds of calendars. */
function quoteSome(names: readonly string[]): string {
  return names.length > 12 ? `${quoteList(names.slice(0, 12))}, …` : quoteList(names)
}
