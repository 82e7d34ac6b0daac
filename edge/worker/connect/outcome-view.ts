/**
 * The calendars of an outcome by their profiles: two may well have the same name.
 *
 * @module
 */

import type { Client } from '../../../src/client/client.ts'
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import type { Outcome } from '../../../src/flow/outcome.ts'
import type { Access } from '../i18n/messages.ts'
import type { CalendarAccess, Profile } from '../pages/view-models.ts'
import { byProfile } from './group-by-profile.ts'

/** A client that remembers the calendars that it listed last: an outcome has no profiles, and to list once more would take its time. */
export function watchLists(client: Client): { watching: Client; lastListed: () => readonly CronofyCalendar[] } {
  let listed: CronofyCalendar[] = []
  const watching: Client = {
    ...client,
    async listCalendars(...given) {
      listed = await client.listCalendars(...given)
      return listed
    },
  }
  return { watching, lastListed: () => listed }
}

/** The calendars of an outcome, with what the application may do there. */
export function accessByProfile({ calendars }: Outcome, listed: readonly CronofyCalendar[]): Profile<CalendarAccess>[] {
  const asked = new Map(calendars.map((calendar) => [calendar.calendarId, calendar]))
  const there = new Map(listed.map((calendar) => [calendar.calendar_id, calendar]))
  return byProfile(
    [...asked.keys()].map((id) => there.get(id)).filter((calendar) => calendar !== undefined),
    (calendar) => ({
      id: calendar.calendar_id,
      name: calendar.calendar_name ?? '',
      access: accessTo(calendar, asked.get(calendar.calendar_id)?.granted === true),
    }),
  )
}

/** The provider's words for permission are an open set. */
function accessTo(calendar: CronofyCalendar, granted: boolean): Access {
  if (calendar.calendar_readonly === true) return granted ? 'fullReadOnly' : 'readOnly'
  if (granted) return 'full'
  return calendar.permission_level === 'sandbox' ? 'own' : 'other'
}
