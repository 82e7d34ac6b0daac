import { expect, test } from 'vitest'
import { checkCookieSize } from '../src/cookie-size.ts'

test('checkCookieSize() throws when name and value are 4097 bytes long (T7)', () => {
  expect(() => checkCookieSize('name', 'v'.repeat(4093))).toThrow(
    expect.objectContaining({ code: 'permission_request_too_long' }),
  )
  expect(() => checkCookieSize('name', 'v'.repeat(4092))).not.toThrow()
})

test('checkCookieSize() counts bytes, not characters (T7)', () => {
  expect(() => checkCookieSize('name', 'ü'.repeat(2047))).toThrow()
})
