import { expect, test } from 'vitest'
import { createClock, toTimestamp } from '../../edge/sandbox/clock.ts'

test('createClock() runs with the time it is given, ahead by what it was advanced', () => {
  let time = 1000
  const clock = createClock(() => time)
  expect(clock.now()).toBe(1000)
  clock.advance(2)
  clock.advance(0.5)
  expect(clock.now()).toBe(3500)
  time = 1001
  expect(clock.now()).toBe(3501)
})

test('toTimestamp() writes RFC 3339', () => {
  expect(toTimestamp(0)).toBe('1970-01-01T00:00:00.000Z')
})
