import { expect, test } from 'vitest'
import { HttpError } from '../../../src/handler/errors/http-error.ts'
import { createSealedCookies } from '../../../src/handler/sealed-cookies.ts'
import { createClock } from '../../helpers/clock.ts'
import { createKeys } from '../../helpers/fixtures.ts'

const ORIGIN = 'https://app.example.com'

function setUp(overrides: { origin?: string; audience?: string; purpose?: string; graceSeconds?: number } = {}) {
  const clock = createClock()
  const options = { purpose: 'test', origin: ORIGIN, ttlSeconds: 60, now: clock.now, ...overrides }
  return { cookies: createSealedCookies(createKeys(), options), clock }
}

/** A request with the cookie of a `Set-Cookie` header. */
function requestWith(setCookie: string): Request {
  return new Request(ORIGIN, { headers: { cookie: setCookie.split(';')[0] ?? '' } })
}

test('set() throws when the browser would drop the cookie (T7)', async () => {
  await expect(setUp().cookies.set('name', { text: 'x'.repeat(4000) })).rejects.toThrow(
    expect.objectContaining({ code: 'cookie_too_large' }),
  )
})

test('set() accepts a cookie of 4096 bytes, name and value, and none of 4097 (T7)', async () => {
  const { cookies } = setUp()
  const claims = { text: 'x'.repeat(2600) }
  const value = /^__Host-n=([^;]+)/.exec(await cookies.set('n', claims))?.[1] ?? ''
  for (let bytes = 4080; bytes <= 4110; bytes++) {
    const result = await cookies
      .set('n'.repeat(bytes - value.length - '__Host-'.length), claims)
      .catch((error) => error)
    expect(result instanceof HttpError, `${bytes} bytes`).toBe(bytes > 4096)
  }
})

test('set() returns a __Host- cookie that no script reads', async () => {
  expect(await setUp().cookies.set('name', { text: 'x' })).toMatch(
    /^__Host-name=[\w.-]+; Max-Age=60; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test.each([
  ['http://localhost:8787', 'port-8787-name'],
  ['http://localhost', 'port-80-name'],
])('set() names the cookie of %s %s, without the prefix and `Secure`', async (origin, name) => {
  expect(await setUp({ origin }).cookies.set('name', { text: 'x' })).toMatch(
    new RegExp(`^${name}=[\\w.-]+; Max-Age=60; Path=/; HttpOnly; SameSite=Lax$`),
  )
})

test('set() accepts a shorter lifetime, and adds graceSeconds to Max-Age only', async () => {
  const { cookies, clock } = setUp({ graceSeconds: 30 })
  const cookie = await cookies.set('name', { text: 'x' }, { ttlSeconds: 10 })
  expect(cookie).toContain('; Max-Age=40;')
  expect(await cookies.open(requestWith(''), 'name')).toEqual({ status: 'invalid' })
  clock.advance(9000)
  expect(await cookies.open(requestWith(cookie), 'name')).toMatchObject({ status: 'valid', claims: { text: 'x' } })
  expect(await cookies.get(requestWith(cookie), 'name')).toMatchObject({ text: 'x' })
  clock.advance(1000)
  expect(await cookies.open(requestWith(cookie), 'name')).toMatchObject({ status: 'expired', claims: { text: 'x' } })
  expect(await cookies.get(requestWith(cookie), 'name')).toBeUndefined()
})

test('get() returns nothing for another purpose, origin, or audience, an old cookie, or none', async () => {
  const { cookies, clock } = setUp()
  const request = requestWith(await cookies.set('name', { text: 'x' }))
  expect(await cookies.get(request, 'name')).toMatchObject({ text: 'x' })
  expect(await cookies.get(requestWith(''), 'name')).toBeUndefined()
  for (const other of [{ purpose: 'other' }, { origin: 'https://other.example.com' }, { audience: `${ORIGIN}/x` }]) {
    expect(await setUp(other).cookies.get(request, 'name')).toBeUndefined()
  }
  clock.advance(60_000)
  expect(await cookies.get(request, 'name')).toBeUndefined()
})

test('clear() deletes the cookie', () => {
  expect(setUp().cookies.clear('name')).toBe('__Host-name=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax')
})

test('clearOldest() deletes all but the newest cookies with a prefix', () => {
  const cookie = ['a=1', '__Host-try-1=x', '__Host-try-2=x', '__Host-other=x', 'try-0=x', '__Host-try-3=x'].join('; ')
  const request = new Request(ORIGIN, { headers: { cookie } })
  const { cookies } = setUp()
  expect(cookies.clearOldest(request, 'try-', 2).map((header) => header.split(';')[0])).toEqual(['__Host-try-1='])
  expect(cookies.clearOldest(request, 'try-', 3)).toEqual([])
  expect(cookies.clearOldest(request, 'try-', 2)[0]).toContain('; Secure')
})

test('clearOldest() deletes without `Secure` where the cookies have none', () => {
  const request = new Request('http://localhost:8787', { headers: { cookie: 'port-8787-try-1=x' } })
  const { cookies } = setUp({ origin: 'http://localhost:8787' })
  expect(cookies.clearOldest(request, 'try-', 0)).toEqual([
    'port-8787-try-1=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
  ])
})
