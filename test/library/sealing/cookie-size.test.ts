import { expect, test } from 'vitest'
import { cookieBytes, MAX_COOKIE_BYTES } from '../../../src/sealing/cookie-size.ts'

test('cookieBytes() counts the bytes of name and value, not their characters (T7)', () => {
  expect(cookieBytes('name', 'v'.repeat(4092))).toBe(MAX_COOKIE_BYTES)
  expect(cookieBytes('name', 'ü')).toBe(6)
})
