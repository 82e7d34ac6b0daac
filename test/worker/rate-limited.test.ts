/** What each step does if Cronofy responds with 429: whoever called learns when to try again, and nothing is lost until then. */
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { cronofyConnect, extendedPermissions } from '../../edge/worker/module.ts'
import type { Connection } from '../../src/handler/connect/connect-handler.ts'
import { type Account, createClient, type Outcome } from '../../src/index.ts'
import { createClock } from '../helpers/clock.ts'
import { createKeys } from '../helpers/fixtures.ts'
import { followLink } from '../helpers/follow-link.ts'
import { CREDENTIALS, createServiceTestEnv, RETURN_TO } from '../helpers/service-test-env.ts'
import { createTestBrowser, type PageView } from '../helpers/test-browser.ts'
import { createTestEnv, listField, offeredCalendars, SANDBOX, WORKER } from '../helpers/test-env.ts'

/** Longer than a step waits, so that whoever called has to wait. */
const RETRY_AFTER = '30'

/** Responds with 429 from when it is turned on, to the calls that match. */
function createLimit(headers: HeadersInit = { 'retry-after': RETRY_AFTER }) {
  let limited: RegExp | undefined
  return {
    turnOn: (calls = /./) => {
      limited = calls
    },
    turnOff: () => {
      limited = undefined
    },
    intercept: ({ method, url }: Request): Response | undefined =>
      limited?.test(`${method} ${new URL(url).pathname}`) ? new Response(null, { status: 429, headers }) : undefined,
  }
}

const ORIGIN = 'https://app.example.com'
const SETTINGS = `${ORIGIN}/settings`

/** An application that mounts both modules, with a signed-in user. */
async function setUpModules(headers?: HeadersInit) {
  const limit = createLimit(headers)
  const sandbox = createSandbox()
  const control = async (path: string, body: object) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return (await (await sandbox.fetch(new Request(`${SANDBOX}/sandbox/${path}`, init))).json()) as Record<
      string,
      string
    >
  }
  const { access_token: accessToken = '' } = await control('tokens', { account: 'apple', data_center: 'de' })
  const account: Account = { dataCenter: 'de', accessToken, subject: 'user-1' }
  const outcomes: Outcome[] = []
  const connections: Connection[] = []
  const common = {
    keys: createKeys(),
    allowedReturnUrls: [SETTINGS],
    onError: () => undefined,
    client: createClient({
      sandboxUrl: SANDBOX,
      wait: createClock().wait,
      fetch: (request) => limit.intercept(request) ?? sandbox.fetch(request),
    }),
  }
  const app = new Hono()
    .route(
      '/permissions',
      extendedPermissions({
        ...common,
        redirectUri: `${ORIGIN}/permissions/return`,
        getAccount: () => account,
        onOutcome: (_, outcome) => void outcomes.push(outcome),
      }),
    )
    .route(
      '/cronofy',
      cronofyConnect({
        ...common,
        applications: [{ dataCenter: 'de', clientId: 'sandbox', clientSecret: 'sandbox-secret' }],
        baseUrl: `${ORIGIN}/cronofy`,
        getSubject: () => 'user-1',
        onConnected: (_, connection) => void connections.push(connection),
      }),
    )
  return {
    ...limit,
    app,
    outcomes,
    connections,
    browser: createTestBrowser({ [ORIGIN]: (request) => app.fetch(request), [SANDBOX]: sandbox.fetch }),
    start: (mode: 'navigate' | 'cors' = 'navigate') =>
      app.request(`${ORIGIN}/permissions/start`, {
        method: 'POST',
        body: new URLSearchParams({ all_calendars: 'true' }),
        headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': mode },
      }),
    async accept(response: Response): Promise<string> {
      const url = response.headers.get('location')
      return (await control('decisions', { url, decision: 'accept' }))['redirect_to'] ?? ''
    },
  }
}

const LIMITED_SETTINGS = `${SETTINGS}?permission_status=error&permission_error=rate_limited`

/** The two calls of `start`. */
const START_CALLS = [/GET .*\/v1\/calendars$/, /POST .*\/v1\/permissions$/]

