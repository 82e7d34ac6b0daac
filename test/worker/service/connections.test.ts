import { afterAll, describe, expect, test } from 'vitest'
import { createSealedConnections } from '../../../edge/worker/service/connections/sealed-connection.ts'
import { createClient } from '../../../src/index.ts'
import { createKeys, OTHER_KEY } from '../../helpers/fixtures.ts'
import { documentedErrors } from '../../helpers/service-contract.ts'
import {
  API_KEY,
  CREDENTIALS,
  createServiceTestEnv,
  type JsonResponse,
  RETURN_TO,
} from '../../helpers/service-test-env.ts'
import { jsonResponse } from '../../helpers/stub-fetch.ts'
import type { TestBrowser } from '../../helpers/test-browser.ts'
import { SANDBOX, WORKER } from '../../helpers/test-env.ts'

const CONNECT = '/connections'
const COMPLETE = '/connections/complete'
const REFRESH = '/connections/refresh'
const REVOKE = '/connections/revoke'
const PATHS = [CONNECT, COMPLETE, REFRESH, REVOKE] as const

type TestEnv = ReturnType<typeof createServiceTestEnv>

/** A valid body of each operation. */
const BODIES: Readonly<Record<(typeof PATHS)[number], Record<string, string>>> = {
  [CONNECT]: { subject: 'ada', return_to: RETURN_TO, data_center: 'de' },
  [COMPLETE]: { subject: 'ada', sealed_connection: 'made-up' },
  [REFRESH]: { data_center: 'de', refresh_token: 'made-up' },
  [REVOKE]: { data_center: 'de', token: 'made-up' },
}

const seen = new Set<string>()

function expectProblem(response: JsonResponse, status: number, code: string): void {
  expect(response.json).toMatchObject({ status, code })
  expect(response.status).toBe(status)
  seen.add(`${status} ${code}`)
}

afterAll(() => {
  // Only where the whole file ran does it say anything.
  if (seen.size > 5) expect([...seen].sort()).toEqual([...new Set(PATHS.flatMap(documentedErrors))].sort())
})

const createTestEnv = (options: Parameters<typeof createServiceTestEnv>[0] = {}) =>
  createServiceTestEnv({ ...options, overrides: { ...CREDENTIALS, ...options.overrides } })

async function begin(testEnv: TestEnv, overrides: Record<string, string> = {}) {
  const { json } = await testEnv.post(CONNECT, { ...BODIES[CONNECT], ...overrides })
  return json['redirect'] as { url: string; connection_id: string; expires_at: string }
}

/** Signs in at the sandbox. Returns the query with which the browser comes back to the backend. */
async function signIn(browser: TestBrowser, link: string, account = 'apple'): Promise<URLSearchParams> {
  const authorize = await browser.get(link)
  expect(authorize.url.pathname).toMatch(/\/oauth\/authorize$/)
  const { url } = await browser.post(authorize.url.href, { account })
  expect(url.origin + url.pathname).toBe(RETURN_TO)
  return url.searchParams
}

/** A user who has come back, and what `complete` takes. */
async function cameBack(testEnv: TestEnv, overrides: Record<string, string> = {}) {
  const { url, connection_id: connectionId } = await begin(testEnv, overrides)
  const browser = testEnv.newBrowser()
  const query = await signIn(browser, url)
  const body = { subject: overrides['subject'] ?? 'ada', sealed_connection: query.get('sealed_connection') ?? '' }
  return { browser, body, connectionId }
}

const tokenCalls = ({ calls }: TestEnv) => calls.filter(({ url }) => url.includes('/oauth/token'))

