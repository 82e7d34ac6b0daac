import { type Clock, MAX_TIME_MS } from '../store/clock.ts'
import { httpError } from '../validation/messages.ts'
import { type FieldSchemas, parseFields } from './request-fields.ts'

const ACTION = 'advance the clock'

const FIELDS: FieldSchemas = {
  advance_seconds: { type: 'number', minimum: 0, description: 'Pass a number of seconds from 0.' },
}

/**
 * Advances the clock by `{advance_seconds}`, which is not validated yet.
 *
 * @throws HTTPException 422 if it is missing, not a number, negative, or leads to a time after 9999.
 */
export function advanceClock(clock: Clock, body: unknown): void {
  const { advance_seconds: seconds } = parseFields<{ advance_seconds: number }>(body, ACTION, FIELDS)
  if (clock.now() + seconds * 1000 > MAX_TIME_MS) {
    throw httpError(422, ACTION, '/advance_seconds: The time would be later than the year 9999.')
  }
  clock.advance(seconds)
}
