import { expect, test } from 'vitest'
import { appendQuery, isHttpUrl } from '../../../edge/sandbox/http/web-url.ts'

test.each(['', '/relative', '//example.com', 'example.com', 'javascript:alert(1)', 'mailto:a@b.c', 'data:text/html,x'])(
  'isHttpUrl() is false for %j',
  (text) => {
    expect(isHttpUrl(text)).toBe(false)
  },
)

test.each(['https://example.com', 'http://localhost:8787/back?x=1'])('isHttpUrl() is true for %j', (text) => {
  expect(isHttpUrl(text)).toBe(true)
})

test.each([
  ['https://a.example/', 'https://a.example/?error=access_denied'],
  ['https://a.example/?', 'https://a.example/?error=access_denied'],
  ['https://a.example/back?x=1', 'https://a.example/back?x=1&error=access_denied'],
  ['https://a.example/?x=%20+%2B&x=2', 'https://a.example/?x=%20+%2B&x=2&error=access_denied'],
  ['https://a.example/?x#here', 'https://a.example/?x&error=access_denied#here'],
])('appendQuery() leaves the query of %j as it was written', (url, expected) => {
  expect(appendQuery(url, { error: 'access_denied' })).toBe(expected)
})

test('appendQuery() escapes what it adds', () => {
  expect(appendQuery('https://a.example/', { state: 'a&b=c d' })).toBe('https://a.example/?state=a%26b%3Dc+d')
})

test('appendQuery() adds nothing when there is nothing to add', () => {
  expect(appendQuery('https://a.example/?x=1', {})).toBe('https://a.example/?x=1')
})