describe('a connection', () => {
  test('leads to tokens, which work', async () => {
    const testEnv = createTestEnv()
    const { url, connection_id: connectionId, expires_at: expiresAt } = await begin(testEnv)
    expect(expiresAt).toBe(new Date(testEnv.clock.now() + 600_000).toISOString())
    const query = await signIn(testEnv.newBrowser(), url)
    expect([...query.keys()]).toEqual(['sealed_connection', 'connection_id'])
    expect(query.get('connection_id')).toBe(connectionId)
    expect(testEnv.calls).toEqual([])

    const body = { subject: 'ada', sealed_connection: query.get('sealed_connection') }
    const { json, headers } = await testEnv.post(COMPLETE, body)
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
    expect(json).toEqual({
      connection_id: connectionId,
      data_center: 'de',
      account: { sub: expect.stringMatching(/^acc_/), profile_name: 'cy@home.example', provider_name: 'apple' },
      tokens: {
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        expires_at: new Date(testEnv.clock.now() + 3_600_000).toISOString(),
        scope: 'read_write',
      },
    })
    const { access_token: accessToken } = json['tokens'] as Record<string, string>
    const account = { data_center: 'de', access_token: accessToken, subject: 'ada' }
    expect((await testEnv.begin(account)).json).toMatchObject({ status: 'redirect' })
  })

  test('is refreshed with the refresh token that came last, and ends when it is revoked', async () => {
    const testEnv = createTestEnv()
    const { body } = await cameBack(testEnv)
    const { tokens } = (await testEnv.post(COMPLETE, body)).json as { tokens: Record<string, string> }
    const refreshed = await testEnv.post(REFRESH, { data_center: 'de', refresh_token: tokens['refresh_token'] })
    const next = refreshed.json['tokens'] as Record<string, string>
    expect(next['access_token']).not.toBe(tokens['access_token'])
    expect(next['refresh_token']).toEqual(expect.any(String))

    const revoke = { data_center: 'de', token: next['refresh_token'] }
    expect((await testEnv.post(REVOKE, revoke)).json).toEqual({ status: 'revoked' })
    expectProblem(
      await testEnv.post(REFRESH, { data_center: 'de', refresh_token: next['refresh_token'] }),
      409,
      'invalid_grant',
    )
    const account = { data_center: 'de', access_token: next['access_token'], subject: 'ada' }
    expect((await testEnv.begin(account)).json).toMatchObject({ code: 'account_token_rejected' })
    expect((await testEnv.post(REVOKE, revoke)).json).toEqual({ status: 'revoked' })
  })

  test('keeps the refresh token where Cronofy sends none with a refresh, and says null where it has sent none', async () => {
    const tokens = { access_token: 'a', token_type: 'bearer' }
    const testEnv = createTestEnv({
      intercept: ({ url }) => (url.endsWith('/oauth/token') ? jsonResponse(tokens) : undefined),
    })
    const { json } = await testEnv.post(REFRESH, BODIES[REFRESH])
    expect(json['tokens']).toMatchObject({ access_token: 'a', refresh_token: 'made-up', scope: null })
    const { body } = await cameBack(testEnv)
    expect((await testEnv.post(COMPLETE, body)).json).toMatchObject({
      account: { sub: null, profile_name: null, provider_name: null },
      tokens: { refresh_token: null, expires_at: expect.stringMatching(/Z$/) },
    })
  })

  test('asks Cronofy for what the backend and the configuration say', async () => {
    const testEnv = createTestEnv({ overrides: { CRONOFY_SCOPE: 'read_only', CRONOFY_AVOID_LINKING: 'off' } })
    const link = await begin(testEnv, { provider_name: 'google', locale: 'de-AT' })
    const { url } = await testEnv.newBrowser().get(link.url)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: 'read_only',
      avoid_linking: 'false',
      provider_name: 'google',
      locale: 'de-AT',
      redirect_uri: `${WORKER}/connections/callback/de`,
      code_challenge_method: 'S256',
    })
  })

  test('with a link token does not ask Cronofy to avoid linking', async () => {
    const testEnv = createTestEnv()
    const { url } = await testEnv.newBrowser().get((await begin(testEnv, { link_token: 'link' })).url)
    expect(url.searchParams.get('link_token')).toBe('link')
    expect(url.searchParams.has('avoid_linking')).toBe(false)
  })

  test('begins with the choice of a data center where several have credentials, and without where one has', async () => {
    const several = createTestEnv()
    const { data_center: _, ...body } = BODIES[CONNECT]
    const { json } = await several.post(CONNECT, body)
    const browser = several.newBrowser()
    const page = await browser.get((json['redirect'] as { url: string }).url)
    expect(page.status).toBe(200)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    const hrefs = [...page.text.matchAll(/href="(\/connections\/start\/[^"]+)"/g)].map(([, href = '']) => href)
    expect(hrefs.map((href) => href.split('?')[0])).toEqual(['/connections/start/de', '/connections/start/uk'])
    const authorize = await browser.get(WORKER + hrefs[1]?.replaceAll('&amp;', '&'))
    expect(authorize.url.pathname).toBe('/uk/oauth/authorize')

    const one = createTestEnv({ overrides: { CRONOFY_UK_CLIENT_ID: '', CRONOFY_UK_CLIENT_SECRET: '' } })
    const only = await one.post(CONNECT, body)
    const direct = await one.newBrowser().get((only.json['redirect'] as { url: string }).url)
    expect(direct.url.pathname).toBe('/de/oauth/authorize')
  })

  test('comes back to the same place when its callback is loaded twice, with the same connection', async () => {
    const testEnv = createTestEnv()
    const { browser, connectionId } = await cameBack(testEnv)
    const callback = browser.visitedUrls.find((url) => url.includes('/connections/callback/')) ?? ''
    const { url } = await browser.get(callback)
    expect(url.origin + url.pathname).toBe(RETURN_TO)
    expect(url.searchParams.get('connection_id')).toBe(connectionId)
    expect(url.searchParams.has('sealed_connection')).toBe(true)
  })
})

