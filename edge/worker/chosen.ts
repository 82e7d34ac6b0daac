/**
 * Which calendars were ticked, short enough for an address: so that who could not go on finds their choice again.
 *
 * @module
 */
import type { Calendar } from '../../src/checks.ts'
import { calendarKey } from '../../src/permission-request.ts'

/** The parameter of the page where calendars are chosen. */
export const CHOSEN_PARAMETER = 'chosen'

/** `calendarKey` gives 11 characters each. */
const KEY = /[A-Za-z0-9_-]{11}/g

/** The choice of none, which is not to say nothing: that would be the choice of every one that can be changed. */
const NONE = '-'

/** More than can be asked for at once, so that nobody who has to choose fewer begins anew; and an address of 5,500 characters. */
const MAX_WRITTEN = 500

/** The choice as a text; `undefined` where there are too many for an address. */
export async function writeChosen(calendarIds: readonly string[]): Promise<string | undefined> {
  if (calendarIds.length > MAX_WRITTEN) return undefined
  if (calendarIds.length === 0) return NONE
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
  if (text === NONE) return new Set()
  const keys = new Set(text?.match(KEY))
  const ids = calendars.map(({ calendar_id: id }) => id)
  const named = await Promise.all(ids.map(async (id) => keys.has(await calendarKey(id))))
  const chosen = ids.filter((_, index) => named[index])
  return chosen.length === 0 ? undefined : new Set(chosen)
}
