import fc from 'fast-check'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { extendedPermissions } from '../../edge/worker/module.ts'
import {
  begin,
  complete,
  createAuthorizeUrl,
  createClient,
  type Outcome,
  type PermissionEvent,
  parseReturnUrl,
} from '../../src/index.ts'
import { createClock } from '../helpers/clock.ts'
import { ACCOUNT, calendar, createKeys, unrestrictedCalendar } from '../helpers/fixtures.ts'
import { createRecordingWorker, findExchangeIssues } from '../helpers/recording-worker.ts'
import { jsonResponse } from '../helpers/stub-fetch.ts'
import { SANDBOX, WORKER } from '../helpers/test-env.ts'

/** What ends a header's line, or a text, somewhere on the way; and what only looks like it. */
const BREAKS = ['\r\n', '\n', '\r', '\0', '\u0085', '\u2028', '%0d%0a', '%00', '\u560d\u560a', '\\r\\n']
const INJECTED = 'X-Injected: yes'
const HOSTILE = [
  ...BREAKS.map((text) => `x${text}${INJECTED}${text}${text}<script>alert(1)</script>`),
  ...BREAKS.slice(0, 4).map((text) => `${text}Set-Cookie: session=evil`),
]

/** That no input became a header, a line of one, or a place to go. */
function expectClean(response: { status: number; headers: Headers }): void {
  expect(response.status).toBeLessThan(500)
  for (const [name, value] of response.headers) {
    expect(`${name}: ${value}`).toMatch(/^[\x20-\x7e]+$/)
    expect(name).not.toBe('x-injected')
    if (name === 'set-cookie') expect(value).not.toContain('evil')
  }
  const location = response.headers.get('location')
  if (location !== null && !location.startsWith('/')) expect(location).toBe(new URL(location).href)
}

const ORIGIN = 'https://app.example.com'
const OURS = { 'sec-fetch-site': 'same-origin' }

/** An application that has the module, with a provider that grants. */
function createApplication(stateTransport: 'query' | 'cookie' = 'query') {
  const outcomes: Outcome[] = []
  const events: PermissionEvent[] = []
  const returnUrls: string[] = []
  const app = new Hono()
  app.route(
    '/permissions',
    extendedPermissions({
      redirectUri: `${ORIGIN}/permissions/return`,
      allowedReturnUrls: [`${ORIGIN}/settings`],
      keys: createKeys(),
      stateTransport,
      getAccount: () => ACCOUNT,
      onOutcome: (_, outcome) => void outcomes.push(outcome),
      onEvent: (_c, event) => void events.push(event),
      client: createClient({
        wait: createClock().wait,
        fetch: async (request) => {
          if (request.method === 'GET') return jsonResponse({ calendars: [calendar('a'), calendar('b')] })
          returnUrls.push(((await request.json()) as { redirect_uri: string }).redirect_uri)
          return jsonResponse({ permissions_request: { url: 'https://app-de.cronofy.com/permissions/x' } })
        },
      }),
    }),
  )
  const start = (body: string, type: string, headers: Record<string, string> = {}) =>
    app.request(`${ORIGIN}/permissions/start`, {
      method: 'POST',
      body,
      headers: { ...OURS, 'content-type': type, ...headers },
    })
  return { app, start, outcomes, events, returnUrls }
}

/** What else the body needs, so that the request is made. */
const ALL: Record<string, object> = { return_to: { all_calendars: 'true' }, other: { all_calendars: 'true' } }

