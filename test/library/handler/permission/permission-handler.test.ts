import { describe, expect, test, vi } from 'vitest'
import { createSandbox } from '../../../../edge/sandbox/index.ts'
import type { PermissionHandlerOptions, StartedRequest } from '../../../../src/handler/permission/options.ts'
import { createPermissionHandler } from '../../../../src/handler/permission/permission-handler.ts'
import { type Account, begin, complete, createClient, type Outcome } from '../../../../src/index.ts'
import { createClock } from '../../../helpers/clock.ts'
import { createKeys } from '../../../helpers/fixtures.ts'
import { SANDBOX } from '../../../helpers/test-env.ts'

const ORIGIN = 'https://app.example.com'
const REDIRECT_URI = `${ORIGIN}/permissions/return`
const OURS = { 'sec-fetch-site': 'same-origin' }

/** The context of this application: what its framework knows about a request. */
interface Session {
  readonly name: string
}

async function setUp(overrides: Partial<PermissionHandlerOptions<Session>> = {}, accountName = 'apple') {
  const clock = createClock(Date.now())
  const sandbox = createSandbox({ now: clock.now })
  const control = async (path: string, body: object): Promise<Record<string, string>> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return (await sandbox.fetch(new Request(`${SANDBOX}/sandbox/${path}`, init))).json() as never
  }
  const { access_token: accessToken = '' } = await control('tokens', { account: accountName, data_center: 'de' })
  const account: Account = { dataCenter: 'de', accessToken, subject: 'user-1' }
  const client = createClient({ sandboxUrl: SANDBOX, now: clock.now, wait: clock.wait, fetch: sandbox.fetch })
  const session: Session = { name: 'session' }
  const started: [Session, StartedRequest][] = []
  const outcomes: [Session, Outcome][] = []
  const errors: [Session, Error][] = []
  const keys = createKeys()
  const handler = createPermissionHandler<Session>({
    redirectUri: REDIRECT_URI,
    allowedReturnUrls: [`${ORIGIN}/settings`],
    keys,
    getAccount: () => account,
    onStart: (context, request) => void started.push([context, request]),
    onOutcome: (context, outcome) => void outcomes.push([context, outcome]),
    onError: (context, error) => void errors.push([context, error]),
    client,
    ...overrides,
  })
  const start = (body: string | object, headers: Record<string, string> = {}) =>
    handler.fetch(
      new Request(`${ORIGIN}/permissions/start`, {
        method: 'POST',
        headers: {
          ...OURS,
          'content-type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
      session,
    )
  const decide = async (url: string | null, decision = 'accept') =>
    (await control('decisions', { url, decision }))['redirect_to'] ?? ''
  return { handler, session, started, outcomes, errors, account, client, keys, clock, start, decide }
}

test('every hook receives the context of the caller', async () => {
  const { handler, session, started, outcomes, start, decide } = await setUp()
  const back = await decide((await start('all_calendars=true')).headers.get('location'))
  const response = await handler.fetch(new Request(back), session)
  expect(response.headers.get('location')).toBe(`${ORIGIN}/settings?permission_status=granted`)
  expect([started[0]?.[0], outcomes[0]?.[0]]).toEqual([session, session])
  expect(outcomes[0]?.[1]).toMatchObject({ status: 'granted', requestId: started[0]?.[1].requestId })
})

test('start() and return() serve routes of other names', async () => {
  const { handler, session, start, decide } = await setUp()
  const asked = await handler.start(
    new Request(`${ORIGIN}/api/ask-for-calendars`, {
      method: 'POST',
      headers: OURS,
      body: new URLSearchParams({ all_calendars: 'true' }),
    }),
    session,
  )
  expect(asked.status).toBe(303)
  const back = await decide((await start('all_calendars=true')).headers.get('location'))
  expect((await handler.return(new Request(back), session)).status).toBe(303)
})

test.each(['/permissions', '/permissions/', '/permissions/stop', '/permissions/%73tart'])(
  'fetch() responds with 404 to %s, with a page that links back',
  async (path) => {
    const { handler, session } = await setUp()
    const response = await handler.fetch(new Request(ORIGIN + path), session)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain(`href="${ORIGIN}/settings"`)
  },
)

test.each([
  ['start', 'GET', 'POST'],
  ['return', 'POST', 'GET, HEAD'],
])('fetch() responds to /%s with %s with 405, and allows %s', async (route, method, allowed) => {
  const { handler, session } = await setUp()
  const response = await handler.fetch(new Request(`${ORIGIN}/permissions/${route}`, { method }), session)
  expect([response.status, response.headers.get('allow')]).toEqual([405, allowed])
})

test.each([
  ['POST', '/x/start'],
  ['GET', '/x/return'],
])('fetch() reports a redirectUri that is not where the handler is mounted: %s %s', async (method, path) => {
  const { handler, session, errors } = await setUp()
  const response = await handler.fetch(new Request(ORIGIN + path, { method, headers: OURS }), session)
  expect(response.status).toBe(500)
  const problem = `According to redirectUri, this handler is mounted at /permissions, but it received a request for ${path}.`
  expect(errors).toMatchObject([[session, { message: expect.stringContaining(problem) }]])
})

test('without onError, an error is one line on the console', async () => {
  const lines: unknown[] = []
  const log = vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(line))
  try {
    const { handler, session } = await setUp({ onError: undefined })
    await handler.fetch(new Request(REDIRECT_URI), session)
  } finally {
    log.mockRestore()
  }
  expect(lines.map((line) => JSON.parse(String(line)))).toMatchObject([
    { error: 'invalid_sealed_request', status: 400, method: 'GET' },
  ])
})

test('start() ignores query parameters of the application', async () => {
  const { handler, session } = await setUp()
  const init = { method: 'POST', headers: OURS, body: new URLSearchParams({ all_calendars: 'true' }) }
  const response = await handler.fetch(new Request(`${ORIGIN}/permissions/start?tab=2`, init), session)
  expect(response.status).toBe(303)
})

test('start() sets no cookie when the redirect URI carries the request', async () => {
  const { start } = await setUp()
  expect((await start('all_calendars=true')).headers.get('set-cookie')).toBeNull()
})

test.each<[string, Record<string, string>]>([
  ['as htmx', { 'hx-request': 'true' }],
  ['from a script', { 'sec-fetch-mode': 'cors' }],
  ['with a type of JSON', { 'content-type': 'application/json' }],
])('return() redirects a request that comes %s, because only a navigation comes back', async (_, headers) => {
  const { handler, session, start, decide } = await setUp({ onOutcome: undefined })
  const back = await decide((await start('all_calendars=true')).headers.get('location'))
  const response = await handler.fetch(new Request(back, { headers }), session)
  expect([response.status, response.headers.get('location')]).toEqual([
    303,
    `${ORIGIN}/settings?permission_status=granted`,
  ])
})

test('return() calls Cronofy once more only with another token', async () => {
  let isRevoked = false
  const rejectedTokens: unknown[] = []
  const events: string[] = []
  const { handler, session, account, start, decide } = await setUp({
    onEvent: (_, { type }) => void events.push(type),
    getAccount: (_, { rejectedToken }) => {
      rejectedTokens.push(rejectedToken)
      return isRevoked ? { ...account, accessToken: 'revoked' } : account
    },
  })
  const back = await decide((await start('all_calendars=true&return_to=/settings/2')).headers.get('location'))
  isRevoked = true
  rejectedTokens.length = 0
  events.length = 0
  const response = await handler.fetch(new Request(back), session)
  expect(response.headers.get('location')).toBe(
    `${ORIGIN}/settings/2?permission_status=error&permission_error=account_token_rejected`,
  )
  expect(rejectedTokens).toEqual([undefined, 'revoked'])
  expect(events.filter((type) => type === 'provider_request')).toHaveLength(1)
})

test('return() ends at returnTo when the account is invalid', async () => {
  let subject = 'user-1'
  const { handler, session, account, start, decide } = await setUp({ getAccount: () => ({ ...account, subject }) })
  const back = await decide((await start('all_calendars=true&return_to=/settings/2')).headers.get('location'))
  subject = ''
  expect((await handler.fetch(new Request(back), session)).headers.get('location')).toBe(
    `${ORIGIN}/settings/2?permission_status=error&permission_error=invalid_account`,
  )
})

test('return() links to returnTo when another user comes back', async () => {
  let subject = 'user-1'
  const { handler, session, account, start, decide } = await setUp({ getAccount: () => ({ ...account, subject }) })
  const back = await decide((await start('all_calendars=true&return_to=/settings/2')).headers.get('location'))
  subject = 'user-2'
  const response = await handler.fetch(new Request(back), session)
  expect(response.status).toBe(403)
  expect(await response.text()).toContain(`href="${ORIGIN}/settings/2"`)
})

test('return() ends at the first of allowedReturnUrls for a request that begin() made without returnTo', async () => {
  const { handler, session, account, client, keys, decide } = await setUp()
  const result = await begin({ client, keys, account, allCalendars: true, redirectUri: REDIRECT_URI })
  const back = await decide(result.status === 'redirect' ? result.url : null)
  const response = await handler.fetch(new Request(back), session)
  expect(response.headers.get('location')).toBe(`${ORIGIN}/settings?permission_status=granted`)
})

describe('onStart', () => {
  test('receives what is needed to complete the request without the user', async () => {
    const { started, start, decide, account, client, keys } = await setUp()
    await decide((await start('all_calendars=true')).headers.get('location'))
    const [, request] = started[0] ?? []
    expect(request).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sealedRequest: expect.stringMatching(/^eyJ/),
      redirectUri: REDIRECT_URI,
      calendarIds: ['cal_de_apple1_work', 'cal_de_apple1_home'],
      expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    const { sealedRequest = '', redirectUri = '' } = request ?? {}
    // The user accepted and closed the tab.
    const outcome = await complete({ client, keys, account, sealedRequest, redirectUri })
    expect(outcome).toMatchObject({ status: 'granted', requestId: request?.requestId })
  })

  test('is not called when nothing is left to decide', async () => {
    const { started, outcomes, start } = await setUp({}, 'enterprise')
    await start('all_calendars=true')
    expect([started.length, outcomes.length]).toEqual([0, 1])
  })

  test('that throws keeps the user here, with permission_error=on_start_failed', async () => {
    const failure = new Error('the database is gone')
    const { start, errors, session } = await setUp({ onStart: () => Promise.reject(failure) })
    const response = await start('all_calendars=true')
    expect(response.headers.get('location')).toBe(
      `${ORIGIN}/settings?permission_status=error&permission_error=on_start_failed`,
    )
    expect(errors).toEqual([[session, failure]])
    const json = await start({ all_calendars: true })
    expect([json.status, await json.json()]).toEqual([500, { code: 'on_start_failed', message: expect.any(String) }])
  })
})

describe('the JSON response', () => {
  test('is a redirect to the page of Cronofy', async () => {
    const { start } = await setUp()
    const response = await start({ calendar_id: ['cal_de_apple1_work'] })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'redirect',
      url: expect.stringContaining(`${SANDBOX}/de/permissions/`),
    })
  })

  test('is done, with the URL to go on to, when nothing is left to decide', async () => {
    const { start } = await setUp({}, 'enterprise')
    expect(await (await start({ all_calendars: true })).json()).toEqual({
      status: 'done',
      url: `${ORIGIN}/settings?permission_status=granted`,
      permission_status: 'granted',
    })
  })

  test.each<[string, object, number, string]>([
    ['no selection', {}, 422, 'no_calendar_selected'],
    ['an unknown calendar', { calendar_id: 'cal_x' }, 422, 'unknown_calendars'],
    ['a foreign return_to', { all_calendars: true, return_to: 'https://evil.example/' }, 400, 'invalid_return_to'],
    ['both selections', { all_calendars: true, calendar_id: 'cal_x' }, 422, 'invalid_selection'],
  ])('is an error with its HTTP status for %s', async (_, body, status, code) => {
    const { start } = await setUp()
    const response = await start(body)
    expect([response.status, await response.json()]).toEqual([status, { code, message: expect.any(String) }])
  })

  test('is 401 when no user is signed in', async () => {
    const { start } = await setUp({ getAccount: () => null })
    const response = await start({ all_calendars: true })
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'not_signed_in' }])
  })

  test('is 403 for a page of another site', async () => {
    const { start } = await setUp()
    const response = await start({ all_calendars: true }, { 'sec-fetch-site': 'cross-site' })
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'cross_site_request' }])
  })
})

