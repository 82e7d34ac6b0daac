/**
 * Every fault of the emulator against the client. Each one ends within the client's limits, with a result or a typed
 * error.
 */
import { expect, test } from 'vitest'
import { FAULT_STATUSES, OPERATIONS } from '../../../edge/sandbox/faults/types.ts'
import type { FaultName, FaultRoute } from '../../../edge/sandbox/index.ts'
import { createClient } from '../../../src/client/client.ts'
import { wait } from '../../../src/client/retry.ts'
import {
  type Account,
  begin,
  complete,
  ExtendedPermissionsError,
  type OAuthApplication,
  parseReturnUrl,
  refreshTokens,
} from '../../../src/index.ts'
import { exchangeCode, revokeTokens } from '../../../src/oauth.ts'
import { createKeys, rejectionOf } from '../../helpers/fixtures.ts'
import { FAULTY_ROUTES, faultEntry } from '../../sandbox/fault-calls.ts'
import { createSandboxClient, type SandboxClient } from '../../sandbox/sandbox-client.ts'

type Operation = (typeof OPERATIONS)[number]

const SANDBOX_URL = 'http://127.0.0.1:4010'
const REDIRECT_URI = 'https://app.example.com/return?own=1'
const APPLICATION: OAuthApplication = { dataCenter: 'us', clientId: 'sandbox', clientSecret: 'sandbox-secret' }

const FOREVER_MS = 600_000

/** The client's pauses are at most this long, and its time limits are longer. */
const LONGEST_PAUSE_MS = 2000

/** How soon a time limit ends that a test waits for. */
const EARLY_MS = 50

/** The time limit of an operation. */
const limitOf = (route: Operation): number => (route.startsWith('GET ') ? 5000 : 8000)

/**
 * A client whose clock stands still and whose pauses end at once. Of its time limits, only `endedLimitMs` ends: anything else must
 * end without one, however busy the machine is.
 */
function createFastClient({ sandbox }: SandboxClient, endedLimitMs: number | undefined) {
  const nowMs = Date.now()
  return createClient({
    fetch: sandbox.fetch,
    sandboxUrl: SANDBOX_URL,
    now: () => nowMs,
    wait: (ms, signal) => {
      if (ms === endedLimitMs) return wait(EARLY_MS, signal)
      return ms <= LONGEST_PAUSE_MS ? wait(0, signal) : wait(FOREVER_MS, signal)
    },
  })
}

/** An account of the emulator, a client, and a call for each route. No fault is injected yet. */
async function setUp({ name = 'enterprise', endedLimitMs }: { name?: string; endedLimitMs?: number } = {}) {
  const sandboxClient = createSandboxClient()
  const client = createFastClient(sandboxClient, endedLimitMs)
  const { access_token: accessToken, refresh_token: refreshToken } = await sandboxClient.tokens(name)
  const account: Account = { dataCenter: 'us', accessToken, subject: 'user-1' }
  const calendarIds = [`cal_us_${name}1_work`]
  const step = { client, keys: createKeys(), account }
  const code = await codeOf(sandboxClient)
  const calls: Record<Operation, (() => Promise<unknown>)[]> = {
    'POST /v1/permissions': [() => client.requestPermissions(account, { calendarIds, redirectUri: REDIRECT_URI })],
    'GET /v1/calendars': [() => client.listCalendars(account)],
    'GET /v1/userinfo': [() => client.getUserInfo(account)],
    'POST /oauth/token': [
      () => refreshTokens(client, APPLICATION, { refreshToken }),
      () => exchangeCode(client, APPLICATION, { url: new URL(code), state: 's', redirectUri: REDIRECT_URI }),
    ],
    'POST /oauth/token/revoke': [() => revokeTokens(client, APPLICATION, { token: refreshToken })],
  }
  return { sandboxClient, client, calls, calendarIds, step, refreshToken }
}

/** The callback URL of an authorization. */
async function codeOf({ call }: SandboxClient): Promise<string> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'sandbox',
    redirect_uri: REDIRECT_URI,
    scope: 'read_write',
    state: 's',
  })
  const response = await call(`/oauth/authorize?${query}`, { form: { account: 'enterprise' } })
  return response.headers.get('location') ?? ''
}

/** `answer`, or the code of the error. An untyped error fails the test. */
async function ending(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'answer'
  } catch (error) {
    expect(error).toBeInstanceOf(ExtendedPermissionsError)
    return error instanceof ExtendedPermissionsError ? error.code : String(error)
  }
}

async function endings(route: Operation, fault: FaultName, parameters: object, timesOut = false): Promise<string[]> {
  const { sandboxClient, calls } = await setUp(timesOut ? { endedLimitMs: limitOf(route) } : {})
  await sandboxClient.setFaults(faultEntry(route, fault, parameters))
  const ended: string[] = []
  for (const call of calls[route]) ended.push(await ending(call))
  expect((await sandboxClient.faultHits())[0]).toBeGreaterThanOrEqual(ended.length)
  return [...new Set(ended)]
}

