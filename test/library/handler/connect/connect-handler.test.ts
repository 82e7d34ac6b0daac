import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../../../edge/sandbox/index.ts'
import {
  type ConnectHandlerOptions,
  type Connection,
  createConnectHandler,
} from '../../../../src/handler/connect/connect-handler.ts'
import { createClient } from '../../../../src/index.ts'
import { createClock } from '../../../helpers/clock.ts'
import { createKeys } from '../../../helpers/fixtures.ts'
import { createTestBrowser } from '../../../helpers/test-browser.ts'
import { SANDBOX } from '../../../helpers/test-env.ts'

const ORIGIN = 'https://app.example.com'
const BASE_URL = `${ORIGIN}/cronofy`
const APPLICATION = { dataCenter: 'de', clientId: 'sandbox', clientSecret: 'sandbox-secret' } as const

/** The context of this application: the user that its session names. */
interface Session {
  userId: string | null
}

function setUp(overrides: Partial<ConnectHandlerOptions<Session>> = {}) {
  const clock = createClock()
  const sandbox = createSandbox({ now: clock.now })
  const session: Session = { userId: 'user-1' }
  const connections: Connection[] = []
  const errors: Error[] = []
  const calls: string[] = []
  const handler = createConnectHandler<Session>({
    applications: [APPLICATION, { ...APPLICATION, dataCenter: 'uk' }],
    keys: createKeys(),
    baseUrl: BASE_URL,
    getSubject: ({ userId }) => userId,
    allowedReturnUrls: [`${ORIGIN}/settings`, `${ORIGIN}/welcome`],
    onConnected: (_, connection) => void connections.push(connection),
    onError: (_, error) => void errors.push(error),
    client: createClient({
      sandboxUrl: SANDBOX,
      now: clock.now,
      wait: clock.wait,
      fetch: (request) => {
        calls.push(`${request.method} ${new URL(request.url).pathname}`)
        return sandbox.fetch(request)
      },
    }),
    ...overrides,
  })
  const serve = (request: Request) => {
    const { pathname } = new URL(request.url)
    return pathname.startsWith('/cronofy') ? handler.fetch(request, session) : new Response('page of the application')
  }
  const newBrowser = () => createTestBrowser({ [ORIGIN]: serve, [SANDBOX]: sandbox.fetch })
  const browser = newBrowser()

  /** Goes to Cronofy's page and allows access. Returns the URL of the callback, which is not loaded yet. */
  async function authorize(path = '/cronofy/connect/de', visitor = browser): Promise<string> {
    const page = await visitor.get(ORIGIN + path)
    const response = await sandbox.fetch(
      new Request(page.url, { method: 'POST', body: new URLSearchParams({ account: 'google' }) }),
    )
    return response.headers.get('location') ?? ''
  }
  const request = (url: string, init?: RequestInit) => handler.fetch(new Request(url, init), session)
  return { handler, browser, newBrowser, authorize, request, session, connections, errors, calls, clock }
}

const attemptCookie = (browser: ReturnType<typeof createTestBrowser>) =>
  [...browser.cookies(ORIGIN).keys()].find((name) => name.startsWith('__Host-sign-in-'))

