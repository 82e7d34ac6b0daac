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
  /** Every requested calendar has the requested level. */
  | 'granted'
  /** Some of the requested calendars have the requested level. */
  | 'partial'
  /** None of them has it, and the user returned with `error=access_denied`. */
  | 'rejected'
  /**
   * None of them has it, and the reason is not known. For example, the user did not decide, the grant does not show yet, or someone
   * forged the return.
   */
  | 'unconfirmed'

/** What the application may do with one calendar now. */
export interface CalendarPermission {
  /** Cronofy's `calendar_id`. */
  readonly calendarId: string
  /** The name of the calendar, which the user chose. It can contain any text, so escape it. `undefined` if Cronofy sends no name. */
  readonly calendarName: string | undefined
  /**
   * The current level as Cronofy sends it. `sandbox`: the application may change only events that it created. `unrestricted`: it may
   * also change and delete other events, if their own options allow it. More values may be added. `undefined` if Cronofy sends none.
   */
  readonly permissionLevel: string | undefined
  /** Whether the calendar has the requested level. In `readPermissions`: whether it is unrestricted. */
  readonly granted: boolean
}

/** The verified result of a permission request. */
export interface Outcome {
  /** What was granted. */
  readonly status: OutcomeStatus
  /** The random ID of the request. Every outcome of one request has the same ID, so use it as the key of your records. */
  readonly requestId: string
  /** The data center of the account. */
  readonly dataCenter: DataCenter
  /** Your ID of the user who made the request. */
  readonly subject: string
  /** The `returnTo` that you passed to `begin`, if any. */
  readonly returnTo: string | undefined
  /** The requested calendars, without those that `missingCount` counts. */
  readonly calendars: readonly CalendarPermission[]
  /** How many requested calendars are deleted or no longer listed. They count as not granted. */
  readonly missingCount: number
  /** When the calendars were read, in RFC 3339 format and UTC. */
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
 * @param denied Whether the user returned with `error=access_denied`. Anyone can add that to the URL, so it matters only if nothing
 *   was granted.
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