/** How a call ends for each fault with these parameters, and the routes where it ends in another way. */
const EXPECTED: readonly [FaultName, object, string, Partial<Record<Operation, string>>][] = [
  ['slow_headers', { ms: FOREVER_MS }, 'timeout', {}],
  ['slow_headers', { ms: 5 }, 'answer', {}],
  ['slow_body', { ms: FOREVER_MS }, 'timeout', {}],
  ['slow_body', { ms: 10 }, 'answer', {}],
  ['response_timeout', { ms: undefined }, 'timeout', {}],
  ['response_timeout', { ms: 1 }, 'provider_unavailable', {}],
  ['reset', {}, 'provider_unreachable', {}],
  ['truncated_body', {}, 'provider_unreachable', {}],
  // The body decides.
  ['content_type', { content_type: 'text/plain' }, 'answer', {}],
  ['content_type', { content_type: 'text/html' }, 'answer', {}],
  ['content_type', { content_type: 'application/problem+json' }, 'answer', {}],
  // RFC 7009 section 2.2: the body of a revocation is ignored.
  ['html', {}, 'invalid_provider_response', { 'POST /oauth/token/revoke': 'answer' }],
  ['empty', {}, 'invalid_provider_response', {}],
  ['url_and_accepted', {}, 'invalid_provider_response', {}],
  ['neither_url_nor_accepted', {}, 'invalid_provider_response', {}],
  ['foreign_url', { url: 'https://evil.example/' }, 'untrusted_redirect', {}],
  ['foreign_url', { url: 'javascript:alert(1)' }, 'untrusted_redirect', {}],
  ['foreign_url', { url: '' }, 'untrusted_redirect', {}],
  ['redirect', { location: 'https://evil.example/' }, 'invalid_provider_response', {}],
  ['redirect', { location: 'https://evil.example/', status: 307 }, 'invalid_provider_response', {}],
  ['redirect', { location: '', status: 308 }, 'invalid_provider_response', {}],
  ['deeply_nested_json', { depth: 5000 }, 'answer', {}],
  ['deeply_nested_json', { depth: 30_000 }, 'answer', { 'POST /v1/permissions': 'invalid_provider_response' }],
  [
    'deeply_nested_json',
    { depth: 400_000 },
    'invalid_provider_response',
    { 'GET /v1/calendars': 'answer', 'GET /v1/userinfo': 'answer' },
  ],
  ['oversized_json', { bytes: 10_000 }, 'answer', {}],
  ['oversized_json', { bytes: 1_000_000_000 }, 'invalid_provider_response', {}],
  ['endless_body', {}, 'invalid_provider_response', {}],
]

const ROWS = EXPECTED.flatMap(([fault, parameters, expected, others]) =>
  OPERATIONS.filter((route) => isFaulty(fault, route)).map((route): [FaultName, string, Operation, string, object] => [
    fault,
    JSON.stringify(parameters),
    route,
    others[route] ?? expected,
    parameters,
  ]),
)

function isFaulty(fault: FaultName, route: FaultRoute): boolean {
  return FAULTY_ROUTES.some(([one, other]) => one === fault && other === route)
}

test.concurrent.each(ROWS)('%s %s at %s ends in %s', async (fault, _, route, expected, parameters) => {
  expect(await endings(route, fault, parameters, expected === 'timeout')).toEqual([expected])
})

const CODES: Record<(typeof FAULT_STATUSES)[number], string> = {
  400: 'provider_bad_request',
  401: 'account_token_rejected',
  402: 'plan_required',
  403: 'account_scope_insufficient',
  404: 'provider_not_found',
  422: 'provider_validation_failed',
  423: 'account_locked',
  429: 'rate_limited',
  500: 'provider_unavailable',
  502: 'provider_unavailable',
  503: 'provider_unavailable',
  504: 'provider_unavailable',
}

function codeFor(status: (typeof FAULT_STATUSES)[number], route: Operation, body: string): string {
  if (status === 401 && route.includes('/oauth/')) return 'client_credentials_rejected'
  if (status === 400 && route === 'POST /oauth/token' && body === 'json') return 'invalid_grant'
  return CODES[status]
}

test.concurrent.each(OPERATIONS)('status at %s ends in its error for any body', async (route) => {
  for (const status of FAULT_STATUSES) {
    for (const body of ['json', 'empty', 'html']) {
      expect([status, body, ...(await endings(route, 'status', { status, body }))]).toEqual([
        status,
        body,
        codeFor(status, route, body),
      ])
    }
  }
})

test.concurrent.each(
  ['0', '1', '2', '60', '-1', '1.5', 'NaN', '', 'soon', '99999999999999999999', 'Fri, 31 Dec 1999 23:59:59 GMT'].concat(
    new Date(Date.now() + 1500).toUTCString(),
    new Date(Date.now() + 86_400_000).toUTCString(),
  ),
)('status with Retry-After %j ends in its error', async (retry_after) => {
  for (const route of OPERATIONS) {
    expect(await endings(route, 'status', { status: 429, retry_after })).toEqual(['rate_limited'])
    expect(await endings(route, 'status', { status: 503, retry_after })).toEqual(['provider_unavailable'])
  }
})