describe('a user who allows access', () => {
  test('is connected, and continues to return_to', async () => {
    const { browser, authorize, connections, errors } = setUp()
    const callback = await authorize('/cronofy/connect/de?return_to=/welcome/2')
    expect(callback).toMatch(/^https:\/\/app\.example\.com\/cronofy\/callback\/de\?code=/)
    const page = await browser.get(callback)
    expect(page.url.href).toBe(`${ORIGIN}/welcome/2?connection_status=connected`)
    expect(connections).toMatchObject([
      {
        subject: 'user-1',
        dataCenter: 'de',
        tokens: { scope: 'read_write', accessToken: expect.any(String), refreshToken: expect.any(String) },
        account: { sub: expect.stringMatching(/^acc_/), profileName: expect.any(String), providerName: 'google' },
      },
    ])
    expect(errors).toEqual([])
  })

  test('continues to the first of allowedReturnUrls without return_to', async () => {
    const { browser, authorize } = setUp()
    expect((await browser.get(await authorize())).url.href).toBe(`${ORIGIN}/settings?connection_status=connected`)
  })

  test('is connected if the session cookie is `SameSite=Strict`: the callback loads itself once', async () => {
    const { session, browser, authorize, request, connections } = setUp()
    const callback = await authorize()
    const name = attemptCookie(browser) ?? ''
    const cookie = `${name}=${browser.cookies(ORIGIN).get(name)}`
    // The browser sends no such cookie with a navigation from another site.
    session.userId = null
    const page = await request(callback, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })
    expect([page.status, connections]).toEqual([200, []])
    expect(page.headers.get('vary')).toContain('Sec-Fetch-Site')
    const refresh = /^0; url=(.+)$/.exec(page.headers.get('refresh') ?? '')?.[1] ?? ''
    const text = await page.text()
    expect(text).toContain('<a href="">Continue</a>')
    expect(text).not.toContain(new URL(callback).searchParams.get('code'))
    session.userId = 'user-1'
    const again = await request(new URL(refresh, callback).href, {
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
    expect([again.status, connections.length]).toEqual([303, 1])
  })

  test.each(['cross-site', 'same-origin', undefined])(
    'who is still signed out after the second load, with Sec-Fetch-Site %s, is 401',
    async (site) => {
      const { session, authorize, browser, request } = setUp()
      const callback = await authorize()
      session.userId = null
      const name = attemptCookie(browser) ?? ''
      const headers = {
        cookie: `${name}=${browser.cookies(ORIGIN).get(name)}`,
        ...(site && { 'sec-fetch-site': site }),
      }
      expect((await request(`${callback}&again=1`, { headers })).status).toBe(401)
    },
  )

  test('who loads the callback again continues without another exchange or hook', async () => {
    const { browser, authorize, calls, connections } = setUp()
    const callback = await authorize('/cronofy/connect/de?return_to=/welcome/2')
    const first = await browser.get(callback)
    calls.length = 0
    const cookies = new Map(browser.cookies(ORIGIN))
    const second = await browser.get(callback)
    expect([second.status, second.url.href]).toEqual([200, first.url.href])
    expect([calls, connections.length]).toEqual([[], 1])
    expect(browser.cookies(ORIGIN)).toEqual(cookies)
  })

  test('who loads the callback again after ten minutes gets an error, and nothing is exchanged', async () => {
    const { browser, authorize, calls, clock } = setUp()
    const callback = await authorize()
    await browser.get(callback)
    clock.advance(600_000)
    calls.length = 0
    expect((await browser.get(callback)).status).toBe(400)
    expect(calls).toEqual([])
  })
})

describe('the authorization URL', () => {
  async function parametersOf(overrides: Partial<ConnectHandlerOptions<Session>> = {}) {
    const response = await setUp(overrides).request(`${BASE_URL}/connect/de`)
    expect(response.status).toBe(303)
    return new URL(response.headers.get('location') ?? '').searchParams
  }

  test('asks for read_write, avoids linking, and has a challenge', async () => {
    const parameters = await parametersOf()
    expect(Object.fromEntries(parameters)).toEqual({
      response_type: 'code',
      client_id: 'sandbox',
      redirect_uri: `${BASE_URL}/callback/de`,
      scope: 'read_write',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      avoid_linking: 'true',
    })
  })

  test('has what the options and authorizeParameters say', async () => {
    const parameters = await parametersOf({
      scope: 'read_write list_calendars',
      avoidLinking: false,
      pkce: false,
      authorizeParameters: ({ userId }) => ({ providerName: 'google', locale: 'de', linkToken: `link-${userId}` }),
    })
    expect(Object.fromEntries(parameters)).toMatchObject({
      scope: 'read_write list_calendars',
      avoid_linking: 'false',
      provider_name: 'google',
      locale: 'de',
      link_token: 'link-user-1',
    })
    expect(parameters.has('code_challenge')).toBe(false)
  })

  test('comes with a cookie of one attempt, at most five of them', async () => {
    const { browser } = setUp()
    for (let attempt = 0; attempt < 8; attempt++) await browser.get(`${BASE_URL}/connect/de`)
    expect([...browser.cookies(ORIGIN).keys()].filter((name) => name.startsWith('__Host-sign-in-'))).toHaveLength(5)
  })
})

describe('another user', () => {
  test('who is signed in at the callback is 403, and the code stays unused (T33)', async () => {
    const { browser, authorize, session, calls, connections, errors } = setUp()
    const callback = await authorize()
    session.userId = 'user-2'
    const page = await browser.get(callback)
    expect([page.status, calls, connections]).toEqual([403, [], []])
    expect(page.text).toContain('account_mismatch')
    expect(errors).toMatchObject([{ code: 'account_mismatch' }])
    // The user who began can still finish.
    session.userId = 'user-1'
    expect((await browser.get(callback)).url.searchParams.get('connection_status')).toBe('connected')
  })

  test('who is signed out at the callback is 401, and the code stays unused (T33)', async () => {
    const { browser, authorize, session, calls } = setUp()
    const callback = await authorize()
    session.userId = null
    expect((await browser.get(callback)).status).toBe(401)
    expect(calls).toEqual([])
  })

  test.each([undefined, '', null])(
    'who is not signed in, with the subject %j, cannot begin or finish (T33)',
    async (value) => {
      const { authorize, browser, session, request, calls, connections } = setUp()
      const callback = await authorize()
      session.userId = value as null
      expect((await request(`${BASE_URL}/connect/de`)).status).toBe(401)
      expect((await browser.get(callback)).status).toBe(401)
      expect([calls, connections]).toEqual([[], []])
    },
  )

  test("does not learn that another user's attempt connected (T33)", async () => {
    const { authorize, browser, session } = setUp()
    const callback = await authorize()
    await browser.get(callback)
    session.userId = 'user-2'
    expect((await browser.get(callback)).status).toBe(403)
  })

  test("cannot be connected to an attacker's account by a link (T22)", async () => {
    const { newBrowser, authorize, calls, connections } = setUp()
    const callback = await authorize()
    const victim = newBrowser()
    await victim.get(`${BASE_URL}/connect/de`)
    expect((await victim.get(callback)).status).toBe(400)
    expect([calls, connections]).toEqual([[], []])
  })
})

describe('a callback that is rejected', () => {
  test('at another data center (T3)', async () => {
    const { browser, authorize, calls } = setUp()
    const callback = await authorize()
    expect((await browser.get(callback.replace('/callback/de', '/callback/uk'))).status).toBe(400)
    expect(calls).toEqual([])
  })

  test('at another mount point with the same keys (T29)', async () => {
    const { browser, authorize } = setUp()
    const callback = await authorize()
    const name = attemptCookie(browser) ?? ''
    const cookie = `${name}=${browser.cookies(ORIGIN).get(name)}`
    const other = setUp({ baseUrl: `${ORIGIN}/other` })
    const response = await other.request(callback.replace('/cronofy/', '/other/'), { headers: { cookie } })
    expect([response.status, other.calls]).toEqual([400, []])
  })

  test.each([
    ['without state', (url: URL) => url.searchParams.delete('state')],
    ['with another state', (url: URL) => url.searchParams.set('state', 'A'.repeat(43))],
    [
      'with another end of the state',
      (url: URL) => url.searchParams.set('state', `${url.searchParams.get('state')?.slice(0, 16)}${'A'.repeat(27)}`),
    ],
    ['with two codes', (url: URL) => url.searchParams.append('code', 'other')],
  ])('%s: nothing is exchanged (T22)', async (_, change) => {
    const { browser, authorize, calls, connections } = setUp()
    const callback = new URL(await authorize())
    change(callback)
    await browser.get(callback.href)
    expect([calls, connections]).toEqual([[], []])
  })

  test.each(['HEAD', 'GET'])('%s as a prefetch is 204, and does nothing (T28)', async (method) => {
    const { authorize, request, calls } = setUp()
    const headers: Record<string, string> = method === 'GET' ? { 'sec-purpose': 'prefetch' } : {}
    for (const url of [await authorize(), `${BASE_URL}/connect/de`]) {
      const response = await request(url, { method, headers })
      expect([response.status, response.headers.get('set-cookie')]).toEqual([204, null])
    }
    expect(calls).toEqual([])
  })
})

describe('what ends at return_to with connection_error', () => {
  test('a user who refuses, with and without state', async () => {
    const { browser, authorize, request, errors } = setUp()
    const callback = new URL(await authorize('/cronofy/connect/de?return_to=/welcome'))
    callback.searchParams.delete('code')
    callback.searchParams.set('error', 'access_denied')
    const page = await browser.get(callback.href)
    expect(page.url.href).toBe(`${ORIGIN}/welcome?connection_status=error&connection_error=access_denied`)
    expect(attemptCookie(browser)).toBeUndefined()
    const { headers } = await request(`${BASE_URL}/callback/de?error=access_denied`)
    expect([headers.get('location'), headers.get('set-cookie')]).toEqual([
      `${ORIGIN}/settings?connection_status=error&connection_error=access_denied`,
      null,
    ])
    expect(errors).toMatchObject([{ code: 'access_denied' }, { code: 'access_denied' }])
  })

  test('an authorization that took ten minutes', async () => {
    const { browser, authorize, clock, calls, errors } = setUp()
    const callback = await authorize()
    clock.advance(600_000)
    const refused = new URL(callback)
    refused.searchParams.delete('code')
    refused.searchParams.set('error', 'access_denied')
    const cookies = new Map(browser.cookies(ORIGIN))
    expect((await browser.get(callback)).url.searchParams.get('connection_error')).toBe('authorization_expired')
    for (const [name, value] of cookies) browser.cookies(ORIGIN).set(name, value)
    expect((await browser.get(refused.href)).url.searchParams.get('connection_error')).toBe('access_denied')
    expect(errors[0]?.message).toMatch(/^The authorization took more than ten minutes\./)
    expect(calls).toEqual([])
  })

  test('credentials that Cronofy rejects', async () => {
    const { browser, authorize } = setUp({ applications: [{ ...APPLICATION, clientSecret: 'wrong' }] })
    const page = await browser.get(await authorize())
    expect(page.url.searchParams.get('connection_error')).toBe('client_credentials_rejected')
    expect(attemptCookie(browser)).toBeUndefined()
  })
})

test('a hook that throws leads to a page that offers to connect again, and revokes nothing', async () => {
  const failure = new Error('the database is gone')
  const { browser, authorize, errors, calls } = setUp({ onConnected: () => Promise.reject(failure) })
  const page = await browser.get(await authorize('/cronofy/connect/de?return_to=/welcome'))
  expect(page.status).toBe(500)
  expect(page.text).toContain('on_connected_failed')
  expect(page.text).toContain(`href="${BASE_URL}/connect/de?return_to=https%3A%2F%2Fapp.example.com%2Fwelcome"`)
  expect(errors).toEqual([failure])
  expect(calls).toEqual(['POST /de/oauth/token'])
})

test('a long return_to is connected as well: the cookie of the attempt never grows', async () => {
  const { browser, authorize, connections } = setUp()
  const returnTo = `/settings?x=${'('.repeat(1900)}`
  const callback = await authorize(`/cronofy/connect/de?return_to=${encodeURIComponent(returnTo)}`)
  for (let load = 0; load < 2; load++) {
    expect((await browser.get(callback)).url.searchParams.get('connection_status')).toBe('connected')
  }
  expect(connections).toHaveLength(1)
})

test('a callback that loses a race keeps the cookie of the one that won', async () => {
  const { browser, authorize, request, connections } = setUp()
  const callback = await authorize()
  const name = attemptCookie(browser) ?? ''
  const headers = { cookie: `${name}=${browser.cookies(ORIGIN).get(name)}` }
  const responses = await Promise.all([request(callback, { headers }), request(callback, { headers })])
  const outcomes = responses.map(({ headers }) => headers.get('location')).sort()
  expect(outcomes).toEqual([
    `${ORIGIN}/settings?connection_status=connected`,
    `${ORIGIN}/settings?connection_status=error&connection_error=invalid_grant`,
  ])
  expect(connections).toHaveLength(1)
  const cookies = responses.flatMap(({ headers }) => headers.getSetCookie())
  expect(cookies).toHaveLength(1)
  expect(cookies.filter((cookie) => cookie.includes('Max-Age=0'))).toEqual([])
})

test('a page of the application may be a redirect, also for 405 and after a hook that threw', async () => {
  const { browser, authorize, request } = setUp({
    renderError: () => Response.redirect(`${ORIGIN}/help`),
    onConnected: () => Promise.reject(new Error('gone')),
  })
  const response = await request(`${BASE_URL}/connect/de`, { method: 'POST' })
  expect([response.status, response.headers.get('allow')]).toEqual([302, 'GET, HEAD'])
  expect((await browser.get(await authorize())).url.href).toBe(`${ORIGIN}/help`)
})

test.each([
  ['an unknown data center', '/cronofy/connect/xx', 404],
  ['a data center without credentials', '/cronofy/connect/sg', 404],
  ['another route', '/cronofy/other', 404],
  ['a foreign return_to', '/cronofy/connect/de?return_to=https://evil.example/', 400],
])('%s is an error page without a cookie (T1)', async (_, path, status) => {
  const response = await setUp().request(ORIGIN + path)
  expect([response.status, response.headers.get('set-cookie')]).toEqual([status, null])
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
})

test('a data center without credentials is reported with those that have some', async () => {
  const { request, errors } = setUp()
  await request(`${BASE_URL}/connect/sg`)
  expect(errors).toMatchObject([{ message: expect.stringContaining('the data center "sg". It has de, uk.') }])
})

test('a callback that fails offers to begin again', async () => {
  const response = await setUp().request(`${BASE_URL}/callback/de?code=x&state=${'A'.repeat(43)}`)
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(`href="${BASE_URL}/connect/de"`)
})

test.each([`${BASE_URL}/`, `${BASE_URL}///`, ORIGIN])('baseUrl can be %s', async (baseUrl) => {
  const { handler, session } = setUp({ baseUrl })
  const base = baseUrl.replace(/([^/])\/+$/, '$1')
  const response = await handler.fetch(new Request(`${base}/connect/de`), session)
  const url = new URL(response.headers.get('location') ?? '')
  expect(url.searchParams.get('redirect_uri')).toBe(`${base}/callback/de`)
})

test('another method on another route is 404', async () => {
  expect((await setUp().request(`${BASE_URL}/other`, { method: 'POST' })).status).toBe(404)
})

test('another method is 405 with Allow', async () => {
  const response = await setUp().request(`${BASE_URL}/connect/de`, { method: 'POST' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('a baseUrl that is not where the handler is mounted is reported before anything happens', async () => {
  const { request, errors, calls } = setUp()
  const response = await request(`${ORIGIN}/auth/connect/de`)
  expect([response.status, calls]).toEqual([500, []])
  expect(errors).toMatchObject([{ code: 'invalid_configuration', message: expect.stringContaining('baseUrl') }])
})

test.each<[string, Partial<ConnectHandlerOptions<Session>>, string]>([
  ['a relative baseUrl', { baseUrl: '/cronofy' }, 'must be an absolute URL'],
  ['a baseUrl with a query', { baseUrl: `${BASE_URL}?a=b` }, 'must not have a query or a fragment'],
  ['a baseUrl with an empty segment', { baseUrl: `${ORIGIN}//cronofy` }, 'must not contain an empty path segment'],
  ['no application', { applications: [] }, 'applications must have at least one entry'],
  ['two applications for one data center', { applications: [APPLICATION, APPLICATION] }, 'two entries'],
  ['no secret', { applications: [{ ...APPLICATION, clientSecret: '' }] }, 'applications[0].clientSecret is missing'],
  ['no return URL', { allowedReturnUrls: [] }, 'allowedReturnUrls must have at least one entry'],
])('createConnectHandler() throws for %s', (_, overrides, problem) => {
  expect(() => setUp(overrides)).toThrow(problem)
})
