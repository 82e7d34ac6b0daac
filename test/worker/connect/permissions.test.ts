import { expect, test } from 'vitest'
import { createTestEnv, WORKER } from '../../helpers/test-env.ts'

/** A user who has come back from the access page, and the URL that they came back to. */
async function setUp() {
  const testEnv = createTestEnv()
  await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
  const returnUrl = testEnv.permissionRequests.at(-1)?.redirect_uri ?? ''
  testEnv.providerCalls.length = 0
  const cookie = [...testEnv.browser.cookies(WORKER)].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    ...testEnv,
    returnUrl,
    /** One response, without what the browser does next. */
    ask: (url: string, site?: string, init: RequestInit = {}) =>
      Promise.resolve(
        testEnv.worker.request(url, {
          ...init,
          headers: { cookie, ...(site !== undefined && { 'sec-fetch-site': site }), ...init.headers },
        }),
      ),
  }
}

/** Where the browser goes by itself from a page with this URL: the part after the origin, which has to be the worker's. */
function next(response: Response, url: string): string | undefined {
  const reference = /^0; url=(.*)$/.exec(response.headers.get('refresh') ?? '')?.[1]
  if (reference === undefined) return undefined
  const { origin, href } = new URL(reference, url)
  expect(origin).toBe(WORKER)
  return href.slice(WORKER.length)
}

test.each(['cross-site', 'same-site', 'none'])(
  'the return step first shows a page that loads itself again, and asks no one: %s',
  async (site) => {
    const { returnUrl, ask, providerCalls, browser, events } = await setUp()
    const response = await ask(returnUrl, site)
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(next(response, returnUrl)).toBe(new URL(returnUrl.replace('?', '?again=1&')).href.slice(WORKER.length))
    expect(text).toContain('<h1>Checking what was granted</h1>')
    expect(text).toMatch(/<li aria-current="step"><span>Allow</)
    expect(text).toContain('<a href="">Continue now</a>')
    expect(text).not.toContain('<script')
    expect(providerCalls).toEqual([])
    expect(events.filter(({ type }) => type === 'user_returned')).toEqual([])
    expect((await browser.get(returnUrl)).text).toContain('<h1>We can’t confirm access yet</h1>')
  },
)

test('the page repeats nothing of its URL, because its compressed length could reveal it', async () => {
  const { returnUrl, ask } = await setUp()
  const text = await (await ask(`${returnUrl}&error=access_denied&canary=1`, 'cross-site')).text()
  expect(text).not.toContain('access_denied')
  expect(text).not.toContain('canary')
  expect(text).not.toContain(new URL(returnUrl).searchParams.get('request'))
})

test.each(['same-origin', undefined])(
  'the second load verifies, and so does a browser that says nothing: %s',
  async (site) => {
    const { returnUrl, ask, providerCalls } = await setUp()
    const response = await ask(returnUrl, site)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(/\/outcome\?permission_status=unconfirmed&/)
    expect(providerCalls.length).toBeGreaterThan(0)
    expect((await ask(response.headers.get('location') ?? '')).headers.has('refresh')).toBe(false)
  },
)

test.each([
  ['HEAD', {}],
  ['GET', { 'sec-purpose': 'prefetch' }],
])('a %s request that only looks ahead gets 204', async (method, headers) => {
  const { returnUrl, ask, providerCalls } = await setUp()
  const response = await ask(returnUrl, 'cross-site', { method, headers: headers as Record<string, string> })
  expect(response.status).toBe(204)
  expect(providerCalls).toEqual([])
})

test('the page loads itself again only once, whatever the browser says the second time', async () => {
  const { returnUrl, ask } = await setUp()
  const again = next(await ask(returnUrl, 'cross-site'), returnUrl) ?? ''
  for (const site of ['cross-site', 'none', 'same-origin']) {
    expect((await ask(WORKER + again, site)).status).toBe(303)
  }
})

test.each(['?request=//evil.example', '?url=https://evil.example', '?x=%0d%0aset-cookie:a=b', '', '??', '?;url=//e'])(
  'nothing in a URL leads the page to another origin, or out of its header: %s (T1, T11)',
  async (query) => {
    const { ask } = await setUp()
    const url = `${WORKER}/connect/permissions/return${query}`
    const response = await ask(url, 'cross-site')
    expect(next(response, url)).toMatch(/^\/connect\/permissions\/return\?again=1(&|$)/)
    expect(response.headers.has('set-cookie')).toBe(false)
  },
)
