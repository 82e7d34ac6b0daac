/**
 * Pushing the clock forward by what somebody asked for.
 *
 * @module
 */
import { type Clock, MAX_TIME_MS } from '../store/clock.ts'
import { httpError, quoteValue } from '../validation/messages.ts'

/**
 * Advances the clock by seconds that are still unchecked.
 *
 * @throws HTTPException 422 where they are missing, no number, negative, or lead past what RFC 3339 can write.
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
