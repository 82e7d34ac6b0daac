/**
 * Which calendars to ask for. Pure.
 *
 * @module
 */
import type { Calendar } from '../client/response-parsers.ts'
import { InputError } from '../errors.ts'
import { isUnrestricted } from './outcome.ts'

/** How many calendars one request covers unless the application says otherwise. No maximum is documented. */
export const DEFAULT_MAX_CALENDARS = 100

/** More would make the return address longer than common servers take. */
export const MAX_CALENDARS_LIMIT = 250

/** Whether a calendar is asked for when the application names none: there to be changed, and not yet unrestricted. */
export function isEligible(calendar: Calendar): boolean {
  return isUsable(calendar) && !isUnrestricted(calendar)
}

/**
 * Which calendars to ask for.
 *
 * @param listed Every calendar of the user.
 * @param calendarIds The calendars to ask for; `undefined` means every eligible one. Read-only ones may be named.
 * @param maxCalendars How many may be asked for at once.
 * @returns The ids to ask for, or, where all of them are unrestricted already, `granted` with their ids. Neither is
 *   ever empty.
 * @throws {InputError} `invalid_max_calendars`, `unknown_calendars`, `no_calendars`, `too_many_calendars`
 */
export function selectCalendars(
  listed: readonly Calendar[],
  calendarIds: readonly string[] | undefined,
  maxCalendars: number,
): { ask: readonly string[] } | { granted: readonly string[] } {
  checkMaxCalendars(maxCalendars)
  const wanted = calendarIds === undefined ? listed.filter(isUsable) : findByIds(listed, calendarIds)
  if (wanted.length === 0) {
    throw new InputError(
      'no_calendars',
      calendarIds === undefined
        ? 'Cannot ask for permission: the user has no calendar that can be changed. Ask them to connect one'
        : 'Cannot ask for permission: calendarIds is empty. Name at least one, or leave it out for every eligible one',
    )
  }
  const ask = wanted.filter((calendar) => !isUnrestricted(calendar))
  if (ask.length > maxCalendars) {
    throw new InputError(
      'too_many_calendars',
      `Cannot ask for permission: ${ask.length} calendars, at most ${maxCalendars} at once. Name fewer`,
    )
  }
  return ask.length > 0 ? { ask: ids(ask) } : { granted: ids(wanted) }
}

/** @throws {InputError} `invalid_max_calendars` */
export function checkMaxCalendars(maxCalendars: number): void {
  if (Number.isInteger(maxCalendars) && maxCalendars >= 1 && maxCalendars <= MAX_CALENDARS_LIMIT) return
  throw new InputError(
    'invalid_max_calendars',
    `Cannot use maxCalendars ${maxCalendars}: give a whole number from 1 to ${MAX_CALENDARS_LIMIT}`,
  )
}

/** The calendars with the given ids, each once. */
export function findByIds(listed: readonly Calendar[], calendarIds: readonly string[]): Calendar[] {
  const byId = new Map(listed.filter((calendar) => !isDeleted(calendar)).map((item) => [item.calendar_id, item]))
  const unknown = calendarIds.filter((id) => !byId.has(id))
  if (unknown.length > 0) {
    throw new InputError(
      'unknown_calendars',
      `Cannot find ${unknown.length === 1 ? 'calendar' : 'calendars'} ${quote(unknown)}: not among the user's calendars in this data center, or deleted. List the calendars again`,
    )
  }
  return [...new Set(calendarIds)].map((id) => byId.get(id)).filter((calendar) => calendar !== undefined)
}

/** At most ten, and only what looks like an id: they may come from a form, and anything may stand there. */
function quote(values: readonly string[]): string {
  const shown = values.slice(0, 10).map((value) => (CALENDAR_ID.test(value) ? `"${value}"` : '(no id of a calendar)'))
  return shown.join(', ') + (values.length > shown.length ? ` and ${values.length - shown.length} more` : '')
}

/**
 * As in every example of the provider's, or too short to be a secret. That all ids look so is a guess, and decides
 * about nothing but this text.
 */
const CALENDAR_ID = /^(?:cal_[\w-]{1,80}|[\w-]{1,20})$/

function isUsable(calendar: Calendar): boolean {
  return !isDeleted(calendar) && calendar.calendar_readonly !== true
}

function isDeleted(calendar: Calendar): boolean {
  return calendar.calendar_deleted === true
}

function ids(calendars: readonly Calendar[]): string[] {
  return [...new Set(calendars.map((calendar) => calendar.calendar_id))]
}