describe('the error page', () => {
  test('is plain, in English, and escapes what it links to', async () => {
    const { handler, session } = await setUp({ allowedReturnUrls: [`${ORIGIN}/a'b&c`] })
    const response = await handler.fetch(new Request(REDIRECT_URI), session)
    const page = await response.text()
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(page).toContain('<html lang="en" dir="ltr">')
    expect(page).toContain(`href="${ORIGIN}/a&#39;b&amp;c"`)
    expect(page).toContain('<small>invalid_sealed_request</small>')
    expect(page).toMatch(/<\/a><\/p>\s*<p><small>/)
    expect(response.headers.get('vary')).toBe('Accept-Language')
  })

  test('has the texts of pageTexts', async () => {
    const texts = {
      language: 'xx',
      direction: 'rtl',
      toApplication: '<back>',
      tryAgain: 'again',
      continue: 'on',
      errors: new Proxy({}, { get: (_, name) => ({ title: `title of ${String(name)}`, text: 'text' }) }) as never,
    } as const
    const { handler, session } = await setUp({ pageTexts: () => texts })
    const page = await (await handler.fetch(new Request(REDIRECT_URI), session)).text()
    expect(page).toContain('<html lang="xx" dir="rtl">')
    expect(page).toContain('<h1>title of invalidLink</h1>')
    expect(page).toContain('&lt;back&gt;')
  })

  test('of the application may fail: then the plain one is shown, and its error is reported', async () => {
    const failure = new Error('no template')
    const { handler, session, errors } = await setUp({ renderError: () => Promise.reject(failure) })
    const response = await handler.fetch(new Request(REDIRECT_URI), session)
    expect([response.status, errors]).toEqual([500, [[session, failure]]])
  })

  test('of the application may be a redirect, and gets the security headers', async () => {
    const { handler, session } = await setUp({ renderError: () => Response.redirect(`${ORIGIN}/help`) })
    const { status, headers } = await handler.fetch(new Request(REDIRECT_URI), session)
    expect([status, headers.get('location')]).toEqual([302, `${ORIGIN}/help`])
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
  })
})

describe('a user who is signed in, but not connected', () => {
  const notConnected = () => 'not_connected' as const

  test('returns from start to the page that can offer to connect', async () => {
    const { start, errors } = await setUp({ getAccount: notConnected })
    const response = await start('all_calendars=true')
    expect(response.headers.get('location')).toBe(
      `${ORIGIN}/settings?permission_status=error&permission_error=not_connected`,
    )
    expect(errors.map(([, error]) => error)).toMatchObject([{ code: 'not_connected' }])
  })

  test('gets 409 not_connected as JSON', async () => {
    const { start } = await setUp({ getAccount: notConnected })
    const response = await start({ all_calendars: true })
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'not_connected' }])
  })

  test('comes back to that page when the connection has ended on the way, and nothing is recorded', async () => {
    let isConnected = true
    const { handler, session, account, start, decide, outcomes } = await setUp({
      getAccount: () => (isConnected ? account : 'not_connected'),
    })
    const back = await decide((await start('all_calendars=true')).headers.get('location'))
    isConnected = false
    const response = await handler.fetch(new Request(back), session)
    expect(response.headers.get('location')).toBe(
      `${ORIGIN}/settings?permission_status=error&permission_error=not_connected`,
    )
    expect(outcomes).toEqual([])
  })
})
