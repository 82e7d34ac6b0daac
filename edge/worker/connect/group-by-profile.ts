/**
 * Calendars as a person knows them: by the account at the provider that they are in.
 *
 * @module
 */
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { calendarProviderName } from '../pages/parts/provider-name.ts'
import type { ProfileGroup } from '../pages/view-models.ts'

/** Calendars by profile, in the order in which they are listed, each as `toItem` makes it. */
export function groupByProfile<Item>(
  calendars: readonly CronofyCalendar[],
  toItem: (calendar: CronofyCalendar) => Item,
): ProfileGroup<Item>[] {
  return [...new Set(calendars.map((calendar) => calendar.profile_id))].map((id) => {
    const group = calendars.filter((calendar) => calendar.profile_id === id)
    return {
      name: group[0]?.profile_name ?? '',
      calendarProvider: calendarProviderName(group[0]?.provider_name),
      calendars: group.map(toItem),
    }
  })
}
