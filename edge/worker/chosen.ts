/**
 * Which calendars were ticked, short enough for an address: so that who could not go on finds their choice again.
 *
 * @module
 */
import type { Calendar } from '../../src/checks.ts'
import { calendarKey } from '../../src/permission-request.ts'
import { MAX_CALENDARS_LIMIT } from '../../src/selection.ts'

/** The parameter of the page where calendars are chosen. */
export const CHOSEN_PARAMETER = 'chosen'

/** `calendarKey` gives 11 characters each. */
const KEY = /[A-Za-z0-9_-]{11}/g

/** The choice as a text; `undefined` where there is none, or more than can be asked for at once. */
export async function writeChosen(calendarIds: readonly string[]): Promise<string | undefined> {
  if (calendarIds.length === 0 || calendarIds.length > MAX_CALENDARS_LIMIT) return undefined
  return (await Promise.all(calendarIds.map(calendarKey))).join('')
}

/** The page where calendars are chosen, with these ticked. */
export async function chosenAddress(calendarIds: readonly string[]): Promise<string> {
  const chosen = await writeChosen(calendarIds)
  return chosen === undefined ? '/calendars' : `/calendars?${new URLSearchParams({ [CHOSEN_PARAMETER]: chosen })}`
}

/** The ids that were chosen, of the calendars there are; `undefined` where the text names none of them. */
export async function readChosen(
  text: string | undefined,
  calendars: readonly Calendar[],
): Promise<ReadonlySet<string> | undefined> {
  const keys = new Set(text?.match(KEY))
  const ids = calendars.map(({ calendar_id: id }) => id)
  const named = await Promise.all(ids.map(async (id) => keys.has(await calendarKey(id))))
  const chosen = ids.filter((_, index) => named[index])
  return chosen.length === 0 ? undefined : new Set(chosen)
}
