/**
 * The calendars of an outcome, grouped by profile, because calendars of two profiles can have the same name.
 *
 * @module
 */

import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import type { Outcome } from '../../../src/flow/outcome.ts'
import { displayName } from '../../../src/shared/display-name.ts'
import { groupByProfile } from '../calendar-list/group-by-profile.ts'
import type { AccessKind } from '../i18n/messages.ts'
import type { CalendarResult, ProfileGroup } from '../pages/view-models.ts'

/** The requested calendars with what the application may do in each. */
export function toResultGroups(
  { calendars }: Outcome,
  listed: readonly CronofyCalendar[],
): ProfileGroup<CalendarResult>[] {
  const requested = new Map(calendars.map((calendar) => [calendar.calendarId, calendar]))
  const current = new Map(listed.map((calendar) => [calendar.calendar_id, calendar]))
  return groupByProfile(
    [...requested.keys()].map((id) => current.get(id)).filter((calendar) => calendar !== undefined),
    (calendar) => ({
      id: calendar.calendar_id,
      name: displayName(calendar.calendar_name),
      access: accessKindOf(calendar, requested.get(calendar.calendar_id)?.granted === true),
    }),
  )
}

/** Cronofy may add permission levels. */
function accessKindOf(calendar: CronofyCalendar, granted: boolean): AccessKind {
  if (calendar.calendar_readonly === true) return granted ? 'unrestrictedReadOnly' : 'readOnly'
  if (granted) return 'unrestricted'
  return calendar.permission_level === 'sandbox' ? 'ownEventsOnly' : 'unknown'
}
