import { expect, test } from 'vitest'
import { createCalendarHash, drawCalendarHash } from '../../../src/sealing/calendar-hash.ts'

const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `cal_${index}`)

test('drawCalendarHash() draws until no two calendars have the same digest', () => {
  // One draw has a collision among so many IDs more often than not.
  const ids = idsUpTo(90_000)
  expect(new Set(ids.map(drawCalendarHash(ids).digestOf)).size).toBe(ids.length)
})

test('drawCalendarHash() accepts an ID that is listed twice, and no ID', () => {
  expect(drawCalendarHash(['a', 'a', 'b']).digestOf('a')).not.toBe(drawCalendarHash(['a']).digestOf('b'))
  expect(drawCalendarHash([]).key).toHaveLength(16)
})

test('digests depend on the key, so that no one can prepare a collision', () => {
  const [one, two] = [drawCalendarHash([]), drawCalendarHash([])]
  expect(idsUpTo(100).filter((id) => one.digestOf(id) === two.digestOf(id))).toEqual([])
  expect(createCalendarHash(one.key).digestOf('a')).toBe(one.digestOf('a'))
})
