import { expect, test } from 'vitest'
import { addToQuery, isWebAddress } from '../../../edge/sandbox/http/web-url.ts'

test.each(['', '/relative', '//example.com', 'example.com', 'javascript:alert(1)', 'mailto:a@b.c', 'data:text/html,x'])(
  'isWebAddress() is false for %j',
  (text) => {
    expect(isWebAddress(text)).toBe(false)
  },
)

test.each(['https://example.com', 'http://localhost:8787/back?x=1'])('isWebAddress() is true for %j', (text) => {
  expect(isWebAddress(text)).toBe(true)
})

test.each([
  ['https://a.example/', 'https://a.example/?error=access_denied'],
  ['https://a.example/?', 'https://a.example/?error=access_denied'],
  ['https://a.example/back?x=1', 'https://a.example/back?x=1&error=access_denied'],
  ['https://a.example/?x=%20+%2B&x=2', 'https://a.example/?x=%20+%2B&x=2&error=access_denied'],
  ['https://a.example/?x#here', 'https://a.example/?x&error=access_denied#here'],
])('addToQuery() leaves the query of %j as it was written', (address, expected) => {
  expect(addToQuery(address, { error: 'access_denied' })).toBe(expected)
})

test('addToQuery() escapes what it adds', () => {
  expect(addToQuery('https://a.example/', { state: 'a&b=c d' })).toBe('https://a.example/?state=a%26b%3Dc+d')
})

test('addToQuery() adds nothing when there is nothing to add', () => {
  expect(addToQuery('https://a.example/?x=1', {})).toBe('https://a.example/?x=1')
})
