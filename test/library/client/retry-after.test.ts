import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRetryAfter } from '../../../src/client/retry-after.ts'

const NOW = Date.UTC(2026, 0, 1)

test.each([
  '',
  '-1',
  '1.5',
  '+1',
  '1e3',
  ' 1',
  'soon',
  '99999999999',
  'Thu, 01 Jan 2026',
  'xThu, 01 Jan 2026 00:00:10 GMT',
  'Thu, 01 Jan 2026 00:00:10 GMTx',
  '2026-01-01T00:00:10Z',
])('parseRetryAfter() gives undefined when the value is %j', (value) => {
  expect(parseRetryAfter(value, NOW)).toBeUndefined()
})

test('parseRetryAfter() gives undefined when there is no header', () => {
  expect(parseRetryAfter(null, NOW)).toBeUndefined()
})

test('parseRetryAfter() gives undefined for a date that does not exist', () => {
  expect(parseRetryAfter('Thu, 45 Jan 2026 00:00:10 GMT', NOW)).toBeUndefined()
})

test('parseRetryAfter() reads seconds', () => {
  expect(parseRetryAfter('0', NOW)).toBe(0)
  expect(parseRetryAfter('120', NOW)).toBe(120)
})

test('parseRetryAfter() reads an IMF-fixdate, and a past one as 0', () => {
  expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:10 GMT', NOW)).toBe(10)
  expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:10 GMT', NOW + 9_500)).toBe(1)
  expect(parseRetryAfter('Wed, 31 Dec 2025 23:59:59 GMT', NOW)).toBe(0)
})

test('parseRetryAfter() is never negative, and never NaN, for any string', () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^\d*$/),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  )
  fc.assert(
    fc.property(text, (value) => {
      const seconds = parseRetryAfter(value, NOW)
      expect(seconds === undefined || (Number.isFinite(seconds) && seconds >= 0)).toBe(true)
    }),
  )
})

test('parseRetryAfter() reads any delay and any date as it was written, and rounds up', () => {
  const date = fc.date({ min: new Date(NOW), max: new Date(Date.UTC(9999, 0, 1)), noInvalidDate: true })
  fc.assert(
    fc.property(fc.nat({ max: 9_999_999_999 }), date, fc.nat({ max: 999 }), (seconds, at, offMs) => {
      expect(parseRetryAfter(String(seconds), NOW)).toBe(seconds)
      const atSeconds = Math.floor(at.getTime() / 1000)
      expect(parseRetryAfter(at.toUTCString(), NOW - offMs)).toBe(Math.ceil((atSeconds * 1000 - NOW + offMs) / 1000))
    }),
  )
})
