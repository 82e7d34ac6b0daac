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
import { followLink } from '../helpers/follow-link.ts'
import { createRecordingWorker, findExchangeIssues, type Intercept } from '../helpers/recording-worker.ts'
import { API_KEY, RETURN_TO, SERVICE } from '../helpers/service-test-env.ts'
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
    if (name === 'set-cookie') expect(decodeURIComponent(value)).not.toContain('session=evil')
  }
  const location = response.headers.get('location')
  if (location !== null && !location.startsWith('/')) expect(location).toBe(new URL(location).href)
}

const ORIGIN = 'https://app.example.com'
const OURS = { 'sec-fetch-site': 'same-origin' }

/** A call of the service. */
function toCall(body: object): RequestInit {
  const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' }
  return { method: 'POST', headers, body: JSON.stringify(body) }
}

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

/** A provider whose calendar has this name. */
function listOf(name: string): Intercept {
  const named = calendar(`id${name}`, { calendar_name: name, profile_name: name, provider_name: name })
  return ({ url }) => (url.endsWith('/v1/calendars') ? jsonResponse({ calendars: [named] }) : undefined)
}

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
      const worker = createRecordingWorker({ intercept: listOf(hostile) })
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

  test('builds every address from PUBLIC_URL, whatever Host and X-Forwarded-Host say (T15)', async () => {
    const worker = createRecordingWorker({ overrides: SERVICE })
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

    const connect = toCall({ subject: 'user-1', return_to: RETURN_TO, data_center: 'de' })
    const link = await redirectUrl(await ask('/connections', connect))
    const { location: signIn } = await ask(link.pathname + link.search)
    expect(new URL(signIn).searchParams.get('redirect_uri')).toBe(`${WORKER}/connections/callback/de`)
    const signedIn = await sandbox(signIn, { account: 'google' })
    const connected = new URL((await ask(signedIn.pathname + signedIn.search)).location)
    expect(connected.origin + connected.pathname).toBe(RETURN_TO)
    const sealed_connection = connected.searchParams.get('sealed_connection')
    const complete = toCall({ subject: 'user-1', sealed_connection })
    const { tokens } = (await (await ask('/connections/complete', complete)).response.json()) as Connection

    const account = { data_center: 'de', subject: 'user-1', access_token: tokens.access_token }
    const choice = await redirectUrl(await ask('/permission-requests', toCall({ ...account, choose_calendars: true })))
    const { location: page } = await ask(choice.pathname + choice.search)
    const chosen = new URLSearchParams({ calendar_id: 'cal_de_google1_home' })
    const start = await ask(`${page}/start`, { method: 'POST', body: chosen, headers: OURS })
    expect(new URL(start.location).origin).toBe(SANDBOX)
    const decided = await sandbox(start.location, { decision: 'accept-all' })
    expect(decided.origin + decided.pathname).toBe(`${WORKER}/permission-requests/return`)
    expect((await ask(decided.pathname + decided.search)).location).toMatch(`${RETURN_TO}?sealed_request=`)
    expect((await ask(`${page}/cancel`, { method: 'POST', headers: OURS })).location).toMatch(RETURN_TO)
    for (const { headers, text } of worker.exchanges) expect([...headers].join() + text).not.toMatch(/evil|:666/)
  })
})

interface Connection {
  readonly tokens: { readonly access_token: string }
}

/** Where the service sends the user: to the worker itself. */
async function redirectUrl({ response }: { response: Response }): Promise<URL> {
  const { redirect } = (await response.json()) as { redirect: { url: string } }
  expect(new URL(redirect.url).origin).toBe(WORKER)
  return new URL(redirect.url)
}

describe('the service', () => {
  test.each([
    '/connections/start?link={}',
    '/connections/start/{}?link={}',
    '/connections/callback/{}',
    '/connections/callback/de?code={}&state={}',
    '/connections/callback/de?error={}&error_description={}&state={}',
    '/permission-requests/choose?link={}',
    '/permission-requests/choose/{}?selected={}&filter={}',
    '/permission-requests/return?request={}&error={}',
  ])('takes line breaks in %s for text (T11)', async (path) => {
    const worker = createRecordingWorker({ overrides: SERVICE })
    for (const hostile of HOSTILE)
      await worker.newBrowser().get(WORKER + path.replaceAll('{}', encodeURIComponent(hostile)))
    expect(worker.exchanges.length).toBeGreaterThanOrEqual(HOSTILE.length)
    for (const exchange of worker.exchanges) {
      expectClean(exchange)
      expect(exchange.status).toBeGreaterThanOrEqual(400)
      expect(exchange.text).not.toContain('<script>')
    }
    for (const line of worker.logLines) expect(line).not.toMatch(/[\r\n\0]/)
  })

  test.each(['subject', 'return_to', 'provider_name', 'locale', 'link_token'])(
    'takes line breaks in %s of a connection for text (T11)',
    async (field) => {
      const worker = createRecordingWorker({ overrides: SERVICE })
      for (const hostile of HOSTILE) {
        const value = field === 'return_to' ? `${RETURN_TO}?x=${hostile}` : `x${hostile}`
        const connect = { subject: 'user-1', return_to: RETURN_TO, data_center: 'de', [field]: value }
        const response = await worker.fetch(new Request(`${WORKER}/connections`, toCall(connect)))
        const { redirect } = (await response.json()) as { redirect?: { url: string } }
        if (redirect !== undefined) await followLink(worker.newBrowser(), redirect.url)
      }
      for (const exchange of worker.exchanges) expectClean(exchange)
      for (const line of worker.logLines) expect(line).not.toContain('Injected')
    },
  )

  test('hands a hostile code on as one value (T11)', async () => {
    const sent: string[] = []
    const worker = createRecordingWorker({
      overrides: SERVICE,
      intercept: (_, body) => void sent.push(body),
    })
    for (const hostile of HOSTILE) {
      const connect = toCall({ subject: 'user-1', return_to: RETURN_TO, data_center: 'de' })
      const response = await worker.fetch(new Request(`${WORKER}/connections`, connect))
      const browser = worker.newBrowser()
      const { url } = await browser.get((await redirectUrl({ response })).href)
      const query = new URLSearchParams({ code: hostile, state: url.searchParams.get('state') ?? '' })
      const { url: end } = await browser.get(`${WORKER}/connections/callback/de?${query}`)
      const complete = { subject: 'user-1', sealed_connection: end.searchParams.get('sealed_connection') }
      const { status } = await worker.fetch(new Request(`${WORKER}/connections/complete`, toCall(complete)))
      expect(status).toBe(409)
      expect(new URLSearchParams(sent.pop()).get('code')).toBe(hostile)
    }
    for (const exchange of worker.exchanges) expectClean(exchange)
    expect(worker.logLines.join()).not.toContain('X-Injected')
  })

  test('takes line breaks in what the provider calls things for text (T11)', async () => {
    for (const hostile of HOSTILE) {
      const worker = createRecordingWorker({ overrides: SERVICE, intercept: listOf(hostile) })
      const account = { data_center: 'de', access_token: 'x', subject: 'user-1', choose_calendars: true }
      const response = await worker.fetch(new Request(`${WORKER}/permission-requests`, toCall(account)))
      await followLink(worker.newBrowser(), (await redirectUrl({ response })).href)
      expect(worker.exchanges.at(-2)?.status).toBe(200)
      for (const exchange of worker.exchanges) {
        expectClean(exchange)
        expect(exchange.text).not.toContain('<script>')
      }
    }
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
