/**
 * Compares the calendars that were requested with the calendars as Cronofy lists them now. Pure.
 *
 * @module
 */
import type { CronofyCalendar } from '../client/response-parsers.ts'
import type { DataCenter } from '../data-centers.ts'
import type { PermissionLevel } from '../permission-level.ts'

/** The result of a permission request, as Cronofy's list of calendars shows it. */
export type OutcomeStatus =
  /** Every requested calendar now has the requested level. There is at least one. */
  | 'granted'
  /** Some of the requested calendars have the requested level. */
  | 'partial'
  /** None has it, and the user came back with `error=access_denied`. */
  | 'rejected'
  /** None has it, for an unknown reason. The user did not decide, the grant is not visible yet, or the return was forged. */
  | 'unconfirmed'

/** What the application may do with one calendar now. */
export interface CalendarPermission {
  /** Cronofy's `calendar_id`. */
  readonly calendarId: string
  /** The name that its owner gave it. It can contain any text, so escape it. `undefined` if Cronofy sends no name. */
  readonly calendarName: string | undefined
  /** Cronofy's value, such as `sandbox` or `unrestricted`. More values may be added. `undefined` if Cronofy sends none. */
  readonly permissionLevel: string | undefined
  /** Whether the calendar has the requested level. `readPermissions` compares with `unrestricted`. */
  readonly granted: boolean
}

/** The verified result of a permission request. */
export interface Outcome {
  /** See {@link OutcomeStatus}. */
  readonly status: OutcomeStatus
  /** Identifies the request. It is the same in every outcome of one request, so use it as the key of your records. */
  readonly requestId: string
  /** The data center of the account. */
  readonly dataCenter: DataCenter
  /** The user, as the application names them: `account.subject`. */
  readonly subject: string
  /** The `returnTo` that was passed to `begin`, if any. */
  readonly returnTo: string | undefined
  /** The requested calendars that Cronofy still lists. */
  readonly calendars: readonly CalendarPermission[]
  /** How many requested calendars are deleted or no longer listed. They count as not granted. */
  readonly missingCount: number
  /** When the calendars were read, RFC 3339 in UTC. */
  readonly verifiedAt: string
}

/** Whether a calendar exists and has exactly this permission level. */
export function hasPermissionLevel(calendar: CronofyCalendar, permissionLevel: PermissionLevel): boolean {
  return calendar.permission_level === permissionLevel && calendar.calendar_deleted !== true
}

export function toCalendarPermission(calendar: CronofyCalendar, permissionLevel: PermissionLevel): CalendarPermission {
  return {
    calendarId: calendar.calendar_id,
    calendarName: calendar.calendar_name,
    permissionLevel: calendar.permission_level,
    granted: hasPermissionLevel(calendar, permissionLevel),
  }
}

/**
 * Determines the outcome of a request.
 *
 * @param requested The digests of the requested calendars, and the requested level.
 * @param calendarsByDigest All calendars of the user, as Cronofy lists them now.
 * @param denied Whether the user came back with `error=access_denied`. Anyone can append that, so it only gives a
 *   reason if nothing was granted.
 */
export function determineOutcome(
  requested: { readonly calendars: readonly number[]; readonly permissionLevel: PermissionLevel },
  calendarsByDigest: ReadonlyMap<number, CronofyCalendar>,
  denied: boolean,
): Pick<Outcome, 'status' | 'calendars' | 'missingCount'> {
  const requestedCount = requested.calendars.length
  const calendars = requested.calendars
    .map((digest) => calendarsByDigest.get(digest))
    .filter((calendar) => calendar !== undefined)
    .filter((calendar) => calendar.calendar_deleted !== true)
    .map((calendar) => toCalendarPermission(calendar, requested.permissionLevel))
  const grantedCount = calendars.filter((calendar) => calendar.granted).length
  return {
    status: toOutcomeStatus(grantedCount, requestedCount, denied),
    calendars,
    missingCount: requestedCount - calendars.length,
  }
}

function toOutcomeStatus(grantedCount: number, requestedCount: number, denied: boolean): OutcomeStatus {
  if (grantedCount > 0) return grantedCount === requestedCount ? 'granted' : 'partial'
  return denied ? 'rejected' : 'unconfirmed'
}
