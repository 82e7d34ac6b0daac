import { expect, test } from 'vitest'
import { cookieByteLength, MAX_COOKIE_BYTES } from '../../../src/sealing/cookie-size.ts'

test('cookieByteLength() counts the bytes of name and value, not their characters (T7)', () => {
  expect(cookieByteLength('name', 'v'.repeat(4092))).toBe(MAX_COOKIE_BYTES)
  expect(cookieByteLength('name', 'ü')).toBe(6)
})