describe('the wrong person (T33)', () => {
  test.each([
    ['opens a link of another user and completes it as themselves', 'ben'],
    ['signs out and in as another user before the return', 'ben'],
    ['has no subject that looks like it', 'Ada'],
    ['adds a byte', 'ada '],
  ])('%s: 403 account_mismatch, and the code stays unused (T33)', async (_, subject) => {
    const testEnv = createTestEnv()
    const { body } = await cameBack(testEnv)
    expectProblem(await testEnv.post(COMPLETE, { ...body, subject }), 403, 'account_mismatch')
    expect(tokenCalls(testEnv)).toEqual([])
    // The code is still good for the user who began.
    expect((await testEnv.post(COMPLETE, body)).status).toBe(200)
  })

  test('a callback without its cookie is a page, makes no call, and leads nowhere (T22)', async () => {
    const testEnv = createTestEnv()
    const browser = testEnv.newBrowser()
    const authorize = await browser.get((await begin(testEnv)).url)
    const response = await testEnv.sandbox.fetch(
      new Request(authorize.url, { method: 'POST', body: new URLSearchParams({ account: 'apple' }) }),
    )
    const page = await testEnv.newBrowser().get(response.headers.get('location') ?? '')
    expect(page.status).toBe(400)
    expect(page.url.pathname).toBe('/connections/callback/de')
    expect(page.text).toContain(`href="${RETURN_TO}?connection_error=invalid_authorization_response"`)
    expect(testEnv.calls).toEqual([])
  })

  test('a callback for another data center is rejected (T3)', async () => {
    const testEnv = createTestEnv()
    const { browser } = await cameBack(testEnv)
    const callback = browser.visitedUrls.find((url) => url.includes('/connections/callback/')) ?? ''
    const page = await browser.get(callback.replace('/callback/de', '/callback/uk'))
    expect(page.status).toBe(400)
    expect(testEnv.calls).toEqual([])
  })

  test('a code that was used is 409 invalid_grant', async () => {
    const testEnv = createTestEnv()
    const { body } = await cameBack(testEnv)
    await testEnv.post(COMPLETE, body)
    expectProblem(await testEnv.post(COMPLETE, body), 409, 'invalid_grant')
  })
})

