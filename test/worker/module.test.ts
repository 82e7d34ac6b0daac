import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { type ExtendedPermissionsOptions, extendedPermissions } from '../../edge/worker/module.ts'
import { type Account, createClient, type Outcome, type PermissionEvent } from '../../src/index.ts'
import { createClock } from '../helpers/clock.ts'
import { createKeys, OTHER_KEY } from '../helpers/fixtures.ts'

const ORIGIN = 'https://app.example.com'
const SANDBOX = 'http://127.0.0.1:4010'
const OURS = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' }
const FORM = 'application/x-www-form-urlencoded'

/** The form that requests every calendar. */
const ALL = 'all_calendars=true'

/** An application with the module mounted, an emulator, and a signed-in user. */
async function setUp(overrides: Partial<ExtendedPermissionsOptions> = {}, account = 'apple') {
  const sandbox = createSandbox()
  const clock = createClock(Date.now())
  const calls: string[] = []
  const sent: { redirect_uri: string }[] = []
  const outcomes: Outcome[] = []
  const errors: unknown[] = []
  const events: PermissionEvent[] = []
  const control = async (path: string, body: unknown) => {
    const response = await sandbox.fetch(
      new Request(`${SANDBOX}/sandbox/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
    return (await response.json()) as Record<string, string>
  }
  const tokens = await control('tokens', { account, data_center: 'de' })
  let user: Account | null = { dataCenter: 'de', accessToken: tokens['access_token'] ?? '', subject: 'user-1' }
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    if (c.error) errors.push(c.error)
  })
  app.route(
    new URL('.', new URL(overrides.redirectUri ?? '/permissions/return', ORIGIN)).pathname.slice(0, -1),
    extendedPermissions({
      redirectUri: `${ORIGIN}/permissions/return`,
      allowedReturnUrls: [`${ORIGIN}/settings`, `${ORIGIN}/done`],
      keys: createKeys(),
      getAccount: () => user,
      onOutcome: (_, outcome) => void outcomes.push(outcome),
      onEvent: (_c, event) => void events.push(event),
      onError: () => undefined,
      client: createClient({
        sandboxUrl: SANDBOX,
        now: clock.now,
        wait: clock.wait,
        fetch: async (request) => {
          calls.push(`${request.method} ${new URL(request.url).pathname.replace('/de', '')}`)
          if (request.url.endsWith('/v1/permissions')) sent.push(await request.clone().json())
          return sandbox.fetch(request)
        },
      }),
      ...overrides,
    }),
  )

  const start = (body: string | undefined, headers: Record<string, string> = { ...OURS, 'content-type': FORM }) =>
    app.request(`${ORIGIN}/permissions/start`, { method: 'POST', headers, ...(body !== undefined && { body }) })
  return {
    app,
    clock,
    calls,
    sent,
    outcomes,
    errors,
    events,
    control,
    tokens,
    start,
    signIn: (account: Account | null) => {
      user = account
    },
    /** Begins, decides on the access page, and returns the URL that the user comes back to. */
    async decide(decision: 'accept' | 'reject', calendarIds?: string[], body = ALL) {
      const response = await start(body)
      const { redirect_to: url = '' } = await control('decisions', {
        url: response.headers.get('location'),
        decision,
        ...(calendarIds !== undefined && { calendar_ids: calendarIds }),
      })
      calls.length = 0
      return url
    },
  }
}

const WORK = 'cal_de_apple1_work'

describe('POST start', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: ORIGIN }],
    ['another host of our site', { 'sec-fetch-site': 'same-site', origin: 'https://evil.example.com' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['an unknown Sec-Fetch-Site', { 'sec-fetch-site': 'Same-Origin' }],
    ['another origin, without Sec-Fetch-Site', { origin: 'https://evil.example' }],
    ['another port, without Sec-Fetch-Site', { origin: `${ORIGIN}:8443` }],
    ['a page without a referrer', { origin: 'null' }],
    ['no page at all', {}],
  ])('responds with 403 and makes no call when it comes from %s (T16)', async (_, headers) => {
    for (const type of [FORM, 'application/json']) {
      const { start, calls } = await setUp({}, 'enterprise')
      const response = await start(type === FORM ? ALL : '{"all_calendars":true}', {
        ...(headers as Record<string, string>),
        'content-type': type,
      })
      expect(response.status).toBe(403)
      expect(calls).toEqual([])
    }
  })

  test.each(['text/plain', 'application/xml', 'application/jsonx', ''])(
    'responds with 415 when the media type is %j (T16)',
    async (type) => {
      const { start, calls } = await setUp()
      expect((await start('{}', { ...OURS, ...(type !== '' && { 'content-type': type }) })).status).toBe(415)
      expect(calls).toEqual([])
    },
  )

  test.each([
    ['not JSON', 'x'],
    ['an array', '[]'],
    ['a string', '"x"'],
    ['null', 'null'],
    ['an object whose calendar_id is a number', '{"calendar_id":5}'],
    ['an object with a misspelled field', '{"calendar_ids":["cal_de_enterprise1_work"]}'],
    ['an object whose calendar_id contains an object', '{"calendar_id":["a",{}]}'],
    ['an object whose return_to is an array', '{"return_to":["/settings"]}'],
  ])('responds with 400 in JSON when the body is %s (T18)', async (_, body) => {
    const { start, calls } = await setUp()
    const response = await start(body, { ...OURS, 'content-type': 'application/json' })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ code: 'invalid_request', message: expect.any(String) })
    expect(calls).toEqual([])
  })

  test('ignores other fields of a form', async () => {
    const { start } = await setUp()
    expect((await start(`csrf=x&submit=Allow&${ALL}`)).headers.get('location')).toContain('/de/permissions/')
  })

  test('responds with 413 when the body is too long (T12)', async () => {
    const { start, calls } = await setUp()
    expect((await start(`calendar_id=${'a'.repeat(65_536)}`)).status).toBe(413)
    expect(calls).toEqual([])
  })

  test.each(['https://evil.example', '//evil.example', '/settingsx', 'javascript:alert(1)'])(
    'renders a page instead of redirecting when return_to is %s (T1)',
    async (returnTo) => {
      const { start, calls } = await setUp()
      const response = await start(new URLSearchParams({ all_calendars: 'true', return_to: returnTo }).toString())
      expect(response.status).toBe(400)
      expect(response.headers.get('location')).toBeNull()
      expect(await response.text()).toContain(`href="${ORIGIN}/settings"`)
      expect(calls).toEqual([])
    },
  )

  test('responds with 401 when no user is signed in', async () => {
    const { start, signIn, calls } = await setUp()
    signIn(null)
    const response = await start(ALL)
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('You’re not signed in')
    expect(calls).toEqual([])
  })

  test.each([
    ['a calendar is unknown', 'calendar_id=gone', 'unknown_calendars'],
    ['the form names no calendar', 'calendar_id=', 'no_calendar_selected'],
    ['the form has no selection (T23)', 'x=y', 'no_calendar_selected'],
  ])('redirects to return_to with the error when %s', async (_, body, code) => {
    const { start, sent } = await setUp()
    const response = await start(`${body}&return_to=/done`)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${ORIGIN}/done?permission_status=error&permission_error=${code}`)
    expect(sent).toEqual([])
  })

  test('exposes the error as c.error', async () => {
    const { start, errors } = await setUp({}, 'locked')
    await start(ALL)
    expect(errors).toMatchObject([{ code: 'account_locked' }])
  })

  test('redirects to the access page for every eligible calendar', async () => {
    const { start, sent, calls } = await setUp()
    const response = await start(ALL)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(`${SANDBOX}/de/permissions/`)
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(sent[0]).toMatchObject({ permissions: { length: 2 } })
    expect(calls).toEqual(['GET /v1/calendars', 'POST /v1/permissions'])
  })

  test('requests each named calendar once', async () => {
    const { start, sent } = await setUp()
    await start(`calendar_id=&calendar_id=${WORK}&calendar_id=${WORK}`)
    expect(sent[0]).toMatchObject({ permissions: [{ calendar_id: WORK, permission_level: 'unrestricted' }] })
  })

  test('responds with JSON when the body is JSON', async () => {
    const { start } = await setUp()
    const response = await start(JSON.stringify({ calendar_id: [WORK] }), {
      ...OURS,
      'content-type': 'application/json; charset=utf-8',
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'redirect', url: expect.stringContaining('/de/permissions/') })
  })

  test('accepts its own Origin when Sec-Fetch-Site is absent (T16)', async () => {
    const { start } = await setUp()
    expect((await start(ALL, { origin: ORIGIN, 'content-type': FORM })).status).toBe(303)
  })

  test('calls onOutcome and redirects at once for an Enterprise Connect account', async () => {
    const { start, outcomes } = await setUp({}, 'enterprise')
    const response = await start(`${ALL}&return_to=/done?x=1`)
    expect(response.headers.get('location')).toBe(`${ORIGIN}/done?x=1&permission_status=granted`)
    expect(outcomes).toMatchObject([{ status: 'granted', subject: 'user-1', returnTo: `${ORIGIN}/done?x=1` }])
  })

  test('calls getAccount again when the token was rejected', async () => {
    const rejected: (string | undefined)[] = []
    const { start, calls, tokens } = await setUp({
      getAccount: (_, { rejectedToken }) => {
        rejected.push(rejectedToken)
        return { dataCenter: 'de', accessToken: rejectedToken === undefined ? 'stale' : fresh, subject: 'user-1' }
      },
    })
    const fresh = tokens['access_token'] ?? ''
    const response = await start(ALL)
    expect(rejected).toEqual([undefined, 'stale'])
    expect(calls).toEqual(['GET /v1/calendars', 'GET /v1/calendars', 'POST /v1/permissions'])
    expect(response.headers.get('location')).toMatch(`${SANDBOX}/de/permissions/`)
  })

  test.each([
    ['the same token', 'stale', 'permission_error=account_token_rejected'],
    ['another rejected one', 'stale-too', 'permission_error=account_token_rejected'],
  ])('gives up when getAccount returns %s', async (_, token, expected) => {
    const { start } = await setUp({
      getAccount: (_, { rejectedToken }) => ({
        dataCenter: 'de',
        accessToken: rejectedToken === undefined ? 'stale' : token,
        subject: 'user-1',
      }),
    })
    expect((await start(ALL)).headers.get('location')).toContain(expected)
  })

  test('responds with 401 when getAccount returns null for a rejected token', async () => {
    const { start } = await setUp({
      getAccount: (_, { rejectedToken }) =>
        rejectedToken === undefined ? { dataCenter: 'de', accessToken: 'stale', subject: 'user-1' } : null,
    })
    expect((await start(ALL)).status).toBe(401)
  })
})

