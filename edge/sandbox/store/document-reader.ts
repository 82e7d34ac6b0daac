/**
 * Reading a document strictly, with the place of what is wrong: `data_centers.de.google.codes[0].scope is missing`. Values
 * are described and not quoted, since any of them may be a token in the wrong place.
 *
 * @module
 */
import type { HTTPException } from 'hono/http-exception'
import { type Fields, list, quote, refusal } from '../validation/messages.ts'
import { maskText } from '../validation/redact.ts'

/** Reads values of JSON that stand at some place. What it cannot read it throws as an HTTPException, 422. */
export interface StrictReader {
  wrong(at: string, state: string): HTTPException
  /** An object with all of these fields, perhaps with some of the optional ones, and no others. */
  fields(value: unknown, at: string, required: readonly string[], optional?: readonly string[]): Fields
  list(value: unknown, at: string): readonly unknown[]
  text(value: unknown, at: string): string
  /** A time as RFC 3339 writes it in UTC, in milliseconds since 1970. */
  time(value: unknown, at: string): number
}

/** The place of a field: `a.b`, or `a["b c"]` where its name is no plain word. */
export function fieldAt(at: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${at}[${quote(maskText(name))}]`
  return at === '' ? name : `${at}.${maskText(name)}`
}

/** Years of more than four digits are what `Date` writes for what expires when the clock has come to its end. */
const TIME = /^(?:\d{4}|\+\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/

/** @param action What is being done, as in "Cannot restore the state: …". */
export function createStrictReader(action: string): StrictReader {
  function wrong(at: string, state: string): HTTPException {
    return refusal(422, action, `${at === '' ? 'the document' : at} ${state}`)
  }

  function text(value: unknown, at: string): string {
    if (typeof value !== 'string') throw wrong(at, `is ${describe(value)}, not a string`)
    return value
  }

  return {
    wrong,
    fields(value, at, required, optional = []) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw wrong(at, `is ${describe(value)}, not an object`)
      }
      const known = [...required, ...optional]
      const unknown = Object.keys(value).find((name) => !known.includes(name))
      if (unknown !== undefined) throw wrong(fieldAt(at, unknown), `is unknown; known are ${listSome(known)}`)
      const missing = required.find((name) => !Object.hasOwn(value, name))
      if (missing !== undefined) throw wrong(fieldAt(at, missing), 'is missing')
      return value as Fields
    },
    list(value, at) {
      if (!Array.isArray(value)) throw wrong(at, `is ${describe(value)}, not a list`)
      return value
    },
    text,
    time(value, at) {
      const written = text(value, at)
      const timeMs = TIME.test(written) ? Date.parse(written) : Number.NaN
      // `Date` takes 30 February for 2 March.
      const isDay = !Number.isNaN(timeMs) && new Date(timeMs).toISOString().split('T')[0] === written.split('T')[0]
      if (!isDay) throw wrong(at, 'is no time in UTC such as "2026-11-23T10:00:00.000Z"')
      return timeMs
    },
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' ? 'a string' : String(value)
}

/** An account may have hundreds of calendars. */
function listSome(names: readonly string[]): string {
  return names.length > 12 ? `${list(names.slice(0, 12))}, …` : list(names)
}
