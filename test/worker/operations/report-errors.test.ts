/** Every rejection leaves its reason: in the log line, in `onEvent`, and in `onError` (T25). */
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFetchHandler, createWorker, readConfig } from '../../../edge/worker/index.ts'
import { type ExtendedPermissionsOptions, extendedPermissions } from '../../../edge/worker/module.ts'
import { createClient, type PermissionEvent } from '../../../src/index.ts'
import { createClock } from '../../helpers/clock.ts'
import { createKeys, OTHER_KEY } from '../../helpers/fixtures.ts'
import { sealRequest } from '../../helpers/seal-request.ts'
import { API_KEY, serviceEnvironment } from '../../helpers/service-test-env.ts'
import { WORKER, workerEnvironment } from '../../helpers/test-env.ts'

const ORIGIN = 'https://app.example.com'
const RETURN = `${ORIGIN}/permissions/return`
const NOW = Date.UTC(2026, 0, 1)
const FORM = 'application/x-www-form-urlencoded'

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
  function setUp(environment: Record<string, string>) {
    const events: PermissionEvent[] = []
    const errors: unknown[] = []
    const logLines: string[] = []
    const worker = createWorker({
      config: readConfig(environment),
      now: () => NOW,
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

  test.each([
    ['unauthorized', '/permission-requests', json({}, 'x')],
    ['validation_failed', '/permission-requests', json({})],
    ['invalid_selection', '/permission-requests', json(account)],
    [
      'invalid_return_to',
      '/permission-requests',
      json({ ...account, all_calendars: true, return_to: 'https://evil.example/' }),
    ],
    ['invalid_sealed_request', '/permission-requests/complete', json({ ...account, sealed_request: 'x' })],
    ['invalid_sealed_request', '/permission-requests/return?request=x', {}],
    ['method_not_allowed', '/permission-requests', {}],
    ['not_found', '/permissions/nowhere', {}],
  ])('reports %s of the service in its line and to both hooks (T25)', async (code, path, init) => {
    const { worker, events, errors, logLines } = setUp(serviceEnvironment())
    await worker.request(WORKER + path, init as RequestInit)
    expect(logLines.map((line) => (JSON.parse(line) as { error: string }).error)).toEqual([code])
    expect(events).toEqual([{ type: 'request_failed', code }])
    expect(errors).toMatchObject([{ code }])
  })

  test('an invalid configuration is logged once, not for each request (T25)', async () => {
    const problems: string[] = []
    const fetch = createFetchHandler({ onConfigError: (text) => void problems.push(text) })
    for (const path of ['/', '/', '/healthz']) await fetch(new Request(WORKER + path), {})
    expect(problems).toHaveLength(1)
  })
})
