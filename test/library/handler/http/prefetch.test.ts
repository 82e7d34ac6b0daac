import { expect, test } from 'vitest'
import { isPrefetch } from '../../../../src/handler/http/prefetch.ts'

const check = (headers: Record<string, string>, method = 'GET') =>
  isPrefetch(new Request('https://app.example.com/', { method, headers }))

test.each([
  ['Sec-Purpose', 'prefetch'],
  ['Sec-Purpose', 'prefetch;prerender'],
  ['Sec-Purpose', 'prefetch;anonymous-client-ip'],
  ['Sec-Purpose', 'PREFETCH'],
  ['Purpose', 'prefetch'],
  ['Purpose', 'Preview'],
  ['X-Purpose', 'preview'],
  ['X-Purpose', ': preview'],
  ['X-Moz', 'prefetch'],
  ['X-Moz', 'Prefetch'],
  ['Sec-Purpose', 'prerender'],
])('isPrefetch() returns true when %s is %s (T28)', (name, value) => {
  expect(check({ [name]: value })).toBe(true)
})

test('isPrefetch() returns true for a HEAD (T28)', () => {
  expect(check({}, 'HEAD')).toBe(true)
})

test.each([
  ['no header', {}],
  ['another purpose', { 'Sec-Purpose': 'navigation' }],
  ['a word that contains it', { Purpose: 'noprefetching' }],
  ['the value of another header', { 'Sec-Fetch-Mode': 'prefetch' }],
])('isPrefetch() returns false when there is %s', (_, headers) => {
  expect(check(headers)).toBe(false)
})
