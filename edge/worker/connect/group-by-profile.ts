/**
 * Groups calendars by profile, the account at a calendar provider that they belong to.
 *
 * @module
 */
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { calendarProviderName } from '../pages/parts/provider-name.ts'
import type { ProfileGroup } from '../pages/view-models.ts'

/** Groups calendars by profile in the order in which Cronofy lists them. */
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