describe('GET return', () => {
  test.each([
    ['no sealed request', ''],
    ['a forged one', '?request=x'],
    ['a repeated parameter (T5)', '?request=a&request=b'],
  ])('responds with 400 and a page when the URL contains %s', async (_, query) => {
    const { app, calls, outcomes } = await setUp()
    const response = await app.request(`${ORIGIN}/permissions/return${query}`)
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
    expect(calls).toEqual([])
    expect(outcomes).toEqual([])
  })

  test('responds with 400 when another key sealed the request (T19)', async () => {
    const { decide } = await setUp()
    const other = await setUp({ keys: createKeys(OTHER_KEY) })
    expect((await other.app.request(await decide('accept'))).status).toBe(400)
  })

  test('responds with 401 when the user has signed out', async () => {
    const { app, decide, signIn, outcomes } = await setUp()
    const url = await decide('accept')
    signIn(null)
    expect((await app.request(url)).status).toBe(401)
    expect(outcomes).toEqual([])
  })

  test('responds with 403 and makes no call when another user returns (T2)', async () => {
    const { app, decide, signIn, tokens, calls, outcomes } = await setUp()
    const url = await decide('accept')
    for (const account of [
      { dataCenter: 'de', subject: 'user-2' },
      { dataCenter: 'uk', subject: 'user-1' },
    ] as const) {
      signIn({ ...account, accessToken: tokens['access_token'] ?? '' })
      const response = await app.request(url)
      expect(response.status).toBe(403)
      expect(response.headers.get('location')).toBeNull()
    }
    expect(calls).toEqual([])
    expect(outcomes).toEqual([])
  })

  test('responds with 400 when the sealed return URL is no longer allowed (T1)', async () => {
    const { decide } = await setUp()
    const { app } = await setUp({ allowedReturnUrls: [`${ORIGIN}/elsewhere`] })
    const response = await app.request(await decide('accept'))
    expect(response.status).toBe(400)
  })

  test('renders a page when the return URL of an expired request is no longer allowed (T1)', async () => {
    const { decide } = await setUp()
    const { app, clock } = await setUp({ allowedReturnUrls: [`${ORIGIN}/elsewhere`] })
    const url = await decide('accept')
    clock.advance(3_600_000)
    const response = await app.request(url)
    expect(response.status).toBe(410)
    expect(response.headers.get('location')).toBeNull()
  })

  test('redirects to the application with the error when the request has expired (T6)', async () => {
    const { app, decide, clock, calls } = await setUp()
    const url = await decide('accept', undefined, `${ALL}&return_to=/done`)
    clock.advance(3_600_000)
    const response = await app.request(url)
    expect(response.headers.get('location')).toBe(
      `${ORIGIN}/done?permission_status=error&permission_error=expired_sealed_request`,
    )
    expect(calls).toEqual([])
  })

  test('redirects to the application with the error when onOutcome throws', async () => {
    const { app, decide, errors } = await setUp({
      onOutcome: () => {
        throw new Error('the database is gone')
      },
    })
    const response = await app.request(await decide('accept'))
    expect(response.headers.get('location')).toBe(
      `${ORIGIN}/settings?permission_status=error&permission_error=on_outcome_failed`,
    )
    expect(errors).toMatchObject([{ message: 'the database is gone' }])
  })

  test('redirects to the application and exposes the error when getAccount throws', async () => {
    let broken = false
    const { app, decide, errors, tokens } = await setUp({
      getAccount: () => {
        if (broken) throw new Error('no session store')
        return { dataCenter: 'de', accessToken: token, subject: 'user-1' }
      },
    })
    const token = tokens['access_token'] ?? ''
    const url = await decide('accept')
    broken = true
    const response = await app.request(url)
    expect(response.headers.get('location')).toContain('permission_error=internal_error')
    expect(errors).toMatchObject([{ message: 'no session store' }])
  })

  test.each([
    ['HEAD', { method: 'HEAD' }],
    ['a prefetch', { headers: { 'sec-purpose': 'prefetch;prerender' } }],
  ])('responds with 204 and makes no call for %s', async (_, init) => {
    const { app, decide, calls, outcomes } = await setUp()
    const response = await app.request(await decide('accept'), init)
    expect(response.status).toBe(204)
    expect(calls).toEqual([])
    expect(outcomes).toEqual([])
  })

  test.each([
    ['granted', 'accept', undefined],
    ['partial', 'accept', [WORK]],
    ['rejected', 'reject', undefined],
  ] as const)('verifies, calls onOutcome, and redirects with permission_status=%s', async (status, decision, ids) => {
    const { app, decide, outcomes } = await setUp()
    const response = await app.request(await decide(decision, ids && [...ids], `${ALL}&return_to=/done`))
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${ORIGIN}/done?permission_status=${status}`)
    expect(outcomes).toMatchObject([{ status, calendars: { length: 2 } }])
  })

  test('awaits onOutcome before it redirects', async () => {
    let recorded = false
    const { app, decide } = await setUp({
      onOutcome: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        recorded = true
      },
    })
    await app.request(await decide('accept'))
    expect(recorded).toBe(true)
  })

  test('calls onOutcome again with the same request ID when the page is reloaded', async () => {
    const { app, decide, outcomes } = await setUp()
    const url = await decide('accept')
    await app.request(url)
    await app.request(url)
    expect(outcomes).toHaveLength(2)
    expect(outcomes[0]?.requestId).toBe(outcomes[1]?.requestId)
  })

  test('never reports a grant when the user did not decide (T5)', async () => {
    const { app, start, sent, outcomes } = await setUp()
    await start(ALL)
    const url = sent[0]?.redirect_uri ?? ''
    await app.request(url)
    await app.request(`${url}&error=access_denied`)
    await app.request(`${url}?error=access_denied`)
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['unconfirmed', 'rejected', 'rejected'])
  })

  test('builds no URL from Host or X-Forwarded-Host (T15)', async () => {
    const { app, start, decide, sent } = await setUp()
    const spoofed = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
    await start(ALL, { ...OURS, ...spoofed, 'content-type': FORM })
    expect(sent[0]?.redirect_uri).toMatch(`${ORIGIN}/permissions/return?request=`)
    const response = await app.request(await decide('accept'), { headers: spoofed })
    expect(response.headers.get('location')).toBe(`${ORIGIN}/settings?permission_status=granted`)
  })
})

describe("stateTransport: 'cookie'", () => {
  test('passes on the error of the return URL', async () => {
    const { app, start, control, outcomes } = await setUp({ stateTransport: 'cookie' })
    const begun = await start(ALL)
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { redirect_to: url = '' } = await control('decisions', {
      url: begun.headers.get('location'),
      decision: 'reject',
    })
    await app.request(url, { headers: { cookie } })
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected'])
  })

  test('sets a cookie without prefix and Secure on http://localhost', async () => {
    const local = {
      redirectUri: 'http://localhost:8787/permissions/return',
      allowedReturnUrls: ['http://localhost:8787/settings'],
    }
    const { app } = await setUp({ stateTransport: 'cookie', ...local })
    const begun = await app.request('http://localhost:8787/permissions/start', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': FORM },
      body: ALL,
    })
    expect(begun.headers.get('set-cookie')).toMatch(
      /^permission-request-[0-9a-f]{8}=[\w.-]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  test('sends the exact redirect URI and reads the request from the cookie', async () => {
    const { app, start, control, sent, outcomes } = await setUp({ stateTransport: 'cookie' })
    const begun = await start(ALL)
    expect(sent[0]?.redirect_uri).toBe(`${ORIGIN}/permissions/return`)
    const cookie = begun.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(
      /^__Host-permission-request-[0-9a-f]{8}=[\w.-]+; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    const { redirect_to: url = '' } = await control('decisions', {
      url: begun.headers.get('location'),
      decision: 'accept',
    })
    const response = await app.request(url, { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(response.headers.get('location')).toContain('permission_status=granted')
    expect(outcomes).toHaveLength(1)
    // The outcome clears it.
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-permission-request-[0-9a-f]{8}=; Max-Age=0/)
  })

  test('responds with 400 without the cookie, even if the URL contains a request', async () => {
    const inQuery = await setUp()
    const { app } = await setUp({ stateTransport: 'cookie' })
    expect((await app.request(await inQuery.decide('accept'))).status).toBe(400)
  })
})

test('extendedPermissions() throws when maxCalendars is out of range, or there is no return URL', async () => {
  await expect(setUp({ allowedReturnUrls: [] })).rejects.toMatchObject({ code: 'invalid_configuration' })
  await expect(setUp({ maxCalendars: 251 })).rejects.toMatchObject({ code: 'invalid_max_calendars' })
})

test.each(['calendar_id=cal_de_apple1_work', 'calendar_ids=x', 'return_to=/done'])(
  'POST start responds with 400 and makes no call when the query contains %s',
  async (query) => {
    const { app, calls } = await setUp()
    for (const [type, body] of [
      [FORM, ALL],
      ['application/json', '{"all_calendars":true}'],
    ]) {
      const headers = { ...OURS, 'content-type': type ?? '' }
      const response = await app.request(`${ORIGIN}/permissions/start?${query}`, {
        method: 'POST',
        headers,
        body: body ?? '',
      })
      expect(response.status).toBe(400)
    }
    expect(calls).toEqual([])
  },
)

test('getAccount() receives the same deadline when it is called again', async () => {
  const questions: { rejectedToken?: string; deadlineMs: number }[] = []
  const stale: Account = { dataCenter: 'de', accessToken: 'stale', subject: 'user-1' }
  const { start, clock } = await setUp({
    getAccount: (_, question) => {
      questions.push(question)
      return stale
    },
  })
  const deadlineMs = clock.now() + 12_000
  await start(ALL)
  expect(questions).toEqual([{ deadlineMs }, { deadlineMs, rejectedToken: 'stale' }])
})

describe('renderError', () => {
  test.each([
    ['of its own', () => new Response('x'), 'no-store, no-transform'],
    ['whose headers cannot be changed', () => Response.redirect(`${ORIGIN}/sign-in`), 'no-store, no-transform'],
    ['with a header of its own', () => new Response('x', { headers: { 'cache-control': 'private' } }), 'private'],
  ])('may return a response %s, and missing security headers are added', async (_, renderError, cacheControl) => {
    const { app } = await setUp({ renderError })
    const { headers } = await app.request(`${ORIGIN}/permissions/return`)
    expect(headers.get('cache-control')).toBe(cacheControl)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('replaces the page, and receives the code, the status, and the default return URL', async () => {
    const { app } = await setUp({
      renderError: (c, failure, { returnTo }) => c.text(`${failure.code} ${returnTo}`, failure.status),
    })
    const response = await app.request(`${ORIGIN}/permissions/return`)
    expect(response.status).toBe(400)
    expect(await response.text()).toBe(`invalid_sealed_request ${ORIGIN}/settings`)
  })

  test.each(['return', 'start'])(
    'receives the return URL of the flow when no user is signed in at %s',
    async (step) => {
      const { app, decide, signIn, start } = await setUp({
        renderError: (c, failure, { returnTo }) => c.text(`${failure.code} ${returnTo}`, failure.status),
      })
      const url = await decide('accept', undefined, `${ALL}&return_to=/done/3`)
      signIn(null)
      const response = await (step === 'return' ? app.request(url) : start(`${ALL}&return_to=/done/3`))
      expect(await response.text()).toBe(`not_signed_in ${ORIGIN}/done/3`)
    },
  )
})

test('the default page links to the return URL, and to the same step when no user is signed in', async () => {
  const { app, decide, signIn, outcomes } = await setUp()
  const url = await decide('accept', undefined, `${ALL}&return_to=/done/3`)
  const user = { dataCenter: 'de', accessToken: 'x', subject: 'another user' } as const
  signIn(null)
  const page = await (await app.request(url)).text()
  expect(page).toContain(`<a href="${ORIGIN}/done/3">Go back to the application</a>`)
  // The page's own address: the step that is tried again.
  expect(page).toContain('<a href="">Try again</a>')
  expect(page).toContain('<small>not_signed_in</small>')
  signIn(user)
  const refused = await (await app.request(url)).text()
  expect(refused).not.toContain('Try again')
  expect(outcomes).toEqual([])
})

test('extendedPermissions() works without any optional hook', async () => {
  const { app, decide } = await setUp()
  const url = await decide('accept')
  const silent = await setUp()
  expect(silent.outcomes).toEqual([])
  expect((await app.request(url)).headers.get('set-cookie')).toBeNull()
  const quiet = extendedPermissions({
    redirectUri: `${ORIGIN}/permissions/return`,
    allowedReturnUrls: [`${ORIGIN}/settings`],
    keys: createKeys(),
    getAccount: () => null,
  })
  expect((await quiet.request(`${ORIGIN}/return`)).status).toBe(400)
})

test('onOutcome() may reject with a value that is not an Error', async () => {
  const { app, decide, errors } = await setUp({ onOutcome: () => Promise.reject('gone') })
  await app.request(await decide('accept'))
  expect(errors).toMatchObject([{ message: 'A hook threw a value of type string. Throw an Error.' }])
})

test.each([
  ['/permissions/return', 'redirectUri (not shown) must be an absolute URL, such as https://app.example.com.'],
  [
    `${ORIGIN}//permissions/return`,
    `redirectUri "${ORIGIN}//permissions/return" must not contain an empty path segment (//).`,
  ],
  [`${ORIGIN}/back`, `redirectUri "${ORIGIN}/back" must end in /return, without a fragment.`],
  [`${ORIGIN}/return#x`, `redirectUri "${ORIGIN}/return" must end in /return, without a fragment.`],
  [
    'http://app.example.com/return',
    'redirectUri "http://app.example.com/return" must be https. http is allowed on this machine only.',
  ],
])('extendedPermissions() throws with the reason when redirectUri is %s', async (redirectUri, problem) => {
  await expect(setUp({ redirectUri })).rejects.toMatchObject({ problems: [problem] })
})

test.each([
  [' Application/X-WWW-Form-URLEncoded ; charset=utf-8', `${ALL}&return_to=`, 303],
  ['application/json;charset="UTF-8"', '{"all_calendars":true}', 200],
])('POST start accepts the media type %s', async (type, body, status) => {
  const { start } = await setUp()
  expect((await start(body, { ...OURS, 'content-type': type })).status).toBe(status)
})

describe('POST start responds', () => {
  test.each(['cors', 'same-origin', 'no-cors'])('with JSON to a script with mode %s', async (mode) => {
    const { start } = await setUp()
    const response = await start(ALL, { ...OURS, 'content-type': FORM, 'sec-fetch-mode': mode })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'redirect', url: expect.stringContaining('/de/permissions/') })
    const refused = await start('', { ...OURS, 'content-type': FORM, 'sec-fetch-mode': mode })
    expect([refused.status, await refused.json()]).toEqual([
      422,
      { code: 'no_calendar_selected', message: 'Select at least one calendar.' },
    ])
    const invalid = await start('all_calendars=1', { ...OURS, 'content-type': FORM, 'sec-fetch-mode': mode })
    expect([invalid.status, await invalid.json()]).toEqual([
      422,
      { code: 'invalid_selection', message: expect.any(String) },
    ])
  })

  test('with HX-Redirect to htmx', async () => {
    const { start } = await setUp()
    const response = await start(ALL, { ...OURS, 'content-type': FORM, 'sec-fetch-mode': 'cors', 'hx-request': 'true' })
    expect([response.status, response.headers.get('location')]).toEqual([200, null])
    expect(response.headers.get('hx-redirect')).toContain('/de/permissions/')
  })

  test('with a redirect to a navigation', async () => {
    const { start } = await setUp()
    expect((await start(ALL, { ...OURS, 'content-type': FORM, 'sec-fetch-mode': 'navigate' })).status).toBe(303)
  })

  test.each([
    ['absent', undefined, 303],
    ['null, as with no-referrer', 'null', 303],
    ['foreign', 'https://evil.example', 403],
    ['our host over http', 'http://app.example.com', 403],
  ])('as required when Origin is %s and Sec-Fetch-Site is same-origin (T16)', async (_, origin, status) => {
    const { start, calls } = await setUp()
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': FORM, ...(origin !== undefined && { origin }) }
    expect((await start(ALL, headers)).status).toBe(status)
    if (status === 403) expect(calls).toEqual([])
  })
})

