import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createSealedCookies } from '../../../edge/worker/session/sealed-cookie.ts'
import { createClock } from '../../helpers/clock.ts'
import { createKeys } from '../../helpers/fixtures.ts'

function setUp(origin = 'https://app.example.com', purpose = 'test') {
  const clock = createClock()
  const cookies = createSealedCookies(createKeys(), { purpose, origin, ttlSeconds: 60, now: clock.now })
  const app = new Hono()
  app.onError((error, c) => c.json(error, 500))
  app.get('/set/:length', async (c) => {
    await cookies.set(c, 'name', { text: 'x'.repeat(Number(c.req.param('length'))) })
    return c.body(null)
  })
  app.get('/named/:name', async (c) => {
    await cookies.set(c, c.req.param('name'), { text: 'x'.repeat(2600) })
    return c.body(null)
  })
  app.get('/get', async (c) => c.json((await cookies.get(c, 'name')) ?? null))
  app.get('/clear', (c) => {
    cookies.clear(c, 'name')
    return c.body(null)
  })
  return { app, clock }
}

test('set() throws, and sets nothing, when the cookie would be dropped (T7)', async () => {
  const { app } = setUp()
  const response = await app.request('/set/4000')
  expect(await response.json()).toMatchObject({ code: 'cookie_too_large' })
  expect(response.headers.get('set-cookie')).toBeNull()
})

test('set() takes a cookie of 4096 bytes, name and value, and none of 4097 (T7)', async () => {
  const { app } = setUp()
  const value = /^__Host-n=([^;]+)/.exec((await app.request('/named/n')).headers.get('set-cookie') ?? '')?.[1] ?? ''
  for (let bytes = 4080; bytes <= 4110; bytes++) {
    const name = 'n'.repeat(bytes - value.length - '__Host-'.length)
    const response = await app.request(`/named/${name}`)
    expect(response.headers.has('set-cookie'), `${bytes} bytes`).toBe(bytes <= 4096)
    expect(response.status).toBe(bytes <= 4096 ? 200 : 500)
  }
})

test('set() gives a __Host- cookie that no script reads', async () => {
  const response = await setUp().app.request('/set/5')
  expect(response.headers.get('set-cookie')).toMatch(
    /^__Host-name=[\w.-]+; Max-Age=60; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test.each([
  ['http://localhost:8787', 'port-8787-name'],
  ['http://localhost', 'port-80-name'],
])('set() names the cookie of %s %s, without the prefix and the flag', async (origin, name) => {
  const response = await setUp(origin).app.request('/set/5')
  const [cookie, ...attributes] = response.headers.get('set-cookie')?.split('; ') ?? []
  expect(cookie).toMatch(new RegExp(`^${name}=[\\w.-]+$`))
  expect(attributes).toEqual(['Max-Age=60', 'Path=/', 'HttpOnly', 'SameSite=Lax'])
})

test('set() takes a shorter lifetime, and graceSeconds is added to Max-Age only', async () => {
  const clock = createClock()
  const options = { purpose: 'test', origin: 'https://app.example.com', ttlSeconds: 60, graceSeconds: 30 }
  const cookies = createSealedCookies(createKeys(), { ...options, now: clock.now })
  const app = new Hono()
  app.get('/set', async (c) => {
    await cookies.set(c, 'name', { text: 'x' }, { ttlSeconds: 10 })
    return c.body(null)
  })
  app.get('/open', async (c) => c.json([await cookies.unseal(c, 'name'), (await cookies.get(c, 'name')) ?? null]))
  const header = (await app.request('/set')).headers.get('set-cookie') ?? ''
  expect(header).toContain('; Max-Age=40;')
  const open = async (cookie: string) => (await app.request('/open', { headers: { cookie } })).json()
  const cookie = header.split(';')[0] ?? ''
  expect(await open('')).toEqual([{ status: 'invalid' }, null])
  clock.advance(9000)
  expect(await open(cookie)).toMatchObject([{ status: 'valid', claims: { text: 'x' } }, { text: 'x' }])
  clock.advance(1000)
  expect(await open(cookie)).toMatchObject([{ status: 'expired', claims: { text: 'x' } }, null])
})

test('get() gives nothing for another purpose, another origin, an old cookie or none', async () => {
  const { app, clock } = setUp()
  const cookie = (await app.request('/set/5')).headers.get('set-cookie')?.split(';')[0] ?? ''
  const headers = { cookie }
  expect(await (await app.request('/get', { headers })).json()).toMatchObject({ text: 'xxxxx' })
  expect(await (await app.request('/get')).json()).toBeNull()
  expect(await (await setUp(undefined, 'other').app.request('/get', { headers })).json()).toBeNull()
  expect(await (await setUp('https://other.example.com').app.request('/get', { headers })).json()).toBeNull()
  clock.advance(60_000)
  expect(await (await app.request('/get', { headers })).json()).toBeNull()
})

test('clear() ends the cookie', async () => {
  const response = await setUp().app.request('/clear')
  expect(response.headers.get('set-cookie')).toMatch(/^__Host-name=; Max-Age=0/)
})
