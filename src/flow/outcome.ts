/**
 * Calendars that were asked for, and calendars as they now are: the outcome. Pure.
 *
 * @module
 */
import type { CronofyCalendar } from '../client/response-parsers.ts'
import type { DataCenter } from '../data-centers.ts'

/** What came of a permission request, as the provider's own list of calendars shows it. */
export type OutcomeStatus =
  /** Every calendar that was asked for now reads `unrestricted`; at least one. */
  | 'granted'
  /** Some of them do. */
  | 'partial'
  /** None does, and the user came back with `error=access_denied`. */
  | 'rejected'
  /** None does, and nothing says why: not acted on, not visible yet, or the return was made up. */
  | 'unconfirmed'

/** What the application may do with one calendar now. */
export interface CalendarPermission {
  readonly calendarId: string
  /** The name that its owner gave it. It can contain any text, so escape it. `undefined` if Cronofy sends no name. */
  readonly calendarName: string | undefined
  /** Cronofy's value, such as `sandbox` or `unrestricted`. More values may be added. `undefined` if Cronofy sends none. */
  readonly permissionLevel: string | undefined
  /** Whether `permissionLevel` is `unrestricted` and the calendar still exists. */
  readonly granted: boolean
}

/** What came of a permission request. */
export interface Outcome {
  readonly status: OutcomeStatus
  /** Names the flow; the same for every outcome of one request. Key whatever you record by it. */
  readonly requestId: string
  readonly dataCenter: DataCenter
  readonly subject: string
  /** As it was given to `begin`; `undefined` where none was. */
  readonly returnTo: string | undefined
  /** The calendars that were asked for and are still listed. */
  readonly calendars: readonly CalendarPermission[]
  /** How many of those asked for are no longer listed, or are deleted. A missing one is not granted. */
  readonly missingCount: number
  /** When the calendars were read, RFC 3339 in UTC. */
  readonly verifiedAt: string
}

/** Whether the application may use a calendar without restriction. Anything but exactly `unrestricted` may not. */
export function isUnrestricted(calendar: CronofyCalendar): boolean {
  return calendar.permission_level === 'unrestricted' && calendar.calendar_deleted !== true
}

/** A calendar as the application sees it. */
export function toCalendarPermission(calendar: CronofyCalendar): CalendarPermission {
  return {
    calendarId: calendar.calendar_id,
    calendarName: calendar.calendar_name,
    permissionLevel: calendar.permission_level,
    granted: isUnrestricted(calendar),
  }
}

/**
 * Looks at every calendar that was asked for.
 *
 * @param requestedDigests The keys of the calendars that were asked for.
 * @param calendarsByDigest Every calendar of the user by its key, as the provider lists it now.
 * @param denied Whether the user came back with `error=access_denied`. It gives a reason, and never decides.
 */
export function determineOutcome(
  requestedDigests: readonly string[],
  calendarsByDigest: ReadonlyMap<string, CronofyCalendar>,
  denied: boolean,
): Pick<Outcome, 'status' | 'calendars' | 'missingCount'> {
  const calendars = requestedDigests
    .map((digest) => calendarsByDigest.get(digest))
    .filter((calendar) => calendar !== undefined)
    .filter((calendar) => calendar.calendar_deleted !== true)
    .map(toCalendarPermission)
  const missingCount = requestedDigests.length - calendars.length
  const grantedCount = calendars.filter((calendar) => calendar.granted).length
  return { status: toOutcomeStatus(grantedCount, requestedDigests.length, denied), calendars, missingCount }
}

function toOutcomeStatus(grantedCount: number, requestedCount: number, denied: boolean): OutcomeStatus {
  if (grantedCount > 0) return grantedCount === requestedCount ? 'granted' : 'partial'
  return denied ? 'rejected' : 'unconfirmed'
}
