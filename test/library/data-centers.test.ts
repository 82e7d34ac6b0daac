import fc from 'fast-check'
import { expect, test } from 'vitest'
import { description } from '../../generated/description.ts'
import {
  apiBaseUrl,
  appBaseUrl,
  DATA_CENTER_IDS,
  DATA_CENTERS,
  isAppOrigin,
  isDataCenter,
} from '../../src/data-centers.ts'

const NOT_DATA_CENTERS = [
  'eu',
  'US',
  'us ',
  '',
  '__proto__',
  'constructor',
  'us.evil.example',
  'us/../',
  undefined,
  null,
  0,
  {},
]

test.each(NOT_DATA_CENTERS)('apiBaseUrl() throws when the data center is %j (T9)', (value) => {
  expect(isDataCenter(value)).toBe(false)
  expect(() => apiBaseUrl(value as never)).toThrow(expect.objectContaining({ code: 'unknown_data_center' }))
  expect(() => appBaseUrl(value as never, 'http://127.0.0.1:4010')).toThrow(
    expect.objectContaining({ code: 'unknown_data_center' }),
  )
})

test('apiBaseUrl() returns no host but the known ones, for any string (T9)', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!(DATA_CENTER_IDS as readonly string[]).includes(text))
      expect(() => apiBaseUrl(text as never)).toThrow()
    }),
  )
})

test('apiBaseUrl() does not show a token that was passed as the data center (T8)', () => {
  for (const token of ['at_de_5f3a8c1e9b7d4f60a2c4e6f8091b3d5f', 'de\nabc', 'abcdefghijk']) {
    expect(() => apiBaseUrl(token as never)).toThrow('Data center (not shown) does not exist: the IDs are us, au')
  }
  expect(() => apiBaseUrl('eu' as never)).toThrow('Data center "eu" does not exist: the IDs are us, au')
})

test('the data centers are the servers of openapi.yaml, in the same order', () => {
  const ours = DATA_CENTER_IDS.map((id) => ({ url: apiBaseUrl(id), country: DATA_CENTERS[id].country }))
  expect(ours).toEqual(description.servers)
})

test('apiBaseUrl() and appBaseUrl() give the emulator one path per data center', () => {
  expect(apiBaseUrl('de', 'http://127.0.0.1:4010')).toBe('http://127.0.0.1:4010/de')
  expect(appBaseUrl('us', 'http://127.0.0.1:4010')).toBe('http://127.0.0.1:4010/us')
  expect(appBaseUrl('uk')).toBe('https://app-uk.cronofy.com')
})

test('isAppOrigin() accepts the app hosts over https only', () => {
  for (const id of DATA_CENTER_IDS) expect(isAppOrigin(`https://${DATA_CENTERS[id].appHost}`)).toBe(true)
  expect(isAppOrigin('http://app.cronofy.com')).toBe(false)
  expect(isAppOrigin('https://api.cronofy.com')).toBe(false)
  expect(isAppOrigin('https://app.cronofy.com:8443')).toBe(false)
})

test('isDataCenter() rejects an object that converts to an ID', () => {
  expect(isDataCenter(['us'])).toBe(false)
  expect(isDataCenter({ toString: () => 'us' })).toBe(false)
})