describe('the module', () => {
  test.each(['return_to', 'calendar_id', 'other'])(
    'takes line breaks in %s for text, form or JSON (T11)',
    async (field) => {
      const { start, app, returnUrls } = createApplication()
      for (const hostile of HOSTILE) {
        for (const value of [
          hostile,
          `/settings${hostile}`,
          `${ORIGIN}/settings?x=${hostile}`,
          `/settings#${hostile}`,
        ]) {
          expectClean(
            await start(
              new URLSearchParams({ ...ALL[field], [field]: value }).toString(),
              'application/x-www-form-urlencoded',
            ),
          )
          expectClean(await start(JSON.stringify({ ...ALL[field], [field]: value }), 'application/json'))
          const returnUrl = returnUrls.pop()
          if (returnUrl !== undefined) expectClean(await app.request(returnUrl))
        }
      }
    },
  )

  test('emits a return address as it was parsed, not as it came (T11)', async () => {
    const { start, app, returnUrls } = createApplication()
    for (const [value, path] of [
      ['/set\r\ntings?x=1', '/settings?x=1'],
      ['\t/settings\n', '/settings'],
    ]) {
      const body = new URLSearchParams({ all_calendars: 'true', return_to: value ?? '' }).toString()
      expect((await start(body, 'application/x-www-form-urlencoded')).status).toBe(303)
      const response = await app.request(returnUrls.pop() ?? '')
      const { href } = new URL(path ?? '', ORIGIN)
      expect(response.headers.get('location')).toBe(
        `${href}${href.includes('?') ? '&' : '?'}permission_status=unconfirmed`,
      )
    }
  })

  test.each(['request', 'error', 'permission_status', 'permission_error'])(
    'takes line breaks in the %s of its return for text (T11)',
    async (name) => {
      for (const stateTransport of ['query', 'cookie'] as const) {
        const { app, start, returnUrls } = createApplication(stateTransport)
        const begun = await start('{"all_calendars":true}', 'application/json')
        const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
        for (const hostile of HOSTILE) {
          for (const query of [encodeURIComponent(hostile), hostile.replaceAll(/[\r\n\0]/g, '')]) {
            const url = `${returnUrls[0]}${returnUrls[0]?.includes('?') ? '&' : '?'}${name}=${query}`
            expectClean(await app.request(url, { headers: { cookie } }))
          }
        }
      }
    },
  )

  test('is moved by no header (T11, T15)', async () => {
    const { app, start, returnUrls } = createApplication()
    for (const hostile of [
      'evil.example',
      'evil.example%0d%0ax: y',
      '"><script>',
      'a, b',
      'é'.normalize('NFD').slice(0, 1),
    ]) {
      const headers = Object.fromEntries(
        ['x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'referer', 'cookie', 'accept', 'range'].map((name) => [
          name,
          hostile,
        ]),
      )
      expectClean(await start('all_calendars=true', 'application/x-www-form-urlencoded', headers))
      const response = await app.request(returnUrls.pop() ?? '', { headers })
      expectClean(response)
      expect(response.headers.get('location')).toBe(`${ORIGIN}/settings?permission_status=unconfirmed`)
    }
  })
})

