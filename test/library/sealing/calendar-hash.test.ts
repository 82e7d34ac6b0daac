import { expect, test } from 'vitest'
import { createCalendarHash, drawCalendarHash } from '../../../src/sealing/calendar-hash.ts'

const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `cal_${index}`)

const colliding = { key: new Uint8Array(16), digestOf: () => 1 }

test('drawCalendarHash() draws until no two calendars have the same digest', () => {
  const distinct = createCalendarHash(new Uint8Array(16))
  const hashes = [colliding, colliding, distinct, colliding]
  expect(drawCalendarHash(['a', 'b'], () => hashes.shift() ?? colliding)).toBe(distinct)
  expect(hashes).toHaveLength(1)
})

test('drawCalendarHash() draws at most 100 times', () => {
  let draws = 0
  const draw = () => {
    draws++
    return colliding
  }
  expect(drawCalendarHash(['a', 'b'], draw)).toBe(colliding)
  expect(draws).toBe(100)
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