describe('a browser that fetches without a person (T28)', () => {
  const SCANNERS: [string, RequestInit][] = [
    ['HEAD', { method: 'HEAD' }],
    ['Sec-Purpose', { headers: { 'sec-purpose': 'prefetch' } }],
    ['Purpose', { headers: { purpose: 'prefetch' } }],
    ['X-Purpose', { headers: { 'x-purpose': 'preview' } }],
    ['X-Moz', { headers: { 'x-moz': 'prefetch' } }],
  ]

  test.each(SCANNERS)('%s does nothing at the link and at the callback', async (_, init) => {
    const testEnv = createTestEnv()
    const { url } = await begin(testEnv)
    for (const target of [url, url.replace('/start?', '/start/de?'), `${WORKER}/connections/callback/de?code=x`]) {
      const response = await testEnv.worker.request(target, init)
      expect(response.status).toBe(204)
      expect(response.headers.get('set-cookie')).toBeNull()
    }
  })
})

describe('an end without a connection', () => {
  test('a refusal is told the backend, also when the callback is loaded twice', async () => {
    const testEnv = createTestEnv()
    const { url, connection_id: connectionId } = await begin(testEnv)
    const browser = testEnv.newBrowser()
    const { url: page } = await browser.get(url)
    const callback = `${WORKER}/connections/callback/de?${new URLSearchParams({ error: 'access_denied', state: page.searchParams.get('state') ?? '' })}`
    const { url: end } = await browser.get(callback)
    expect([...end.searchParams]).toEqual([
      ['connection_error', 'access_denied'],
      ['connection_id', connectionId],
    ])
    expect((await browser.get(callback)).url.href).toBe(end.href)
    expect(testEnv.parsedLog().at(-1)).toMatchObject({ error: 'access_denied' })
  })

  test.each([
    ['another error', { error: 'invalid_scope' }, 'authorization_failed'],
    ['no code', {}, 'invalid_authorization_response'],
    ['a code that fits into no URL', { code: 'x'.repeat(513) }, 'invalid_authorization_response'],
  ])('%s is told the backend', async (_, params, code) => {
    const testEnv = createTestEnv()
    const browser = testEnv.newBrowser()
    const { url } = await browser.get((await begin(testEnv)).url)
    const query = new URLSearchParams({
      ...(params as Record<string, string>),
      state: url.searchParams.get('state') ?? '',
    })
    const end = await browser.get(`${WORKER}/connections/callback/de?${query}`)
    expect(end.url.searchParams.get('connection_error')).toBe(code)
    expect(testEnv.calls).toEqual([])
  })

  test('a sign-in of more than ten minutes says so', async () => {
    const testEnv = createTestEnv()
    const browser = testEnv.newBrowser()
    const authorize = await browser.get((await begin(testEnv)).url)
    testEnv.clock.advance(600_000)
    const { url } = await browser.post(authorize.url.href, { account: 'apple' })
    expect(url.searchParams.get('connection_error')).toBe('authorization_expired')
  })

  test('a link of more than ten minutes is a page, which leads back to the backend', async () => {
    const testEnv = createTestEnv()
    const { url } = await begin(testEnv, { return_to: `${RETURN_TO}/calendars` })
    testEnv.clock.advance(600_000)
    const page = await testEnv.newBrowser().get(url)
    expect(page.status).toBe(410)
    expect(page.text).toContain(`href="${RETURN_TO}/calendars?connection_error=expired_link"`)
  })

  test.each([
    ['no link', ''],
    ['a made-up link', '?link=made-up'],
    ['a link for another purpose (T29)', undefined],
  ])('%s is a page without a redirect', async (_, query) => {
    const testEnv = createTestEnv()
    const account = await testEnv.account('apple')
    const { json } = await testEnv.post('/permission-requests', { ...account, choose_calendars: true })
    const other = new URL((json['redirect'] as { url: string }).url).search
    for (const path of ['/connections/start', '/connections/start/de']) {
      const page = await testEnv.newBrowser().get(WORKER + path + (query ?? other))
      expect(page.status).toBe(400)
      expect(page.url.origin).toBe(WORKER)
    }
  })

  test('a link for a data center leads to no other one', async () => {
    const testEnv = createTestEnv()
    const { url } = await begin(testEnv)
    for (const other of ['uk', 'eu']) {
      const page = await testEnv.newBrowser().get(url.replace('/start?', `/start/${other}?`))
      expect(page.url.pathname).toBe('/de/oauth/authorize')
    }
  })

  test('an open link at an unknown data center, and the callback there, are pages', async () => {
    const testEnv = createTestEnv()
    const { data_center: _, ...body } = BODIES[CONNECT]
    const { url } = (await testEnv.post(CONNECT, body)).json['redirect'] as { url: string }
    const browser = testEnv.newBrowser()
    for (const page of [
      await browser.get(url.replace('/start?', '/start/eu?')),
      await browser.get(`${WORKER}/connections/callback/sg`),
    ]) {
      expect(page.status).toBe(422)
      expect(page.headers.get('content-type')).toContain('text/html')
    }
  })

  test('the page to choose a data center only says that the user connects, and leads back', async () => {
    const testEnv = createTestEnv()
    const { data_center: _, ...body } = BODIES[CONNECT]
    const { url, connection_id: id } = (await testEnv.post(CONNECT, body)).json['redirect'] as Record<string, string>
    const page = await testEnv.newBrowser().get(url ?? '')
    expect(page.text).not.toContain('delete events')
    expect(page.text).toContain(`href="${RETURN_TO}?connection_error=canceled&amp;connection_id=${id}"`)
    expect(page.headers.get('cross-origin-opener-policy')).toBeNull()
  })

  test('a return URL that is no longer allowed becomes the default one (T1)', async () => {
    const wide = createTestEnv({ overrides: { ALLOWED_RETURN_URLS: `${RETURN_TO},https://old.example.com` } })
    const { url } = await begin(wide, { return_to: 'https://old.example.com/' })
    const narrow = createTestEnv()
    const query = await signIn(narrow.newBrowser(), url)
    expect(query.has('sealed_connection')).toBe(true)
  })
})

