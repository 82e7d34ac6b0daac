/** Every rejection leaves its reason: in the log line, in `onEvent`, and in `onError` (T25). */
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFetchHandler, createWorker, readConfig } from '../../../edge/worker/index.ts'
import { type ExtendedPermissionsOptions, extendedPermissions } from '../../../edge/worker/module.ts'
import { createSealedConnections } from '../../../edge/worker/service/connections/sealed-connection.ts'
import { createClient, type PermissionEvent } from '../../../src/index.ts'
import { createClock } from '../../helpers/clock.ts'
import { createKeys, OTHER_KEY } from '../../helpers/fixtures.ts'
import { sealRequest } from '../../helpers/seal-request.ts'
import { API_KEY, CREDENTIALS, RETURN_TO, serviceEnvironment } from '../../helpers/service-test-env.ts'
import { WORKER, workerEnvironment } from '../../helpers/test-env.ts'

const ORIGIN = 'https://app.example.com'
const RETURN = `${ORIGIN}/permissions/return`
const NOW = Date.UTC(2026, 0, 1)
const FORM = 'application/x-www-form-urlencoded'
const PREFLIGHT = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }

type Call = readonly [path: string, init: RequestInit]

const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'sec-fetch-site': 'same-origin', 'content-type': FORM, ...headers },
})

const seal = (overrides: object = {}, keys = createKeys()) =>
  sealRequest(keys, {
    subject: 'user-1',
    returnTo: `${ORIGIN}/settings`,
    redirectUri: RETURN,
    nowMs: NOW,
    ...overrides,
  })

const START = '/permissions/start'
const returnWith = async (request: Promise<string> | string): Promise<Call> => [
  `/permissions/return?request=${await request}`,
  {},
]

/** What is rejected, and the code that says so. */
const REJECTIONS: readonly (readonly [code: string, call: () => Call | Promise<Call>])[] = [
  ['cross_site_request', () => [START, post('all_calendars=true', { 'sec-fetch-site': 'cross-site' })]],
  ['invalid_return_to', () => [START, post('all_calendars=true&return_to=https://evil.example')]],
  ['unsupported_media_type', () => [START, post('x', { 'content-type': 'text/plain' })]],
  ['request_too_large', () => [START, post('x'.repeat(70_000))]],
  ['invalid_request', () => [START, post('calendars=1')]],
  ['invalid_selection', () => [START, post('all_calendars=1')]],
  ['no_calendar_selected', () => [START, post('')]],
  ['not_signed_in', () => [START, post('all_calendars=true')]],
  ['method_not_allowed', () => [START, {}]],
  ['invalid_sealed_request', () => returnWith('x')],
  ['invalid_sealed_request', () => returnWith(seal({}, createKeys(OTHER_KEY)))],
  ['invalid_sealed_request', () => returnWith(seal({ redirectUri: `${ORIGIN}/other/return` }))],
  ['expired_sealed_request', () => returnWith(seal({ nowMs: NOW - 4_000_000 }))],
  ['invalid_return_to', () => returnWith(seal({ returnTo: 'https://evil.example/' }))],
  ['not_signed_in', () => returnWith(seal())],
]

