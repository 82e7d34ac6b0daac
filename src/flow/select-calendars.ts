/**
 * Which calendars to ask for. Pure.
 *
 * @module
 */
import type { CronofyCalendar } from '../client/response-parsers.ts'
import { InputError, SelectionError } from '../errors.ts'
import { isUnrestricted } from './outcome.ts'

/** How many calendars one request covers unless the application says otherwise. No maximum is documented. */
export const DEFAULT_MAX_CALENDARS = 100

/** More would make the return address longer than common servers take. */
export const MAX_CALENDARS_LIMIT = 250

/** Whether a calendar is asked for when the application names none: there to be changed, and not yet unrestricted. */
export function isEligible(calendar: CronofyCalendar): boolean {
  return isWritable(calendar) && !isUnrestricted(calendar)
}

/** The selected calendars. `calendarIds` is never empty and has no duplicates. */
export type Selection =
  /** Request these. The selected calendars that are unrestricted already are left out. */
  | { readonly status: 'request'; readonly calendarIds: readonly string[] }
  /** All of these are unrestricted already. */
  | { readonly status: 'granted'; readonly calendarIds: readonly string[] }

/**
 * Selects the calendars to request.
 *
 * @param listedCalendars All calendars of the user.
 * @param calendarIds The IDs to request. They may name read-only calendars. `undefined` selects every eligible calendar.
 * @param maxCalendars How many calendars one request may cover.
 * @throws {InputError} `invalid_max_calendars`
 * @throws {SelectionError} `unknown_calendars`, `no_calendars`, `too_many_calendars`
 */
export function selectCalendars(
  listedCalendars: readonly CronofyCalendar[],
  calendarIds: readonly string[] | undefined,
  maxCalendars: number,
): Selection {
  assertMaxCalendars(maxCalendars)
  const selected =
    calendarIds === undefined ? listedCalendars.filter(isWritable) : findByIds(listedCalendars, calendarIds)
  if (selected.length === 0) {
    throw new SelectionError(
      'no_calendars',
      calendarIds === undefined ? 'The user has no calendar that can be changed.' : 'calendarIds is empty.',
    )
  }
  const toRequest = selected.filter((calendar) => !isUnrestricted(calendar))
  if (toRequest.length > maxCalendars) {
    throw new SelectionError(
      'too_many_calendars',
      `${toRequest.length} calendars are too many: at most ${maxCalendars} can be requested at once.`,
    )
  }
  return toRequest.length > 0
    ? { status: 'request', calendarIds: uniqueIds(toRequest) }
    : { status: 'granted', calendarIds: uniqueIds(selected) }
}

/** @throws {InputError} `invalid_max_calendars` */
export function assertMaxCalendars(maxCalendars: number): void {
  if (Number.isInteger(maxCalendars) && maxCalendars >= 1 && maxCalendars <= MAX_CALENDARS_LIMIT) return
  throw new InputError('invalid_max_calendars', `maxCalendars must not be ${maxCalendars}.`)
}

/** The calendars with the given ids, each once. */
export function findByIds(
  listedCalendars: readonly CronofyCalendar[],
  calendarIds: readonly string[],
): CronofyCalendar[] {
  const byId = new Map(
    listedCalendars.filter((calendar) => !isDeleted(calendar)).map((item) => [item.calendar_id, item]),
  )
  const unknownIds = calendarIds.filter((id) => !byId.has(id))
  if (unknownIds.length > 0) {
    throw new SelectionError(
      'unknown_calendars',
      `The user has no such ${unknownIds.length === 1 ? 'calendar' : 'calendars'} in this data center: ${quoteIds(unknownIds)}.`,
    )
  }
  return [...new Set(calendarIds)].map((id) => byId.get(id)).filter((calendar) => calendar !== undefined)
}

/** At most ten, and only what looks like an id: they may come from a form, and anything may stand there. */
function quoteIds(values: readonly string[]): string {
  const shown = values
    .slice(0, 10)
    .map((value) => (CALENDAR_ID_PATTERN.test(value) ? `"${value}"` : '(not a calendar ID)'))
  return shown.join(', ') + (values.length > shown.length ? ` and ${values.length - shown.length} more` : '')
}

/**
 * As in every example of the provider's, or too short to be a secret. That all ids look so is a guess, and decides
 * about nothing but this text.
 */
const CALENDAR_ID_PATTERN = /^(?:cal_[\w-]{1,80}|[\w-]{1,20})$/

function isWritable(calendar: CronofyCalendar): boolean {
  return !isDeleted(calendar) && calendar.calendar_readonly !== true
}

function isDeleted(calendar: CronofyCalendar): boolean {
  return calendar.calendar_deleted === true
}

function uniqueIds(calendars: readonly CronofyCalendar[]): string[] {
  return [...new Set(calendars.map((calendar) => calendar.calendar_id))]
}