describe('five sign-ins at once (T4)', () => {
  test('each comes back as its own connection', async () => {
    const testEnv = createTestEnv()
    const browser = testEnv.newBrowser()
    const tabs = []
    for (let tab = 0; tab < 5; tab++) {
      const link = await begin(testEnv)
      tabs.push({ id: link.connection_id, page: (await browser.get(link.url)).url.href })
    }
    for (const { id, page } of tabs.toReversed()) {
      const { url } = await browser.post(page, { account: 'apple' })
      expect(url.searchParams.get('connection_id')).toBe(id)
    }
  })
})

describe.each(PATHS)('POST %s', (path) => {
  test('needs an API key (T33)', async () => {
    const testEnv = createTestEnv()
    expectProblem(await testEnv.post(path, BODIES[path], { authorization: `Bearer ${API_KEY}x` }), 401, 'unauthorized')
    expect(testEnv.calls).toEqual([])
  })

  test.each([
    ['no JSON', '{', {}, 400, 'invalid_request'],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['too long', `"${'x'.repeat(65_536)}"`, {}, 413, 'request_too_large'],
    ['empty', '{}', {}, 422, 'validation_failed'],
  ])('rejects a body that is %s', async (_, body, headers, status, code) => {
    const testEnv = createTestEnv()
    expectProblem(await testEnv.post(path, body, headers), status, code)
    expect(testEnv.calls).toEqual([])
  })

  test('is 405 for GET, with Allow', async () => {
    const response = await createTestEnv().worker.request(WORKER + path)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })
})

test.each([CONNECT, REFRESH, REVOKE])('POST %s names the data centers that have credentials', async (path) => {
  const testEnv = createTestEnv()
  const response = await testEnv.post(path, { ...BODIES[path as typeof CONNECT], data_center: 'sg' })
  expectProblem(response, 422, 'data_center_not_configured')
  expect(response.json['detail']).toBe(
    'This worker has no credentials for the data center "sg". It has them for de, uk. Use a data center that has credentials, or set CRONOFY_<ID>_CLIENT_ID and CRONOFY_<ID>_CLIENT_SECRET.',
  )
  expect(testEnv.calls).toEqual([])
})