describe('the module', () => {
  function setUp(overrides: Partial<ExtendedPermissionsOptions> = {}) {
    const events: PermissionEvent[] = []
    const errors: unknown[] = []
    const app = new Hono().route(
      '/permissions',
      extendedPermissions({
        redirectUri: RETURN,
        allowedReturnUrls: [`${ORIGIN}/settings`],
        keys: createKeys(),
        getAccount: () => null,
        onEvent: (_, event) => void events.push(event),
        onError: (_, error) => void errors.push(error),
        client: createClient({ ...createClock(NOW), fetch: () => Promise.reject(new Error('not expected')) }),
        ...overrides,
      }),
    )
    return { app, events, errors }
  }

  test.each(REJECTIONS)('reports %s once, to both hooks (T25)', async (code, call) => {
    const { app, events, errors } = setUp()
    const [path, init] = await call()
    await app.request(ORIGIN + path, init)
    expect(events.filter(({ type }) => type === 'request_failed')).toEqual([{ type: 'request_failed', code }])
    expect(errors).toMatchObject([{ code }])
  })

  test('reports another user (T25)', async () => {
    const account = { dataCenter: 'de', accessToken: 'x', subject: 'user-2' } as const
    const { app, events, errors } = setUp({ getAccount: () => account })
    const [path] = await returnWith(seal())
    await app.request(ORIGIN + path)
    expect(events).toEqual([{ type: 'request_failed', code: 'account_mismatch' }])
    expect(errors).toMatchObject([{ code: 'account_mismatch' }])
  })

  test('a hook that throws changes no response (T25)', async () => {
    const fail = () => {
      throw new Error('hook')
    }
    const { app } = setUp({ onEvent: fail, onError: fail })
    expect((await app.request(RETURN)).status).toBe(400)
  })

  describe('without onError', () => {
    const printed: string[] = []
    beforeEach(() => {
      printed.length = 0
      vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line))
    })
    afterEach(() => void vi.restoreAllMocks())
    const lines = () => printed.map((line) => JSON.parse(line) as object)

    test('writes one line for a rejection (T25)', async () => {
      await setUp({ onError: undefined as never }).app.request(RETURN)
      expect(lines()).toMatchObject([{ error: 'invalid_sealed_request', status: 400, method: 'GET' }])
    })

    test('writes one line with the stack of what a hook threw, without what may be a secret (T25)', async () => {
      const { app } = setUp({
        onError: undefined as never,
        getAccount: () => {
          throw new Error('GET https://db.example/?key=hunter2 failed for at_de_5f3a8c1e9b7d4f60a2c4e6f8091b3d5f')
        },
      })
      await app.request(ORIGIN + START, post('all_calendars=true'))
      expect(lines()).toMatchObject([{ error: 'internal_error', status: 500 }])
      const [{ error_detail: detail }] = lines() as [{ error_detail: string }]
      expect(detail).toContain('Error: GET https://db.example/?… failed for …')
      expect(detail).toMatch(/\n {4}at /)
      expect(detail).not.toMatch(/hunter2|5f3a8c1e/)
    })
  })
})