describe('GET return, with a session cookie with SameSite=Strict,', () => {
  test('loads itself again once, and then has the user', async () => {
    const { app, decide, signIn, tokens, outcomes, calls } = await setUp()
    const url = await decide('accept')
    signIn(null)
    const first = await app.request(url, { headers: { 'sec-fetch-site': 'cross-site' } })
    const text = await first.text()
    expect(first.status).toBe(200)
    const reference = /^0; url=(\?.*)$/.exec(first.headers.get('refresh') ?? '')?.[1]
    expect(reference).toBeDefined()
    const again = new URL(reference ?? '', url).href.slice(ORIGIN.length)
    expect(again).toMatch(/^\/permissions\/return\?again=1&request=/)
    expect(text).not.toContain(new URL(url).searchParams.get('request'))
    expect(calls).toEqual([])
    signIn({ dataCenter: 'de', accessToken: tokens['access_token'] ?? '', subject: 'user-1' })
    const second = await app.request(ORIGIN + again, { headers: { 'sec-fetch-site': 'same-origin' } })
    expect(second.headers.get('location')).toBe(`${ORIGIN}/settings?permission_status=granted`)
    expect(outcomes).toHaveLength(1)
  })

  test('loads itself again when a proxy removes a prefix of the path', async () => {
    const { app, decide, signIn } = await setUp()
    const url = (await decide('accept')).replace(ORIGIN, `${ORIGIN}/app`)
    signIn(null)
    const outer = new Hono().mount('/app', app.fetch)
    const first = await outer.request(url, { headers: { 'sec-fetch-site': 'cross-site' } })
    const reference = /^0; url=(.*)$/.exec(first.headers.get('refresh') ?? '')?.[1]
    expect(new URL(reference ?? '', url).href).toBe(url.replace('?', '?again=1&'))
  })

  test('stays on its origin when the mount path looks like a host (T11)', async () => {
    const { app, decide, signIn } = await setUp()
    const url = (await decide('accept')).replace(ORIGIN, `${ORIGIN}//evil.example`)
    signIn(null)
    const outer = new Hono().route('//evil.example', app)
    const first = await outer.request(url, { headers: { 'sec-fetch-site': 'cross-site' } })
    const reference = /^0; url=(.*)$/.exec(first.headers.get('refresh') ?? '')?.[1]
    expect(new URL(reference ?? '', url).origin).toBe(ORIGIN)
  })

  test.each(['same-origin', 'same-site', 'none', undefined])(
    'responds with 401 when no user is signed in and Sec-Fetch-Site is %s',
    async (site) => {
      const { app, decide, signIn } = await setUp()
      const url = await decide('accept')
      signIn(null)
      const headers: Record<string, string> = site === undefined ? {} : { 'sec-fetch-site': site }
      expect((await app.request(url, { headers })).status).toBe(401)
    },
  )

  test('responds with 401 to the second load when no user is signed in', async () => {
    const { app, decide, signIn } = await setUp()
    const url = await decide('accept')
    signIn(null)
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await app.request(url.replace('?', '?again=1&'), { headers })).status).toBe(401)
  })

  test('does not load itself again when the seal is forged', async () => {
    const { app, signIn } = await setUp()
    signIn(null)
    const response = await app.request(`${ORIGIN}/permissions/return?request=x`, {
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(response.status).toBe(400)
  })
})