test.each([CONNECT, REFRESH, REVOKE])('POST %s says so where no data center has credentials', async (path) => {
  const { data_center: _, ...body } = BODIES[path as typeof CONNECT]
  const response = await createServiceTestEnv().post(path, path === CONNECT ? body : BODIES[path as typeof REFRESH])
  expectProblem(response, 422, 'data_center_not_configured')
})

test('POST /connections rejects input that no cookie holds (T7)', async () => {
  const body = { ...BODIES[CONNECT], subject: '\u0001'.repeat(128), return_to: `${RETURN_TO}?${'x'.repeat(2000)}` }
  const response = await createTestEnv().post(CONNECT, body)
  expectProblem(response, 422, 'validation_failed')
  expect(response.json['errors']).toEqual({
    return_to: ['is too long for the cookie of the sign-in, together with the subject'],
  })
})

test.each(['\u0001', 'ü', '\ud800', ' '])(
  'POST /connections rejects a link token with %j (T30, T32)',
  async (character) => {
    const body = { ...BODIES[CONNECT], link_token: `a${character}` }
    expectProblem(await createTestEnv().post(CONNECT, body), 422, 'validation_failed')
  },
)

test('POST /connections rejects a return URL that is not allowed (T1)', async () => {
  const body = { ...BODIES[CONNECT], return_to: 'https://evil.example/settings' }
  expectProblem(await createTestEnv().post(CONNECT, body), 422, 'invalid_return_to')
})

const CONNECTION = { connectionId: 'id', subject: 'ada', dataCenter: 'de', code: 'code', codeVerifier: 'v' } as const
const NOW = Date.UTC(2026, 0, 1)

function sealWith({ keys = createKeys(), origin = WORKER }): Promise<string> {
  const client = createClient({ now: () => NOW })
  return createSealedConnections({ keys, origin, client }).seal(CONNECTION)
}

test.each([
  ['made up', async () => 'made-up'],
  ['sealed with other keys', () => sealWith({ keys: createKeys(OTHER_KEY) })],
  ['sealed at another origin (T29)', () => sealWith({ origin: 'https://staging.example.com' })],
])('a connection that was %s is 422, without a call', async (_, make) => {
  const testEnv = createTestEnv()
  const body = { subject: 'ada', sealed_connection: await make() }
  expectProblem(await testEnv.post(COMPLETE, body), 422, 'invalid_connection')
  expect(testEnv.calls).toEqual([])
})

test('a sealed permission request is no connection, and the other way round (T29)', async () => {
  const testEnv = createTestEnv()
  const account = await testEnv.account('apple')
  const { redirect } = (await testEnv.begin(account)).json as { redirect: { sealed_request: string } }
  expectProblem(
    await testEnv.post(COMPLETE, { subject: account.subject, sealed_connection: redirect.sealed_request }),
    422,
    'invalid_connection',
  )
  const { body } = await cameBack(testEnv)
  const completed = await testEnv.post('/permission-requests/complete', {
    ...account,
    sealed_request: body.sealed_connection,
  })
  expect(completed.json).toMatchObject({ code: 'invalid_sealed_request' })
})

test('a connection is 410 after ten minutes, and accepted in quotation marks before (T6)', async () => {
  const testEnv = createTestEnv()
  const { body } = await cameBack(testEnv)
  testEnv.clock.advance(599_000)
  const quoted = { ...body, sealed_connection: `"${body.sealed_connection}"` }
  expect((await testEnv.post(COMPLETE, quoted)).status).toBe(200)
  testEnv.clock.advance(1_000)
  expectProblem(await testEnv.post(COMPLETE, body), 410, 'expired_connection')
  expect(tokenCalls(testEnv)).toHaveLength(1)
})

/** What Cronofy may respond with at its token endpoints. */
const PROVIDER: readonly (readonly [string, () => Response, number, string])[] = [
  ['401', () => new Response(null, { status: 401 }), 500, 'client_credentials_rejected'],
  ['402', () => new Response(null, { status: 402 }), 409, 'plan_required'],
  ['403', () => new Response(null, { status: 403 }), 409, 'account_scope_insufficient'],
  ['423', () => new Response(null, { status: 423 }), 409, 'account_locked'],
  ['400', () => new Response(null, { status: 400 }), 502, 'provider_bad_request'],
  ['404', () => new Response(null, { status: 404 }), 502, 'provider_not_found'],
  ['422', () => jsonResponse({ errors: { code: [{ key: 'e' }] } }, { status: 422 }), 502, 'provider_validation_failed'],
  ['429', () => new Response(null, { status: 429, headers: { 'retry-after': '30' } }), 503, 'rate_limited'],
  ['500', () => new Response(null, { status: 500 }), 502, 'provider_unavailable'],
]

