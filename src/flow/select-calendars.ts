/**
 * Selects the calendars to request. Pure.
 *
 * @module
 */
import type { CronofyCalendar } from '../client/response-parsers.ts'
import { InputError, SelectionError } from '../errors.ts'
import { DEFAULT_PERMISSION_LEVEL, type PermissionLevel } from '../permission-level.ts'
import { isNonEmptyString } from '../shared/non-empty-string.ts'
import { hasPermissionLevel } from './outcome.ts'

/** How many calendars one request may cover by default. Cronofy documents no maximum. */
export const DEFAULT_MAX_CALENDARS = 100

/** More calendars would make the return URL longer than common servers accept. */
export const MAX_CALENDARS_LIMIT = 250

/**
 * The calendars to request: pass either `calendarIds` or `allCalendars`, not both. All calendars are never the default, because a
 * selection that was lost must not request all of them.
 */
export type CalendarSelection =
  | {
      /** The IDs of at least one calendar. Read-only calendars are allowed. Duplicates count once. */
      calendarIds: readonly string[]
      allCalendars?: undefined
    }
  | {
      calendarIds?: undefined
      /** `true` requests every calendar that is not deleted, not read-only, and not yet unrestricted. */
      allCalendars: true
    }

export interface SelectOptions {
  selection: CalendarSelection
  /** How many calendars one request may cover. */
  maxCalendars: number
  /** @default 'unrestricted' */
  permissionLevel?: PermissionLevel | undefined
}

/** The selected calendars. `calendarIds` is never empty and has no duplicates. */
export type Selection =
  /** Request these calendars. Selected calendars that have the level already are not among them. */
  | { readonly status: 'request'; readonly calendarIds: readonly string[] }
  /** All of these calendars have the level already. */
  | { readonly status: 'granted'; readonly calendarIds: readonly string[] }

/** Whether `allCalendars` requests a calendar: it can be changed and is not unrestricted yet. */
export function isEligible(calendar: CronofyCalendar): boolean {
  return isWritable(calendar) && !hasPermissionLevel(calendar, DEFAULT_PERMISSION_LEVEL)
}

/**
 * Selects the calendars to request.
 *
 * @param listedCalendars All calendars of the user.
 * @throws {InputError} `invalid_max_calendars`
 * @throws {SelectionError} `unknown_calendars`, `no_calendars`, `too_many_calendars`
 */
export function selectCalendars(
  listedCalendars: readonly CronofyCalendar[],
  { selection, maxCalendars, permissionLevel = DEFAULT_PERMISSION_LEVEL }: SelectOptions,
): Selection {
  assertMaxCalendars(maxCalendars)
  const selected =
    selection.allCalendars === true
      ? listedCalendars.filter(isWritable)
      : findByIds(listedCalendars, selection.calendarIds)
  if (selected.length === 0) throw new SelectionError('no_calendars', 'The user has no calendar that can be changed.')
  const toRequest = selected.filter((calendar) => !hasPermissionLevel(calendar, permissionLevel))
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

/** Returns the selection of some options. @throws {InputError} `invalid_selection` */
export function parseSelection(options: { calendarIds?: unknown; allCalendars?: unknown }): CalendarSelection {
  const { calendarIds, allCalendars } = options
  if (allCalendars !== undefined && allCalendars !== true) {
    throw new InputError('invalid_selection', 'allCalendars must be true, or left out.')
  }
  if ((calendarIds === undefined) === (allCalendars === undefined)) {
    throw new InputError(
      'invalid_selection',
      calendarIds === undefined
        ? 'Neither calendarIds nor allCalendars is given.'
        : 'Both calendarIds and allCalendars are given.',
    )
  }
  if (allCalendars === true) return { allCalendars }
  if (!Array.isArray(calendarIds) || calendarIds.length === 0 || !calendarIds.every(isNonEmptyString)) {
    throw new InputError('invalid_selection', 'calendarIds must be an array of at least one calendar ID.')
  }
  return { calendarIds }
}

/** @throws {InputError} `invalid_max_calendars` */
export function assertMaxCalendars(maxCalendars: number): void {
  if (Number.isInteger(maxCalendars) && maxCalendars >= 1 && maxCalendars <= MAX_CALENDARS_LIMIT) return
  throw new InputError('invalid_max_calendars', `maxCalendars must not be ${maxCalendars}.`)
}

/** Finds calendars by their IDs, each once. @throws {SelectionError} `unknown_calendars` */
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

/** Quotes at most ten IDs. They may come from a form, so a value that does not look like an ID is not shown. */
function quoteIds(values: readonly string[]): string {
  const shown = values
    .slice(0, 10)
    .map((value) => (CALENDAR_ID_PATTERN.test(value) ? `"${value}"` : '(not a calendar ID)'))
  return shown.join(', ') + (values.length > shown.length ? ` and ${values.length - shown.length} more` : '')
}

/**
 * An ID as in Cronofy's examples and in the tests of its SDKs, or a value that is too short to be a secret. That all IDs look like
 * this is a guess. It affects only the error message.
 */
const CALENDAR_ID_PATTERN = /^(?:cal_[\w@-]{1,80}|[\w-]{1,20})$/

function isWritable(calendar: CronofyCalendar): boolean {
  return !isDeleted(calendar) && calendar.calendar_readonly !== true
}

function isDeleted(calendar: CronofyCalendar): boolean {
  return calendar.calendar_deleted === true
}

function uniqueIds(calendars: readonly CronofyCalendar[]): string[] {
  return [...new Set(calendars.map((calendar) => calendar.calendar_id))]
}