describe('the worker', () => {
  function setUp(environment: Record<string, string>, nowMs = NOW) {
    const events: PermissionEvent[] = []
    const errors: unknown[] = []
    const logLines: string[] = []
    const worker = createWorker({
      config: readConfig(environment),
      now: () => nowMs,
      fetch: async () => new Response(null, { status: 401 }),
      onEvent: (_, event) => void events.push(event),
      onError: (_, error) => void errors.push(error),
      log: (line) => void logLines.push(line),
    })
    return { worker, events, errors, logLines }
  }

  const CONNECT: readonly (readonly [code: string, path: string, init: RequestInit])[] = [
    ['cross_site_request', '/connect/permissions/start', post('all_calendars=true', { 'sec-fetch-site': 'none' })],
    ['cross_site_request', '/sign-out', post('', { 'sec-fetch-site': 'cross-site' })],
    ['cross_site_request', '/calendars', post('', { 'sec-fetch-site': 'same-site' })],
    ['invalid_return_to', '/connect/permissions/start', post('all_calendars=true&return_to=https://evil.example')],
    ['request_too_large', '/connect/permissions/start', post('x'.repeat(70_000))],
    ['unsupported_media_type', '/calendars', post('{}', { 'content-type': 'application/json' })],
    ['no_calendar_selected', '/connect/permissions/start', post('')],
    ['not_signed_in', '/connect/permissions/start', post('all_calendars=true')],
    ['not_signed_in', '/calendars', {}],
    ['invalid_sealed_request', '/connect/permissions/return?request=x', {}],
    ['invalid_sealed_request', '/outcome?request=x', {}],
    ['invalid_authorization_response', '/connect/callback/de?code=x', {}],
    ['unknown_data_center', '/connect/eu', {}],
    ['not_found', '/nowhere', {}],
    ['method_not_allowed', '/sign-out', {}],
  ]

  test.each(CONNECT)('reports %s of %s in its line and to both hooks (T25)', async (code, path, init) => {
    const { worker, events, errors, logLines } = setUp(workerEnvironment())
    await worker.request(WORKER + path, init)
    expect(logLines.map((line) => (JSON.parse(line) as { error: string }).error)).toEqual([code])
    expect(events).toEqual([{ type: 'request_failed', code }])
    expect(errors).toMatchObject([{ code }])
  })

  const json = (body: unknown, key = API_KEY): RequestInit => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  })
  const account = { data_center: 'de', access_token: 'x', subject: 'user-1' }

  const connect = { subject: 'user-1', return_to: RETURN_TO, data_center: 'de' }
  const CHOOSE = '/permission-requests/choose'
  const PAGE = `${CHOOSE}/${crypto.randomUUID()}`

  /** A link that the service returned a number of seconds ago. */
  async function linkOf(path: string, body: object, ageSeconds = 0): Promise<string> {
    const { worker } = setUp(SERVICE, NOW - ageSeconds * 1000)
    const response = await worker.request(WORKER + path, json(body))
    const { redirect } = (await response.json()) as { redirect: { url: string } }
    return redirect.url.slice(WORKER.length)
  }

  /** Opens a link that is as old. Returns where it leads, and the cookies that it sets. */
  async function openLink(path: string, body: object, ageSeconds = 0): Promise<{ url: URL; init: RequestInit }> {
    const { worker } = setUp(SERVICE, NOW - ageSeconds * 1000)
    const { headers } = await worker.request(WORKER + (await linkOf(path, body, ageSeconds)))
    const cookie = headers.getSetCookie().map((line) => line.split(';')[0])
    return { url: new URL(headers.get('location') ?? '', WORKER), init: { headers: { cookie: cookie.join('; ') } } }
  }

  async function callback(query: Record<string, string>, ageSeconds = 0): Promise<Call> {
    const { url, init } = await openLink('/connections', connect, ageSeconds)
    const state = url.searchParams.get('state') ?? ''
    return [`/connections/callback/de?${new URLSearchParams({ ...query, state })}`, init]
  }

  /** Completes a connection that was sealed a number of seconds ago. */
  async function completeSealed(subject: string, ageSeconds = 0): Promise<Call> {
    const client = createClient(createClock(NOW - ageSeconds * 1000))
    const connection = { connectionId: 'id', subject, dataCenter: 'de', code: 'c', codeVerifier: 'v' } as const
    const sealed = await createSealedConnections({ keys: createKeys(), origin: WORKER, client }).seal(connection)
    return ['/connections/complete', json({ subject: 'user-1', sealed_connection: sealed })]
  }

  const SERVICE = serviceEnvironment(CREDENTIALS)
  const REJECTED_BY_SERVICE: readonly (readonly [code: string, what: string, call: () => Call | Promise<Call>])[] = [
    ['unauthorized', 'begin', () => ['/permission-requests', json({}, 'x')]],
    ['validation_failed', 'begin', () => ['/permission-requests', json({})]],
    ['invalid_selection', 'begin', () => ['/permission-requests', json(account)]],
    [
      'invalid_return_to',
      'begin',
      () => ['/permission-requests', json({ ...account, all_calendars: true, return_to: 'https://evil.example/' })],
    ],
    [
      'invalid_sealed_request',
      'complete',
      () => ['/permission-requests/complete', json({ ...account, sealed_request: 'x' })],
    ],
    ['invalid_sealed_request', 'the return', () => ['/permission-requests/return?request=x', {}]],
    ['method_not_allowed', 'begin', () => ['/permission-requests', {}]],
    ['not_found', 'no operation', () => ['/permissions/nowhere', {}]],
    ['unauthorized', 'connect', () => ['/connections', json(connect, 'x')]],
    ['invalid_return_to', 'connect', () => ['/connections', json({ ...connect, return_to: 'https://evil.example/' })]],
    ['data_center_not_configured', 'connect', () => ['/connections', json({ ...connect, data_center: 'sg' })]],
    ['validation_failed', 'refresh', () => ['/connections/refresh', json({ data_center: 'de' })]],
    ['validation_failed', 'revoke', () => ['/connections/revoke', json({ data_center: 'de' })]],
    [
      'client_credentials_rejected',
      'refresh',
      () => ['/connections/refresh', json({ data_center: 'de', refresh_token: 'x' })],
    ],
    ['client_credentials_rejected', 'revoke', () => ['/connections/revoke', json({ data_center: 'de', token: 'x' })]],
    [
      'invalid_connection',
      'complete',
      () => ['/connections/complete', json({ subject: 'user-1', sealed_connection: 'x' })],
    ],
    ['account_mismatch', 'complete for another user', () => completeSealed('user-2')],
    ['expired_connection', 'complete after ten minutes', () => completeSealed('user-1', 600)],
    ['client_credentials_rejected', 'complete', () => completeSealed('user-1')],
    ['invalid_link', 'the link to connect', () => ['/connections/start?link=x', {}]],
    ['expired_link', 'the link to connect', async () => [await linkOf('/connections', connect, 600), {}]],
    ['data_center_not_configured', 'the callback', () => ['/connections/callback/sg?code=x', {}]],
    ['invalid_authorization_response', 'a callback without its cookie', () => ['/connections/callback/de?code=x', {}]],
    ['invalid_authorization_response', 'a callback without a code', () => callback({})],
    ['access_denied', 'the callback', () => callback({ error: 'access_denied' })],
    ['authorization_failed', 'the callback', () => callback({ error: 'x' })],
    ['authorization_expired', 'the callback', () => callback({ code: 'x' }, 600)],
    ['cross_origin_request', 'connect', () => ['/connections', { method: 'OPTIONS', headers: PREFLIGHT }]],
    ['method_not_allowed', 'the link to connect', () => ['/connections/start', { method: 'POST' }]],
    ['not_found', 'no connection', () => ['/connections/nowhere', {}]],
    [
      'invalid_selection',
      'choose',
      () => ['/permission-requests', json({ ...account, choose_calendars: true, all_calendars: true })],
    ],
    ['invalid_link', 'the link to choose', () => [`${CHOOSE}?link=x`, {}]],
    [
      'expired_link',
      'the link to choose',
      async () => [await linkOf('/permission-requests', { ...account, choose_calendars: true }, 300), {}],
    ],
    ['expired_link', 'the page to choose', () => [PAGE, {}]],
    [
      'account_token_rejected',
      'the page to choose',
      async () => {
        const { url, init } = await openLink('/permission-requests', { ...account, choose_calendars: true })
        return [url.pathname, init]
      },
    ],
    ['cross_site_request', 'the choice', () => [`${PAGE}/start`, post('', { 'sec-fetch-site': 'cross-site' })]],
    ['cross_site_request', 'its cancelation', () => [`${PAGE}/cancel`, post('', { 'sec-fetch-site': 'same-site' })]],
    ['method_not_allowed', 'the choice', () => [`${PAGE}/start`, {}]],
  ]

  test.each(REJECTED_BY_SERVICE)(
    'reports %s of the service in its line and to both hooks (T25)',
    async (code, _, call) => {
      const { worker, events, errors, logLines } = setUp(SERVICE)
      const [path, init] = await call()
      await worker.request(WORKER + path, init)
      expect(logLines.map((line) => (JSON.parse(line) as { error: string }).error)).toEqual([code])
      expect(events.filter(({ type }) => type !== 'provider_request')).toEqual([{ type: 'request_failed', code }])
      expect(errors).toMatchObject([{ code }])
    },
  )

  test('an invalid configuration is logged once, not for each request (T25)', async () => {
    const problems: string[] = []
    const fetch = createFetchHandler({ onConfigError: (text) => void problems.push(text) })
    for (const path of ['/', '/', '/healthz']) await fetch(new Request(WORKER + path), {})
    expect(problems).toHaveLength(1)
  })
})