test.each([COMPLETE, REFRESH, REVOKE].flatMap((path) => PROVIDER.map((row) => [path, ...row] as const)))(
  'POST %s says of Cronofy responding with %s',
  async (path, _, respond, status, code) => {
    const testEnv = createTestEnv({ intercept: ({ url }) => (url.includes('/oauth/token') ? respond() : undefined) })
    const { body } = await cameBack(testEnv)
    const response = await testEnv.post(path, path === COMPLETE ? body : BODIES[path as typeof REFRESH])
    expectProblem(response, status, code)
    expect(tokenCalls(testEnv)).toHaveLength(1)
    if (status === 500) expect(response.json['detail']).toContain('Check the client ID and the secret')
  },
)

test.each([
  ['nonsense', () => new Response('<html>'), 502, 'invalid_provider_response'],
  [
    'no connection',
    () => {
      throw new TypeError('canary')
    },
    502,
    'provider_unreachable',
  ],
] as const)('POST /connections/refresh says of %s', async (_, respond, status, code) => {
  expectProblem(await createTestEnv({ intercept: respond }).post(REFRESH, BODIES[REFRESH]), status, code)
})

test('POST /connections/refresh is 504 if Cronofy does not respond in time', async () => {
  const testEnv = createTestEnv({ intercept: () => new Promise<Response>(() => undefined) })
  testEnv.clock.expireTimeouts()
  expectProblem(await testEnv.post(REFRESH, BODIES[REFRESH]), 504, 'timeout')
})

test('a bug of the worker is 500 without a word of it', async () => {
  const testEnv = createTestEnv({ config: { keys: { keysFor: () => Promise.reject(new Error('canary')) } } })
  for (const path of [CONNECT, COMPLETE]) {
    const response = await testEnv.post(path, {
      ...BODIES[path as typeof CONNECT],
      ...(path === COMPLETE && { sealed_connection: await sealWith({}) }),
    })
    expectProblem(response, 500, 'internal_error')
    expect(JSON.stringify(response.json)).not.toContain('canary')
  }
})

test('the URLs of a connection have at most 2,000 characters, and no "--" (T32)', async () => {
  const testEnv = createTestEnv()
  const subject = 'ü'.repeat(64)
  for (let attempt = 0; attempt < 20; attempt++) {
    const { url } = await begin(testEnv, { subject, link_token: 'x'.repeat(512) })
    const browser = testEnv.newBrowser()
    await signIn(browser, url)
    const own = browser.visitedUrls.filter((visited) => !visited.startsWith(SANDBOX))
    for (const visited of [url, ...own]) {
      expect(visited.length).toBeLessThanOrEqual(2000)
      expect(visited.replace(/code=[^&]*/, '')).not.toContain('--')
    }
  }
})

test('no browser and no log sees a token, a secret, or a code outside of its callback (T8)', async () => {
  const testEnv = createTestEnv()
  const { browser, body } = await cameBack(testEnv)
  await testEnv.post(COMPLETE, body)
  const log = browser.responseLog.filter((text) => !text.startsWith(SANDBOX)).join('\n')
  const withoutCallback = log.replaceAll(/\/connections\/callback\/de\?code=[^\s&]*/g, '')
  expect(withoutCallback).not.toMatch(/(?:at|rt|co)_de_[0-9a-f]{26}/)
  for (const secret of ['sandbox-secret', API_KEY]) expect(log).not.toContain(secret)
  expect(testEnv.logLines.join('\n')).not.toMatch(/eyJ|(?:at|rt|co)_de_|[?&](?:link|code|state)=/)
})
