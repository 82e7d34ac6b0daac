/**
 * Groups calendars by profile, the account at a calendar provider that they belong to.
 *
 * @module
 */
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { displayName } from '../../../src/shared/display-name.ts'
import { calendarProviderName } from '../pages/parts/provider-name.ts'
import type { ProfileGroup } from '../pages/view-models.ts'

/** Groups calendars by profile in the order in which Cronofy lists them. */
export function groupByProfile<Item>(
  calendars: readonly CronofyCalendar[],
  toItem: (calendar: CronofyCalendar) => Item,
): ProfileGroup<Item>[] {
  const groups = new Map<string | undefined, CronofyCalendar[]>()
  for (const calendar of calendars) {
    const group = groups.get(calendar.profile_id)
    if (group === undefined) groups.set(calendar.profile_id, [calendar])
    else group.push(calendar)
  }
  return [...groups.values()].map((group) => ({
    name: displayName(group[0]?.profile_name),
    calendarProvider: displayName(calendarProviderName(group[0]?.provider_name)),
    calendars: group.map(toItem),
  }))
}
