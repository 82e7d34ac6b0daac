import { expect, test } from 'vitest'
import { createTestEnv, WORKER } from '../../helpers/test-env.ts'

/** Somebody who has come back from the access page, and the address they came back to. */
async function setUp() {
  const testEnv = createTestEnv()
  await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
  const returnUrl = testEnv.permissionRequests.at(-1)?.redirect_uri ?? ''
  testEnv.providerCalls.length = 0
  const cookie = [...testEnv.browser.cookies(WORKER)].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    ...testEnv,
    returnUrl,
    /** One answer, and no step further. */
    ask: (url: string, init: RequestInit = {}) =>
      Promise.resolve(testEnv.worker.request(url, { ...init, headers: { cookie, ...init.headers } })),
  }
}

const next = (response: Response) => /^0; url=(\/.*)$/.exec(response.headers.get('refresh') ?? '')?.[1] ?? ''

test('the return step says first what is done, asks nobody, and leads on by itself and by a link', async () => {
  const { returnUrl, ask, providerCalls, browser, events } = await setUp()
  const response = await ask(returnUrl)
  const text = await response.text()
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(text).toContain('<h1>Looking at your calendars</h1>')
  expect(text).toMatch(/<li aria-current="step"><span>Allow</)
  expect(text).not.toMatch(/<script|http-equiv/)
  expect(providerCalls).toEqual([])
  expect(events.filter(({ type }) => type === 'user_returned')).toEqual([])
  const goOn = next(response)
  expect(text).toContain(`<a href="${goOn.replaceAll('&', '&amp;')}">Go on now</a>`)
  expect((await browser.get(WORKER + goOn)).text).toContain('<h1>Not confirmed</h1>')
})

test('the second step verifies, and never leads back to the first', async () => {
  const { returnUrl, ask, providerCalls } = await setUp()
  const response = await ask(WORKER + next(await ask(returnUrl)))
  expect(response.status).toBe(303)
  expect(response.headers.get('refresh')).toBeNull()
  expect(response.headers.get('location')).toMatch(/\/outcome\?permission_status=unconfirmed&/)
  expect(providerCalls.length).toBeGreaterThan(0)
  expect((await ask(response.headers.get('location') ?? '')).headers.get('refresh')).toBeNull()
})

test.each(['&error=access_denied', '?error=access_denied', '&error=a&error=b', 'x', '&verifying=1', '&request=x'])(
  'whatever stands in the address goes along: %s',
  async (suffix) => {
    const { returnUrl, ask } = await setUp()
    const direct = await ask(returnUrl.replace('?', '?verifying=1&') + suffix)
    const response = await ask(returnUrl + suffix)
    const after = response.headers.has('refresh') ? await ask(WORKER + next(response)) : response
    expect(after.status).toBe(direct.status)
    const target = (response: Response) => (response.headers.get('location') ?? '').replace(/request=[^&]*/, '')
    expect(target(after).replace(/reference=.*/, '')).toBe(target(direct).replace(/reference=.*/, ''))
  },
)

test.each([
  ['HEAD', {}],
  ['GET', { 'sec-purpose': 'prefetch' }],
])('a %s request that only looks ahead is answered 204', async (method, headers) => {
  const { returnUrl, ask, providerCalls } = await setUp()
  const response = await ask(returnUrl, { method, headers: headers as Record<string, string> })
  expect([response.status, response.headers.get('refresh')]).toEqual([204, null])
  expect(providerCalls).toEqual([])
})

test('nothing in an address leads the page to another origin, or out of its header (T1, T11)', async () => {
  const { ask } = await setUp()
  for (const query of [
    '?request=//evil.example',
    '?url=https://evil.example',
    '?x=%0d%0aset-cookie:a=b',
    '',
    '??',
    '?;url=//e',
  ]) {
    const response = await ask(`${WORKER}/connect/permissions/return${query}`)
    expect(next(response)).toMatch(/^\/connect\/permissions\/return\?verifying=1(&|$)/)
    expect(new URL(next(response), WORKER).origin).toBe(WORKER)
    expect(response.headers.has('set-cookie')).toBe(false)
  }
})
