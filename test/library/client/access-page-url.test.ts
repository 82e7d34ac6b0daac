import { expect, test } from 'vitest'
import { accessPageUrl } from '../../../src/client/access-page-url.ts'
import { DATA_CENTER_IDS, DATA_CENTERS } from '../../../src/data-centers.ts'

const UNTRUSTED = [
  'javascript:alert(1)',
  'blob:https://app.cronofy.com/permissions',
  'filesystem:https://app.cronofy.com/permissions',
  'data:text/html,x',
  '//evil.example/permissions',
  '/permissions',
  '',
  'http://app.cronofy.com/permissions',
  'https://evil.example/permissions',
  'https://app.cronofy.com.evil.example/permissions',
  'https://evil.example/app.cronofy.com',
  'https://app.cronofy.com@evil.example/',
  'https://user@app.cronofy.com/permissions',
  'https://:secret@app.cronofy.com/permissions',
  'https://user:secret@app.cronofy.com/permissions',
  'https://app.cronofy.com./permissions',
  'https://app.cronofy.com:8443/permissions',
  'https://app-eu.cronofy.com/permissions',
  'https://api.cronofy.com/permissions',
  'https://xn--pp-7ia.cronofy.com/permissions',
  'https://аpp.cronofy.com/permissions',
  'http://127.0.0.1:4010/permissions',
]

test.each(UNTRUSTED)('accessPageUrl() rejects %j (T10)', (url) => {
  expect(accessPageUrl(url, undefined)).toBeUndefined()
})

test('accessPageUrl() allows the app hosts, and returns the parsed URL (T11)', () => {
  for (const id of DATA_CENTER_IDS) {
    const url = `https://${DATA_CENTERS[id].appHost}/permissions/abc`
    expect(accessPageUrl(url, undefined)).toBe(url)
  }
  expect(accessPageUrl('https://app.cronofy.com/a\r\nSet-Cookie: x', undefined)).toBe(
    'https://app.cronofy.com/aSet-Cookie:%20x',
  )
})

test('accessPageUrl() allows only the emulator when there is one', () => {
  expect(accessPageUrl('http://127.0.0.1:4010/de/permissions/x', 'http://127.0.0.1:4010')).toBe(
    'http://127.0.0.1:4010/de/permissions/x',
  )
  expect(accessPageUrl('blob:http://127.0.0.1:4010/de/permissions/x', 'http://127.0.0.1:4010')).toBeUndefined()
  expect(accessPageUrl('http://127.0.0.1:4011/de/permissions/x', 'http://127.0.0.1:4010')).toBeUndefined()
  expect(accessPageUrl('https://app.cronofy.com/permissions', 'http://127.0.0.1:4010')).toBeUndefined()
})
