/**
 * Which calendars were ticked, short enough for an address: so that who could not go on finds their choice again.
 *
 * @module
 */
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { calendarDigest } from '../../../src/sealing/permission-request.ts'

/** The parameter of the page where calendars are chosen. */
export const SELECTED_PARAM = 'selected'

/** `calendarDigest` gives 11 characters each. */
const DIGEST_PATTERN = /[A-Za-z0-9_-]{11}/g

/** The choice of none, which is not to say nothing: that would be the choice of every one that can be changed. */
const EMPTY_SELECTION = '-'

/** More than can be asked for at once, so that nobody who has to choose fewer begins anew; and an address of 5,500 characters. */
const MAX_SERIALIZED_IDS = 500

/** The choice as a text. Of more than an address can hold none is left: to say nothing would be the choice of all. */
export async function serializeSelection(calendarIds: readonly string[]): Promise<string> {
  if (calendarIds.length === 0 || calendarIds.length > MAX_SERIALIZED_IDS) return EMPTY_SELECTION
  return (await Promise.all(calendarIds.map(calendarDigest))).join('')
}

/** The page where calendars are chosen, with the choice that a text is; with that of nobody without one. */
export function calendarsUrl(selection: string | undefined): string {
  return selection === undefined ? '/calendars' : `/calendars?${new URLSearchParams({ [SELECTED_PARAM]: selection })}`
}

/** The ids that were chosen, of the calendars there are; `undefined` where nobody chose yet. */
export async function parseSelection(
  serialized: string | undefined,
  calendars: readonly CronofyCalendar[],
): Promise<ReadonlySet<string> | undefined> {
  if (serialized === undefined) return undefined
  const digests = new Set(serialized.match(DIGEST_PATTERN))
  const ids = calendars.map(({ calendar_id: id }) => id)
  const isSelected = await Promise.all(ids.map(async (id) => digests.has(await calendarDigest(id))))
  return new Set(ids.filter((_, index) => isSelected[index]))
}
