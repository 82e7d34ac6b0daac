/**
 * Which calendars were ticked, short enough for an address: so that who could not go on finds their choice again.
 *
 * @module
 */
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { calendarDigest } from '../../../src/sealing/permission-request.ts'

/** The parameter of the page where calendars are chosen. */
export const CHOSEN_PARAMETER = 'chosen'

/** `calendarDigest` gives 11 characters each. */
const KEY = /[A-Za-z0-9_-]{11}/g

/** The choice of none, which is not to say nothing: that would be the choice of every one that can be changed. */
const NONE = '-'

/** More than can be asked for at once, so that nobody who has to choose fewer begins anew; and an address of 5,500 characters. */
const MAX_WRITTEN = 500

/** The choice as a text. Of more than an address can hold none is left: to say nothing would be the choice of all. */
export async function writeChosen(calendarIds: readonly string[]): Promise<string> {
  if (calendarIds.length === 0 || calendarIds.length > MAX_WRITTEN) return NONE
  return (await Promise.all(calendarIds.map(calendarDigest))).join('')
}

/** The page where calendars are chosen, with the choice that a text is; with that of nobody without one. */
export function choiceAddress(chosen: string | undefined): string {
  return chosen === undefined ? '/calendars' : `/calendars?${new URLSearchParams({ [CHOSEN_PARAMETER]: chosen })}`
}

/** The ids that were chosen, of the calendars there are; `undefined` where nobody chose yet. */
export async function readChosen(
  text: string | undefined,
  calendars: readonly CronofyCalendar[],
): Promise<ReadonlySet<string> | undefined> {
  if (text === undefined) return undefined
  const keys = new Set(text.match(KEY))
  const ids = calendars.map(({ calendar_id: id }) => id)
  const named = await Promise.all(ids.map(async (id) => keys.has(await calendarDigest(id))))
  return new Set(ids.filter((_, index) => named[index]))
}