test.each([
  ['POST', '/wrong/start'],
  ['GET', '/wrong/return'],
])('%s %s is 500, and says where to mount the module, when redirectUri is elsewhere', async (method, path) => {
  const errors: Error[] = []
  const module = extendedPermissions({
    redirectUri: `${ORIGIN}/permissions/return`,
    allowedReturnUrls: [`${ORIGIN}/settings`],
    keys: createKeys(),
    getAccount: () => null,
    onError: (_, error) => void errors.push(error),
  })
  const response = await new Hono().route('/wrong', module).request(ORIGIN + path, { method, headers: OURS })
  expect(response.status).toBe(500)
  expect(errors).toMatchObject([
    {
      code: 'invalid_configuration',
      message: expect.stringContaining(`mounted at /permissions, but it received a request for ${path}.`),
    },
  ])
})

test('a prefix that a proxy adds or removes is no wrong mount point', async () => {
  const { app, signIn } = await setUp({ redirectUri: `${ORIGIN}/app/permissions/return` })
  signIn(null)
  expect((await app.request(`${ORIGIN}/app/permissions/return`)).status).toBe(400)
  const stripped = await setUp()
  for (const prefix of ['/app', '/v1/app']) {
    const behindProxy = new Hono().route(prefix, stripped.app)
    expect((await behindProxy.request(`${ORIGIN}${prefix}/permissions/return`)).status).toBe(400)
  }
})

test('two mount points with one key reject the requests of each other (T29)', async () => {
  for (const stateTransport of ['query', 'cookie'] as const) {
    const one = await setUp({ stateTransport })
    const { app: other } = await setUp({ stateTransport, redirectUri: `${ORIGIN}/other/return` })
    const begun = await one.start(ALL)
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { redirect_to: url = '' } = await one.control('decisions', {
      url: begun.headers.get('location'),
      decision: 'accept',
    })
    const forged = await other.request(url.replace('/permissions/', '/other/'), { headers: { cookie } })
    expect(forged.status).toBe(400)
  }
})

test.each(['GET', 'HEAD'])('a %s whose empty body other code has read is handled', async (method) => {
  const { app } = await setUp()
  const outer = new Hono()
    .use(async (c, next) => {
      await c.req.text()
      await next()
    })
    .route('/', app)
  expect((await outer.request(`${ORIGIN}/permissions/return`, { method })).status).toBe(method === 'GET' ? 400 : 204)
})