describe('the connect app', () => {
  const PATHS = [
    '/connect/{}',
    '/connect/callback/{}',
    '/connect/callback/de?code={}&state={}',
    '/connect/callback/de?error={}&error_description={}&state={}',
    '/connect/permissions/return?request={}&error={}',
    '/outcome?permission_status=error&permission_error={}',
    '/outcome?request={}&error={}&permission_status={}',
    '/{}',
  ]

  test.each(PATHS)('takes line breaks in %s for text (T11)', async (path) => {
    const worker = createRecordingWorker()
    const browser = worker.newBrowser()
    for (const signedIn of [false, true]) {
      if (signedIn) {
        const authorize = await browser.get(`${WORKER}/connect/de`)
        await browser.post(authorize.url.href, { account: 'apple' })
      }
      worker.exchanges.length = 0
      for (const hostile of HOSTILE) await browser.get(WORKER + path.replaceAll('{}', encodeURIComponent(hostile)))
      expect(worker.exchanges.length).toBeGreaterThanOrEqual(HOSTILE.length)
      for (const exchange of worker.exchanges) {
        expectClean(exchange)
        expect(findExchangeIssues(exchange)).toEqual([])
        expect(exchange.text).not.toContain('<script>')
      }
      for (const line of worker.logLines) expect(line).not.toMatch(/[\r\n\0]/)
    }
  })

  test('hands a hostile code on as one value, and nothing of it to the page or the log (T11)', async () => {
    const sent: string[] = []
    const worker = createRecordingWorker({
      intercept: (request, body) => {
        if (request.url.endsWith('/oauth/token')) sent.push(body)
        return undefined
      },
    })
    for (const hostile of HOSTILE) {
      const browser = worker.newBrowser()
      const { url } = await browser.get(`${WORKER}/connect/de`)
      const callback = new URL(url.searchParams.get('redirect_uri') ?? '')
      callback.searchParams.set('code', hostile)
      callback.searchParams.set('state', url.searchParams.get('state') ?? '')
      const view = await browser.get(callback.href)
      expectClean(view)
      expect(view.text).not.toContain('<script>')
      const form = new URLSearchParams(sent.pop())
      const fields = ['client_id', 'client_secret', 'code', 'code_verifier', 'grant_type', 'redirect_uri']
      expect([...form.keys()].sort()).toEqual(fields)
      expect(form.get('code')).toBe(hostile)
    }
    expect(worker.logLines.join()).not.toContain('X-Injected')
  })

  test('takes line breaks in what the provider calls things for text (T11)', async () => {
    for (const hostile of HOSTILE) {
      const worker = createRecordingWorker({
        intercept: (request) =>
          request.url.endsWith('/v1/calendars')
            ? jsonResponse({
                calendars: [
                  calendar(`id${hostile}`, { calendar_name: hostile, profile_name: hostile, provider_name: hostile }),
                ],
              })
            : undefined,
      })
      const browser = worker.newBrowser()
      const authorize = await browser.get(`${WORKER}/connect/de`)
      await browser.post(authorize.url.href, { account: 'apple' })
      await browser.post(`${WORKER}/connect/permissions/start`, { all_calendars: 'true', return_to: '/outcome' })
      for (const exchange of worker.exchanges) {
        expectClean(exchange)
        expect(exchange.text).not.toContain('<script>')
      }
    }
  })

  test('builds every address from PUBLIC_URL, whatever Host and its kin say (T15)', async () => {
    const worker = createRecordingWorker()
    const spoofed = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '666',
      'x-forwarded-prefix': '/evil.example',
      forwarded: 'host=evil.example;proto=https',
      'x-original-url': 'https://evil.example/evil',
      'x-rewrite-url': '/evil.example',
      'x-host': 'evil.example',
    }
    const jar = new Map<string, string>()
    // A runtime makes the address of a request from its Host, so the address is spoofed as well.
    const ask = async (path: string, init: RequestInit = {}) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { ...spoofed, cookie, ...init.headers }
      const response = await worker.fetch(new Request(`https://evil.example:666${path}`, { ...init, headers }))
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        jar.set(name, value)
      }
      return { response, location: response.headers.get('location') ?? '' }
    }
    const sandbox = async (url: string, fields: Record<string, string>) => {
      const reply = await worker.sandbox.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(fields) }))
      return new URL(reply.headers.get('location') ?? '')
    }

    await ask('/')
    const { location: authorize } = await ask('/connect/de')
    expect(new URL(authorize).origin).toBe(SANDBOX)
    expect(new URL(authorize).searchParams.get('redirect_uri')).toBe(`${WORKER}/connect/callback/de`)
    const callback = await sandbox(authorize, { account: 'apple' })
    expect(callback.origin).toBe(WORKER)
    expect((await ask(callback.pathname + callback.search)).location).toBe('/calendars')
    expect((await ask('/calendars')).response.status).toBe(200)
    const { location: access } = await ask('/connect/permissions/start', {
      method: 'POST',
      body: new URLSearchParams({ all_calendars: 'true', return_to: '/outcome' }),
      headers: OURS,
    })
    expect(worker.returnUrls.map((url) => new URL(url).origin)).toEqual([WORKER])
    const back = await sandbox(access, { decision: 'accept-all' })
    expect(back.origin).toBe(WORKER)
    const { location: outcome } = await ask(back.pathname + back.search)
    expect(outcome).toMatch(`${WORKER}/outcome?permission_status=granted`)
    await ask(outcome.slice(WORKER.length))
    await ask('/nowhere')
    const { response } = await ask('/connect/permissions/start', {
      method: 'POST',
      body: new URLSearchParams({ all_calendars: 'true' }),
      headers: { origin: 'https://evil.example:666' },
    })
    expect(response.status).toBe(403)
    for (const { headers, text } of worker.exchanges) expect([...headers].join() + text).not.toMatch(/evil|:666/)
  })
})