describe('the module', () => {
  test.each(START_CALLS)('start sends a form to return_to when %s is 429, and works later', async (calls) => {
    const { turnOn, turnOff, start } = await setUpModules()
    turnOn(calls)
    const response = await start()
    expect([response.status, response.headers.get('location')]).toEqual([303, LIMITED_SETTINGS])
    // It would ask the browser to delay the redirect.
    expect(response.headers.has('retry-after')).toBe(false)
    turnOff()
    expect((await start()).headers.get('location')).toMatch(/\/de\/permissions\//)
  })

  test.each(START_CALLS)('start responds to a script with 503 and Retry-After when %s is 429', async (calls) => {
    const { turnOn, turnOff, start } = await setUpModules()
    turnOn(calls)
    const response = await start('cors')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, RETRY_AFTER])
    expect(await response.json()).toEqual({ code: 'rate_limited', message: 'Wait before you try again.' })
    turnOff()
    expect(await (await start('cors')).json()).toMatchObject({ status: 'redirect' })
  })

  test('start makes up no Retry-After when Cronofy sends none', async () => {
    const { turnOn, start } = await setUpModules({})
    turnOn()
    const response = await start('cors')
    expect([response.status, response.headers.has('retry-after')]).toEqual([503, false])
  })

  test('return records no outcome when it is limited, and a reload does', async () => {
    const { turnOn, turnOff, app, start, accept, outcomes } = await setUpModules()
    const returnUrl = await accept(await start())
    turnOn()
    const limited = await app.request(returnUrl)
    expect([limited.status, limited.headers.get('location')]).toEqual([303, LIMITED_SETTINGS])
    expect(limited.headers.has('retry-after')).toBe(false)
    expect(outcomes).toEqual([])
    turnOff()
    await app.request(returnUrl)
    expect(outcomes).toMatchObject([{ status: 'granted' }])
  })

  test('start finds what was granted before a limited return, without asking again', async () => {
    const { turnOn, turnOff, app, start, accept, outcomes } = await setUpModules()
    const returnUrl = await accept(await start())
    turnOn()
    await app.request(returnUrl)
    turnOff()
    expect((await start()).headers.get('location')).toBe(`${SETTINGS}?permission_status=granted`)
    expect(outcomes).toMatchObject([{ status: 'granted' }])
  })

  test('callback sends the user to return_to when it is limited, and a new sign-in works', async () => {
    const { turnOn, turnOff, browser, connections } = await setUpModules()
    const signIn = async () => {
      const page = await browser.get(`${ORIGIN}/cronofy/connect/de`)
      return browser.post(page.url.href, { account: 'google' })
    }
    turnOn()
    const limited = await signIn()
    expect(limited.url.href).toBe(`${SETTINGS}?connection_status=error&connection_error=rate_limited`)
    expect(connections).toEqual([])
    turnOff()
    await signIn()
    expect(connections).toMatchObject([{ subject: 'user-1', dataCenter: 'de' }])
  })
})

