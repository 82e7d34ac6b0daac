/**
 * Validators of the fields of a body. They say what is wrong with a value and never quote it.
 *
 * @module
 */
import { isAccessToken, MAX_SUBJECT_BYTES, subjectByteLength } from '../../../src/account.ts'
import { DATA_CENTER_IDS, isDataCenter } from '../../../src/data-centers.ts'
import { isWellFormed } from '../../../src/shared/well-formed.ts'

/** Returns what is wrong with a value, or `undefined` if it is valid. */
export type Validator = (value: unknown) => string | undefined

/** Much longer than any known token, and short enough for a header. */
const MAX_TOKEN_LENGTH = 4096

/** Much more than the 250 that can be requested. The limit keeps the work bounded. */
const MAX_CALENDAR_IDS = 1000

/** RFC 3339 in UTC, as this service and JavaScript write it, or with an offset. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/

export const dataCenter: Validator = (value) =>
  isDataCenter(value) ? undefined : `must be one of ${DATA_CENTER_IDS.join(', ')}`

const nonEmptyString: Validator = (value) => {
  if (typeof value !== 'string') return 'must be a string'
  return value === '' ? 'must not be empty' : undefined
}

export const stringUpTo =
  (maxLength: number): Validator =>
  (value) =>
    nonEmptyString(value) ??
    (isLonger(value as string, maxLength) ? `must have at most ${maxLength} characters` : undefined)

/** Counts characters as JSON Schema does, not UTF-16 code units. */
function isLonger(value: string, maxLength: number): boolean {
  return value.length > maxLength && (value.length > 2 * maxLength || [...value].length > maxLength)
}

export const token: Validator = (value) =>
  stringUpTo(MAX_TOKEN_LENGTH)(value) ??
  (isAccessToken(value) ? undefined : 'must contain visible ASCII characters only')

export const subject: Validator = (value) =>
  nonEmptyString(value) ??
  (isWellFormed(value as string) ? undefined : 'must be well-formed Unicode') ??
  (subjectByteLength(value as string) > MAX_SUBJECT_BYTES
    ? `must be at most ${MAX_SUBJECT_BYTES} bytes long`
    : undefined)

export const calendarIds: Validator = (value) => {
  if (!Array.isArray(value)) return 'must be an array'
  if (value.length === 0) return 'must not be empty; to ask for every calendar, send "all_calendars": true'
  if (value.length > MAX_CALENDAR_IDS) return `must have at most ${MAX_CALENDAR_IDS} entries`
  const invalidIndex = value.findIndex((id) => nonEmptyString(id) !== undefined)
  return invalidIndex === -1 ? undefined : `entry ${invalidIndex + 1} ${nonEmptyString(value[invalidIndex])}`
}

export const literalTrue: Validator = (value) => (value === true ? undefined : 'must be true, or left out')

export const timestamp: Validator = (value) =>
  typeof value === 'string' && TIMESTAMP.test(value) && isDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value))
    ? undefined
    : 'must be a time such as 2026-01-31T12:00:00Z'

/** JavaScript reads February 30 as March 2. */
function isDate(day: string): boolean {
  const time = Date.parse(day)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

export const providerName: Validator = (value) =>
  typeof value === 'string' && /^[a-z0-9_-]{1,40}$/.test(value)
    ? undefined
    : 'must be the name of a calendar provider, such as google'

/** A language tag is at most 35 characters long in practice (RFC 5646 section 4.4.1). */
export const locale: Validator = (value) =>
  typeof value === 'string' && value.length <= 35 && /^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/.test(value)
    ? undefined
    : 'must be a language tag, such as de'