test.concurrent.each<[FaultName, object]>([
  ['slow_headers', { ms: FOREVER_MS }],
  ['slow_body', { ms: FOREVER_MS }],
  ['response_timeout', { ms: FOREVER_MS }],
  ['response_timeout', { ms: undefined }],
  ['truncated_body', {}],
  ['content_type', { content_type: 'text/plain' }],
  ['oversized_json', { bytes: 1_000_000 }],
  ['endless_body', {}],
])('begin() returns what was granted when %s %j hits a POST that took effect', async (fault, parameters) => {
  const { sandboxClient, step, calendarIds } = await setUp({ endedLimitMs: limitOf('POST /v1/permissions') })
  await sandboxClient.setFaults(faultEntry('POST /v1/permissions', fault, parameters))
  expect(await begin({ ...step, calendarIds, redirectUri: REDIRECT_URI })).toMatchObject({
    status: 'done',
    outcome: { status: 'granted' },
  })
  expect(await sandboxClient.faultHits()).toEqual([1])
})

test.concurrent.each<[FaultName, object, string]>([
  ['status', { status: 504 }, 'provider_unavailable'],
  ['reset', {}, 'provider_unreachable'],
  ['html', {}, 'invalid_provider_response'],
  ['url_and_accepted', {}, 'invalid_provider_response'],
  ['neither_url_nor_accepted', {}, 'invalid_provider_response'],
])('begin() ends in %s %j → %s when the POST took no effect', async (fault, parameters, code) => {
  const { sandboxClient, step, calendarIds } = await setUp()
  await sandboxClient.setFaults(faultEntry('POST /v1/permissions', fault, parameters))
  const error = await rejectionOf(begin({ ...step, calendarIds, redirectUri: REDIRECT_URI }))
  expect(error).toBeInstanceOf(ExtendedPermissionsError)
  expect(error).toMatchObject({ code })
})

test.concurrent.each([
  [1, 'granted'],
  [2, 'granted'],
  [3, 'unconfirmed'],
])('delayed_grant after %i reads ends in %s', async (reads, status) => {
  const { sandboxClient, step, calendarIds } = await setUp()
  await sandboxClient.setFaults(faultEntry('POST /v1/permissions', 'delayed_grant', { reads }))
  expect(await begin({ ...step, calendarIds, redirectUri: REDIRECT_URI })).toMatchObject({ outcome: { status } })
  const [id = ''] = calendarIds
  expect((await sandboxClient.levels('enterprise'))[id]).toBe('unrestricted')
  expect(await sandboxClient.faultHits()).toEqual([1])
})

test.concurrent.each<[FaultName, 'accept' | 'reject', string]>([
  ['delayed_grant', 'accept', 'granted'],
  ['delayed_grant', 'reject', 'rejected'],
  ['append_error_naively', 'accept', 'granted'],
  ['append_error_naively', 'reject', 'rejected'],
])('%s after %s on the access page ends in %s', async (fault, decision, status) => {
  const { sandboxClient, step, calendarIds } = await setUp({ name: 'apple' })
  await sandboxClient.setFaults(
    faultEntry('POST /permissions/{id}', fault, fault === 'delayed_grant' ? { reads: 2 } : {}),
  )
  const begun = await begin({ ...step, calendarIds, redirectUri: REDIRECT_URI })
  const url = begun.status === 'redirect' ? begun.url : ''
  const decided = await sandboxClient.call('/sandbox/decisions', { json: { url, decision } })
  const { sealedRequest, error } = parseReturnUrl((decided.json as { redirect_to: string }).redirect_to)
  expect(
    await complete({ redirectUri: REDIRECT_URI, ...step, sealedRequest: sealedRequest ?? '', error }),
  ).toMatchObject({ status })
})

test('rotate_refresh_token gives the client a valid token, and the old one ends in invalid_grant', async () => {
  const { sandboxClient, client, refreshToken } = await setUp()
  await sandboxClient.setFaults(faultEntry('POST /oauth/token', 'rotate_refresh_token'))
  const renewed = await refreshTokens(client, APPLICATION, { refreshToken })
  expect(await ending(() => refreshTokens(client, APPLICATION, { refreshToken }))).toBe('invalid_grant')
  const next = renewed.refreshToken ?? ''
  expect(await ending(() => refreshTokens(client, APPLICATION, { refreshToken: next }))).toBe('answer')
})

test('every fault is covered here', () => {
  const elsewhere: FaultName[] = ['status', 'delayed_grant', 'rotate_refresh_token', 'append_error_naively']
  const here = new Set([...EXPECTED.map(([fault]) => fault), ...elsewhere])
  expect([...new Set(FAULTY_ROUTES.map(([fault]) => fault))].filter((fault) => !here.has(fault))).toEqual([])
})
