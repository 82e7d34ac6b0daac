/**
 * The calendars of an outcome by their profiles: two may well have the same name.
 *
 * @module
 */

import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import type { Outcome } from '../../../src/flow/outcome.ts'
import type { AccessKind } from '../i18n/messages.ts'
import type { CalendarResult, ProfileGroup } from '../pages/view-models.ts'
import { groupByProfile } from './group-by-profile.ts'

/** The calendars of an outcome, with what the application may do there. */
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
      name: calendar.calendar_name ?? '',
      access: accessKindOf(calendar, requested.get(calendar.calendar_id)?.granted === true),
    }),
  )
}

/** The provider's words for permission are an open set. */
function accessKindOf(calendar: CronofyCalendar, granted: boolean): AccessKind {
  if (calendar.calendar_readonly === true) return granted ? 'unrestrictedReadOnly' : 'readOnly'
  if (granted) return 'unrestricted'
  return calendar.permission_level === 'sandbox' ? 'ownEventsOnly' : 'unknown'
}
