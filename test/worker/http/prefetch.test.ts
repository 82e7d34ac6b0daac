import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { isPrefetch } from '../../../edge/worker/http/prefetch.ts'

const app = new Hono().get('/', (c) => c.text(String(isPrefetch(c)), 200, { 'x-prefetch': String(isPrefetch(c)) }))

async function check(headers: Record<string, string>, method = 'GET'): Promise<string | null> {
  return (await app.request('/', { method, headers })).headers.get('x-prefetch')
}

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
])('isPrefetch() returns true when %s is %s (T28)', async (name, value) => {
  expect(await check({ [name]: value })).toBe('true')
})

test('isPrefetch() returns true for a HEAD (T28)', async () => {
  expect(await check({}, 'HEAD')).toBe('true')
})

test.each([
  ['no header', {}],
  ['another purpose', { 'Sec-Purpose': 'navigation' }],
  ['a word that contains it', { Purpose: 'noprefetching' }],
  ['the value of another header', { 'Sec-Fetch-Mode': 'prefetch' }],
])('isPrefetch() returns false when there is %s', async (_, headers) => {
  expect(await check(headers)).toBe('false')
})
