import { expect, test } from 'vitest'
import { createClock, toTimestamp } from '../../../edge/sandbox/store/clock.ts'

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

test('set() makes it that time, from which the clock runs on', () => {
  let time = 1000
  const clock = createClock(() => time)
  clock.advance(60)
  clock.set(500)
  expect(clock.now()).toBe(500)
  time = 1001
  clock.advance(1)
  expect(clock.now()).toBe(1501)
})

test('now() gives whole milliseconds', () => {
  const clock = createClock(() => 1.75)
  clock.advance(0.0005)
  expect(clock.now()).toBe(2)
})

test('toTimestamp() writes RFC 3339', () => {
  expect(toTimestamp(0)).toBe('1970-01-01T00:00:00.000Z')
})