describe('the library', () => {
  const client = createClient({
    wait: createClock().wait,
    fetch: async (request) => {
      for (const [name, value] of request.headers) expect(`${name}: ${value}`).toMatch(/^[\x20-\x7e]+$/)
      expect(request.headers.has('x-injected')).toBe(false)
      if (request.method === 'GET') return jsonResponse({ calendars: [calendar('a')] })
      return jsonResponse({
        permissions_request: { url: 'https://app-de.cronofy.com/permissions/x\r\nX-Injected: yes' },
      })
    },
  })

  test.each([
    ['accessToken', (value: string) => ({ account: { ...ACCOUNT, accessToken: `x${value}` } })],
    ['subject', (value: string) => ({ account: { ...ACCOUNT, subject: value } })],
    ['dataCenter', (value: string) => ({ account: { ...ACCOUNT, dataCenter: `de${value}` } })],
    ['calendarIds', (value: string) => ({ calendarIds: [value] })],
    ['redirectUri', (value: string) => ({ redirectUri: `${ORIGIN}/return?x=${value}` })],
    ['returnTo', (value: string) => ({ returnTo: `${ORIGIN}/settings${value}` })],
  ])(
    'begin() sends no header that %s broke, and gives a parsed address or a typed error (T11)',
    async (_, overrides) => {
      for (const hostile of HOSTILE) {
        const options = {
          allCalendars: true,
          client,
          keys: createKeys(),
          account: ACCOUNT,
          redirectUri: `${ORIGIN}/return`,
          ...overrides(hostile),
        }
        const result = await begin(options as never).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toHaveProperty('code')
        else
          expect((result as { url: string }).url).toMatch(/^https:\/\/app-de\.cronofy\.com\/permissions\/[\x21-\x7e]+$/)
      }
    },
  )

  test('complete() and parseReturnUrl() take line breaks for text (T11)', async () => {
    const grants = createClient({ fetch: () => jsonResponse({ calendars: [unrestrictedCalendar('a')] }) })
    const begun = await begin({
      allCalendars: true,
      client,
      keys: createKeys(),
      account: ACCOUNT,
      redirectUri: `${ORIGIN}/return`,
    })
    if (begun.status !== 'redirect') throw new Error(`Cannot go on: begin() gave ${begun.status}`)
    for (const hostile of HOSTILE) {
      const common = { client: grants, keys: createKeys(), account: ACCOUNT }
      const outcome = await complete({
        redirectUri: `${ORIGIN}/return`,
        ...common,
        sealedRequest: begun.sealedRequest,
        error: hostile,
      })
      expect(outcome.status).toBe('granted')
      // What follows a seal is ignored, or makes it invalid.
      const changed = await complete({
        redirectUri: `${ORIGIN}/return`,
        ...common,
        sealedRequest: begun.sealedRequest + hostile,
      }).catch((error: unknown) => error)
      expect([outcome.requestId, 'invalid_sealed_request']).toContain(
        (changed as { requestId?: string; code?: string }).requestId ?? (changed as { code?: string }).code,
      )
      const url = `${ORIGIN}/return?request=${begun.sealedRequest}${encodeURIComponent(hostile)}`
      expect(parseReturnUrl(url).sealedRequest).toMatch(/^[\w.-]+$/)
    }
  })

  test('createAuthorizeUrl() gives an address of visible characters, whatever it is given (T11)', () => {
    const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(text, text, text, text, (clientId, redirectUri, scope, state) => {
        const url = createAuthorizeUrl(createClient(), { dataCenter: 'de', clientId }, { redirectUri, scope, state })
        expect(url).toMatch(/^https:\/\/app-de\.cronofy\.com\/oauth\/authorize\?[\x21-\x7e]+$/)
        expect([...new URL(url).searchParams.keys()]).toHaveLength(5)
      }),
    )
  })
})