describe('the connect app', () => {
  const LIMITED_PAGE = '<small>rate_limited</small>'

  test('the callback shows a page with Retry-After, and a new sign-in works', async () => {
    const limit = createLimit()
    const testEnv = createTestEnv(limit)
    limit.turnOn()
    const limited = await testEnv.signIn('de', 'apple')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([503, RETRY_AFTER])
    expect(limited.text).toContain(LIMITED_PAGE)
    expect(limited.text).toContain('href="/connect/de"')
    limit.turnOff()
    expect((await testEnv.signIn('de', 'apple')).url.pathname).toBe('/calendars')
  })

  test('the calendars show a page with Retry-After, and the session stays', async () => {
    const limit = createLimit()
    const testEnv = createTestEnv(limit)
    await testEnv.signIn('de', 'apple')
    limit.turnOn()
    const limited = await testEnv.browser.get(`${WORKER}/calendars`)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([503, RETRY_AFTER])
    expect(limited.text).toContain(LIMITED_PAGE)
    limit.turnOff()
    expect((await testEnv.browser.get(`${WORKER}/calendars`)).status).toBe(200)
  })

  test.each(START_CALLS)('start keeps the selection when %s is 429', async (calls) => {
    const limit = createLimit()
    const testEnv = createTestEnv(limit)
    const page = await testEnv.signIn('de', 'apple')
    limit.turnOn(calls)
    const limited = await testEnv.requestAccess(page, offeredCalendars(page.text).slice(0, 1))
    expect(limited.url.pathname).toBe('/outcome')
    expect(limited.text).toContain(LIMITED_PAGE)
    expect(limited.headers.has('retry-after')).toBe(false)
    limit.turnOff()
    const again = await testEnv.browser.get(WORKER + linkTo('/calendars', limited.text))
    expect(again.text.match(/checked/g)).toHaveLength(1)
    expect((await testEnv.requestAccess(again)).url.pathname).toMatch(/^\/de\/permissions\//)
  })

  test('the return keeps the request, and so does the outcome, which shows Retry-After', async () => {
    const limit = createLimit()
    const testEnv = createTestEnv(limit)
    const accessPage = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    limit.turnOn()
    const returned = await testEnv.browser.post(accessPage.url.href, { decision: 'accept-all' })
    expect(returned.url.pathname).toBe('/outcome')
    expect(returned.text).toContain(LIMITED_PAGE)
    const recheckUrl = WORKER + linkTo('/outcome', returned.text)
    const limited = await testEnv.browser.get(recheckUrl)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([503, RETRY_AFTER])
    limit.turnOff()
    expect((await testEnv.browser.get(recheckUrl)).text).toContain('<h1>Full access granted</h1>')
  })
})

/** The link with this path on a page. */
function linkTo(path: string, html: string): string {
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  return links.find((href) => href.startsWith(`${path}?`)) ?? `no link to ${path}`
}

describe('the service', () => {
  /** A connected user who is back from the access page, and the body of each call. */
  async function setUp() {
    const limit = createLimit()
    const testEnv = createServiceTestEnv({ ...limit, overrides: CREDENTIALS })
    const connect = { data_center: 'de', subject: 'user-1', return_to: RETURN_TO }
    const { json } = await testEnv.post('/connections', connect)
    const { url: connected } = await followLink(testEnv.newBrowser(), (json['redirect'] as { url: string }).url)
    const account = await testEnv.account('apple')
    const { redirect } = (await testEnv.begin(account)).json as { redirect: { url: string; sealed_request: string } }
    await testEnv.decide(redirect.url, 'accept')
    const { subject, ...caller } = account
    const fresh = await testEnv.control('tokens', { account: 'google', data_center: 'de' })
    const bodies: Readonly<Record<string, object>> = {
      '/permission-requests': { ...(await testEnv.account('google')), all_calendars: true },
      '/permission-requests/complete': { ...account, sealed_request: redirect.sealed_request },
      '/permissions/read': caller,
      '/connections/complete': {
        subject: connect.subject,
        sealed_connection: connected.searchParams.get('sealed_connection'),
      },
      '/connections/refresh': { data_center: 'de', refresh_token: fresh['refresh_token'] },
      '/connections/revoke': { data_center: 'de', token: fresh['refresh_token'] },
    }
    return { ...testEnv, limit, call: (path: string) => testEnv.post(path, bodies[path]) }
  }

  test.each([
    '/permission-requests',
    '/permission-requests/complete',
    '/permissions/read',
    '/connections/complete',
    '/connections/refresh',
    '/connections/revoke',
  ])('POST %s is 503 with Retry-After, after one call, and the same call works later', async (path) => {
    const { limit, calls, call } = await setUp()
    limit.turnOn()
    calls.length = 0
    const { status, headers, json } = await call(path)
    expect([status, headers.get('retry-after'), json['code']]).toEqual([503, RETRY_AFTER, 'rate_limited'])
    expect(calls).toHaveLength(1)
    limit.turnOff()
    expect((await call(path)).status).toBe(200)
  })

  test('the page to choose calendars shows Retry-After, and so does a choice, and both work later', async () => {
    const { limit, post, account, newBrowser } = await setUp()
    const { json } = await post('/permission-requests', { ...(await account('google')), choose_calendars: true })
    const browser = newBrowser()
    const expectLimited = ({ status, headers, text }: PageView) => {
      expect([status, headers.get('retry-after')]).toEqual([503, RETRY_AFTER])
      expect(text).toContain('<small>rate_limited</small>')
    }
    limit.turnOn()
    const limited = await browser.get((json['redirect'] as { url: string }).url)
    expectLimited(limited)
    limit.turnOff()
    const page = await browser.get(limited.url.href)
    const choose = ({ text }: PageView) => {
      const ids = offeredCalendars(text).map((id): [string, string] => ['calendar_id', id])
      return browser.post(`${limited.url.href}/start`, [...ids, ['list', listField(text)]])
    }
    limit.turnOn()
    expectLimited(await choose(page))
    limit.turnOff()
    expect((await choose(page)).url.pathname).toMatch(/^\/de\/permissions\//)
  })
})
