import { type Clock, MAX_TIME_MS } from '../store/clock.ts'
import { httpError, quoteValue } from '../validation/messages.ts'

/**
 * Advances the clock by seconds that are not validated yet.
 *
 * @throws HTTPException 422 if they are missing, not a number, negative, or lead to a time after 9999.
 */
export function advanceClock(clock: Clock, seconds: unknown): void {
  const action = 'advance the clock'
  if (seconds === undefined) throw httpError(422, action, 'advance_seconds is missing')
  if (typeof seconds !== 'number' || !(seconds >= 0) || clock.now() + seconds * 1000 > MAX_TIME_MS) {
    throw httpError(
      422,
      action,
      `advance_seconds is ${quoteValue(seconds)}, not a number of seconds from 0 to the year 9999`,
    )
  }
  clock.advance(seconds)
}
