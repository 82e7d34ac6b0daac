/**
 * The selected calendars as a query parameter, so that an error or a filter does not lose the selection: one bit for each
 * calendar of the user, in the order of their IDs, after a fingerprint of that list.
 *
 * @module
 */
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { SIPHASH_KEY_BYTES, sipHash, sipHash32 } from '../../../src/sealing/siphash.ts'

/** The query parameter of the page to select calendars. */
export const SELECTED_PARAM = 'selected'

/** The form field with {@link describeList}. */
export const LIST_FIELD = 'list'

/** No calendar is selected. An absent parameter means the same. */
const NONE = 'none'

/** Calendars were selected, but the URL cannot say which. */
const LOST = 'lost'

/** More would make the URL longer than 2,000 characters, or the form longer than 64 KiB. */
const MAX_LISTED = 2000

/** Collisions do no harm: the user sees what is selected. */
const HASH_KEY: Uint8Array = new Uint8Array(SIPHASH_KEY_BYTES)

const HEX_PER_CALENDAR = 8

/** A selection that a URL carried. */
export interface CarriedSelection {
  readonly ids: ReadonlySet<string>
  /** Whether the selection is lost, because the list has changed since. */
  readonly lost: boolean
}

/**
 * Describes the calendars of a user in 8 characters each. The page posts it with the selected IDs, so that the selection
 * can be serialized without another request to Cronofy.
 */
export function describeList(calendars: readonly CronofyCalendar[]): string {
  const ids = sortedIds(calendars)
  return ids.length > MAX_LISTED ? '' : ids.map(digestOf).join('')
}

/** Serializes a selection from a list that {@link describeList} described. */
export function serializeSelection(list: unknown, selectedIds: Iterable<string>): string {
  const selected = new Set([...selectedIds].map(digestOf))
  if (selected.size === 0) return NONE
  const listed = typeof list === 'string' ? (list.match(/[0-9a-f]{8}/g) ?? []) : []
  if (listed.length === 0 || listed.length > MAX_LISTED) return LOST
  const bits = listed.map((digest) => (selected.has(digest) ? 1 : 0))
  return `${fingerprintOf(listed.join(''))}.${toHex(bits)}`
}

/** The URL of a page to select calendars, with the parameters that are defined. */
export function listUrl(pageUrl: string, params: Readonly<Record<string, string | undefined>>): string {
  const defined = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return defined.length === 0 ? pageUrl : `${pageUrl}?${new URLSearchParams(defined)}`
}

/** Parses a serialized selection from the calendars as they are listed now. Undefined without a selection. */
export function parseSelection(
  serialized: string | undefined,
  calendars: readonly CronofyCalendar[],
): CarriedSelection | undefined {
  if (serialized === undefined) return undefined
  if (serialized === NONE) return { ids: new Set(), lost: false }
  const [fingerprint = '', bits = ''] = serialized.split('.')
  const list = describeList(calendars)
  if (list === '' || fingerprint !== fingerprintOf(list)) return { ids: new Set(), lost: true }
  return { ids: new Set(sortedIds(calendars).filter((_, index) => bitAt(bits, index))), lost: false }
}

function sortedIds(calendars: readonly CronofyCalendar[]): string[] {
  const shown = calendars.filter((calendar) => calendar.calendar_deleted !== true)
  return [...new Set(shown.map((calendar) => calendar.calendar_id))].sort()
}

function digestOf(calendarId: string): string {
  return hexOf(sipHash32(HASH_KEY, new TextEncoder().encode(calendarId)))
}

function fingerprintOf(list: string): string {
  return sipHash(HASH_KEY, new TextEncoder().encode(list)).map(hexOf).join('')
}

function hexOf(value: number): string {
  return value.toString(16).padStart(HEX_PER_CALENDAR, '0')
}

/** Four bits in each hexadecimal digit, the first one highest. */
function toHex(bits: readonly number[]): string {
  const digits = Array.from({ length: Math.ceil(bits.length / 4) }, (_, index) =>
    bits.slice(4 * index, 4 * index + 4).reduce((digit, bit, offset) => digit | (bit << (3 - offset)), 0),
  )
  return digits.map((digit) => digit.toString(16)).join('')
}

function bitAt(hex: string, index: number): boolean {
  const digit = Number.parseInt(hex[Math.floor(index / 4)] ?? '0', 16)
  return ((digit >> (3 - (index % 4))) & 1) === 1
}
