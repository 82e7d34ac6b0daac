/**
 * The selected calendars as a query parameter, so that an error or a filter does not lose the selection.
 *
 * @module
 */
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { calendarDigest } from '../../../src/sealing/permission-request.ts'
import { PATHS } from '../pages/paths.ts'

/** The query parameter of the page to select calendars. */
export const SELECTED_PARAM = 'selected'

/** `calendarDigest` returns 11 characters. */
const DIGEST_PATTERN = /[A-Za-z0-9_-]{11}/g

/** No calendar is selected. An absent parameter means every eligible calendar. */
const EMPTY_SELECTION = '-'

/**
 * More calendars than one request may contain, so that users who selected too many keep their selection. The URL has up
 * to 5,500 characters.
 */
const MAX_SERIALIZED_IDS = 500

/** Serializes a selection. One that is too long for a URL becomes empty: an absent one would select every calendar. */
export async function serializeSelection(calendarIds: readonly string[]): Promise<string> {
  if (calendarIds.length === 0 || calendarIds.length > MAX_SERIALIZED_IDS) return EMPTY_SELECTION
  return (await Promise.all(calendarIds.map(calendarDigest))).join('')
}

/** The URL of the page to select calendars. Without `selection`, every eligible calendar is selected. */
export function calendarsUrl(selection: string | undefined): string {
  return selection === undefined
    ? PATHS.calendars
    : `${PATHS.calendars}?${new URLSearchParams({ [SELECTED_PARAM]: selection })}`
}

/** The IDs of the selected calendars. Undefined without a selection. */
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
