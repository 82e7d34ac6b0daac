import { expect, test } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import type { PermissionEvent } from '../../../src/flow/events.ts'
import {
  type BeginOptions,
  begin,
  beginWithRequest,
  complete,
  completeRequest,
  readPermissions,
} from '../../../src/flow/flow.ts'
import { createClock } from '../../helpers/clock.ts'
import {
  ACCOUNT,
  CANARY_TOKEN,
  calendar,
  createKeys,
  KEY,
  OTHER_KEY,
  rejectionOf,
  unrestrictedCalendar,
} from '../../helpers/fixtures.ts'
import { jsonResponse, type StubResponse, stubFetch } from '../../helpers/stub-fetch.ts'

const REDIRECT_URI = 'https://app.example.com/return?tab=2'
const ACCESS_PAGE = jsonResponse({ permissions_request: { url: 'https://app-de.cronofy.com/permissions/x' } })
const ACCEPTED = jsonResponse({ permissions_request: { accepted: true } })

function setUp(...responses: StubResponse[]) {
  const clock = createClock()
  const provider = stubFetch(...responses)
  const client = createClient({ fetch: provider.fetch, now: clock.now, wait: clock.wait, random: () => 0 })
  const events: PermissionEvent[] = []
  const common = {
    client,
    keys: createKeys(),
    account: ACCOUNT,
    onEvent: (event: PermissionEvent) => void events.push(event),
  }
  return {
    clock,
    provider,
    events,
    begin: (overrides: object = {}) =>
      begin({
        ...common,
        ...('calendarIds' in overrides ? {} : { allCalendars: true }),
        redirectUri: REDIRECT_URI,
        returnTo: 'https://app.example.com/settings',
        ...overrides,
      } as BeginOptions),
    complete: (sealedRequest: string, overrides: object = {}) =>
      complete({ ...common, sealedRequest, redirectUri: REDIRECT_URI, ...overrides }),
    calls: () => provider.requests.map((request) => `${request.method} ${new URL(request.url).pathname}`),
  }
}

const list =
  (...calendars: CronofyCalendar[]): StubResponse =>
  () =>
    jsonResponse({ calendars })
const answer =
  (response: Response): StubResponse =>
  () =>
    response.clone()
const status =
  (code: number): StubResponse =>
  () =>
    new Response(null, { status: code })

/** The sealed request of a flow that was begun for calendars `a` and `b`. */
async function begun(overrides: object = {}): Promise<string> {
  const { begin } = setUp(list(calendar('a'), calendar('b')), answer(ACCESS_PAGE))
  const result = await begin(overrides)
  if (result.status !== 'redirect') throw new Error(`Cannot go on: begin() gave ${result.status}`)
  return result.sealedRequest
}

test.each([
  ['redirectUri is relative', { redirectUri: '/return' }, 'invalid_redirect_uri'],
  ['the data center is unknown (T9)', { account: { ...ACCOUNT, dataCenter: 'eu' } }, 'unknown_data_center'],
  ['ttlSeconds is 0', { ttlSeconds: 0 }, 'invalid_ttl'],
  ['ttlSeconds is not a number', { ttlSeconds: Number.NaN }, 'invalid_ttl'],
  ['ttlSeconds is too long', { ttlSeconds: 86_401 }, 'invalid_ttl'],
  ['permissionLevel is unknown', { permissionLevel: 'sandbox' }, 'invalid_permission_level'],
  ['permissionLevel is an array', { permissionLevel: ['unrestricted'] }, 'invalid_permission_level'],
  ['permissionLevel is not its own', { permissionLevel: 'toString' }, 'invalid_permission_level'],
  ['no calendar is named (T23)', { calendarIds: [] }, 'invalid_selection'],
  ['no selection is given (T23)', { calendarIds: undefined }, 'invalid_selection'],
  ['both selections are given (T23)', { calendarIds: ['a'], allCalendars: true }, 'invalid_selection'],
  ['the subject is not well-formed (T30)', { account: { ...ACCOUNT, subject: 'a\ud800' } }, 'invalid_account'],
  ['the subject is empty', { account: { ...ACCOUNT, subject: '' } }, 'invalid_account'],
])('begin() sends nothing when %s', async (_, overrides, code) => {
  const { begin, provider } = setUp()
  expect(await rejectionOf(begin(overrides))).toMatchObject({ code })
  expect(provider.requests).toHaveLength(0)
})

test.each([
  ['a calendar is unknown', { calendarIds: ['a', 'gone'] }, 'unknown_calendars'],
  ['there are too many', { maxCalendars: 1 }, 'too_many_calendars'],
  ['maxCalendars is 0', { maxCalendars: 0 }, 'invalid_max_calendars'],
  ['returnTo is too long', { returnTo: `https://app.example.com/${'a'.repeat(2048)}` }, 'invalid_return_to'],
])('begin() requests nothing when %s', async (_, overrides, code) => {
  const { begin, calls } = setUp(list(calendar('a'), calendar('b')))
  expect(await rejectionOf(begin(overrides))).toMatchObject({ code })
  expect(calls()).toEqual(['GET /v1/calendars'])
})

test('begin() requests nothing when the sealed request does not fit into a cookie (T7)', async () => {
  const many = Array.from({ length: 250 }, (_, index) => calendar(`cal_${index}`))
  const { begin, calls } = setUp(list(...many))
  const overrides = {
    stateTransport: 'cookie',
    maxCalendars: 250,
    returnTo: `https://app.example.com/${'a'.repeat(2000)}`,
  }
  expect(await rejectionOf(begin(overrides))).toMatchObject({ code: 'sealed_request_too_large' })
  expect(calls()).toEqual(['GET /v1/calendars'])
})

test('begin() accepts a cookie of 4096 bytes with its name, and not one more (T7)', async () => {
  const many = Array.from({ length: 240 }, (_, index) => calendar(`cal_${index}`))
  const lengthOf = async (overrides: object) => {
    const result = await setUp(list(...many), answer(ACCESS_PAGE)).begin({ maxCalendars: 250, ...overrides })
    return result.status === 'redirect' ? result.sealedRequest.length : 0
  }
  const nameLength = '__Host-permission-request-00000000'.length
  const seen = { under: 0, over: 0, prefix: 0 }
  for (let length = 1810; length < 1860; length++) {
    const overrides = { returnTo: `https://app.example.com/${'a'.repeat(length)}` }
    const bytes = nameLength + (await lengthOf(overrides))
    const fits = await lengthOf({ ...overrides, stateTransport: 'cookie' }).then(
      () => true,
      () => false,
    )
    expect(fits, `${bytes} bytes`).toBe(bytes <= 4096)
    if (fits) seen.under = Math.max(seen.under, bytes)
    else seen.over = Math.min(seen.over || bytes, bytes)
    // Counts the sizes at which only the prefix of the name exceeds the limit.
    if (!fits && bytes - '__Host-'.length <= 4096) seen.prefix++
  }
  expect(seen.under).toBeGreaterThan(4092)
  expect(seen.over).toBeGreaterThan(4096)
  expect(seen.over).toBeLessThan(4101)
  expect(seen.prefix).toBeGreaterThan(0)
})

test.each([
  [401, 'account_token_rejected'],
  [402, 'plan_required'],
  [403, 'account_scope_insufficient'],
  [422, 'provider_validation_failed'],
  [423, 'account_locked'],
])('begin() throws when the status of the POST is %i', async (code, expected) => {
  const { begin, calls } = setUp(list(calendar('a')), status(code))
  expect(await rejectionOf(begin())).toMatchObject({ code: expected, operation: 'POST /v1/permissions' })
  expect(calls()).toEqual(['GET /v1/calendars', 'POST /v1/permissions'])
})

test.each([
  ['fails', status(500), 'provider_unavailable'],
  ['has status 520', status(520), 'provider_unavailable'],
  ['has status 526', status(526), 'provider_unavailable'],
  ['has status 530', status(530), 'provider_unavailable'],
  ['is not JSON', () => new Response('<html>'), 'invalid_provider_response'],
  ['never comes', () => Promise.reject(new TypeError('reset')), 'provider_unreachable'],
  ['is a redirect', status(302), 'invalid_provider_response'],
] as [string, StubResponse, string][])(
  'begin() reads once more when the response to the POST %s',
  async (_, ambiguous, code) => {
    const without = setUp(list(calendar('a')), ambiguous, list(calendar('a')))
    expect(await rejectionOf(without.begin())).toMatchObject({ code, operation: 'POST /v1/permissions' })
    expect(without.calls()).toEqual(['GET /v1/calendars', 'POST /v1/permissions', 'GET /v1/calendars'])

    expect(without.events.map((event) => event.type)).not.toContain('outcome_verified')

    const blind = setUp(list(calendar('a')), ambiguous, status(403))
    expect(await rejectionOf(blind.begin())).toMatchObject({ code, operation: 'POST /v1/permissions' })

    const half = setUp(list(calendar('a'), calendar('b')), ambiguous, list(unrestrictedCalendar('a'), calendar('b')))
    expect(await rejectionOf(half.begin())).toMatchObject({ code })

    const after = setUp(list(calendar('a')), ambiguous, list(unrestrictedCalendar('a')))
    expect(await after.begin()).toMatchObject({ status: 'done', outcome: { status: 'granted' } })
  },
)

test('begin() rejects a foreign URL, and does not read again (T10)', async () => {
  const { begin, calls } = setUp(
    list(calendar('a')),
    jsonResponse({ permissions_request: { url: 'https://app.cronofy.com.evil.example/' } }),
  )
  expect(await rejectionOf(begin())).toMatchObject({ code: 'untrusted_redirect' })
  expect(calls()).toHaveLength(2)
})

test('begin() returns the access page, and puts the request into the redirect URI', async () => {
  const { begin, provider, clock } = setUp(list(calendar('a'), unrestrictedCalendar('b')), answer(ACCESS_PAGE))
  const result = await begin()
  expect(result).toMatchObject({
    status: 'redirect',
    url: 'https://app-de.cronofy.com/permissions/x',
    expiresAt: new Date(clock.now() + 3_600_000).toISOString(),
  })
  const sent = await provider.requests[1]?.json()
  expect(sent.permissions).toEqual([{ calendar_id: 'a', permission_level: 'unrestricted' }])
  expect(sent.redirect_uri).toBe(`${REDIRECT_URI}&request=${'sealedRequest' in result && result.sealedRequest}`)
  expect(sent.redirect_uri).not.toContain(CANARY_TOKEN)
})

test.each(['a\r\nb', 'x'.repeat(101), 'a"b', '', 'zugriff-verweigert-ü'])(
  'complete() leaves error %j out of the event, because it is not a valid code',
  async (error) => {
    const { complete, events } = setUp(list(calendar('a')))
    expect(await complete(await begun({ calendarIds: ['a'] }), { error })).toMatchObject({ status: 'unconfirmed' })
    expect(events.filter(({ type }) => type === 'user_returned')).toEqual([
      { type: 'user_returned', requestId: expect.any(String), dataCenter: 'de' },
    ])
  },
)

test('begin() does not change the redirect URI when a cookie carries the request', async () => {
  const { begin, provider } = setUp(list(calendar('a')), answer(ACCESS_PAGE))
  await begin({ stateTransport: 'cookie' })
  expect(await provider.requests[1]?.json()).toMatchObject({ redirect_uri: REDIRECT_URI })
})

test('begin() requests nothing when all named calendars are unrestricted already', async () => {
  const { begin, calls, clock, events } = setUp(list(unrestrictedCalendar('a'), calendar('b')))
  expect(await begin({ calendarIds: ['a'] })).toMatchObject({
    status: 'done',
    outcome: {
      status: 'granted',
      subject: 'user-1',
      dataCenter: 'de',
      returnTo: 'https://app.example.com/settings',
      calendars: [{ calendarId: 'a', granted: true }],
      missingCount: 0,
      verifiedAt: new Date(clock.now()).toISOString(),
    },
  })
  expect(calls()).toEqual(['GET /v1/calendars'])
  expect(events).toContainEqual(expect.objectContaining({ type: 'outcome_verified', status: 'granted' }))
})

test('begin() verifies an acceptance before it returns granted', async () => {
  const { begin, calls } = setUp(list(calendar('a')), answer(ACCEPTED), list(unrestrictedCalendar('a')))
  expect(await begin()).toMatchObject({
    status: 'done',
    outcome: { status: 'granted', calendars: [{ calendarId: 'a', granted: true }] },
  })
  expect(calls()).toEqual(['GET /v1/calendars', 'POST /v1/permissions', 'GET /v1/calendars'])
})

test('begin() does not treat an acceptance as a grant', async () => {
  const sandboxed = list(calendar('a'))
  const { begin, clock } = setUp(sandboxed, answer(ACCEPTED), sandboxed, sandboxed, sandboxed)
  expect(await begin()).toMatchObject({ status: 'done', outcome: { status: 'unconfirmed' } })
  expect(clock.waits).toEqual([250, 500])
})

test('complete() sends nothing when the request is invalid or expired (T6)', async () => {
  const request = await begun()
  const { complete, provider, clock } = setUp()
  expect(await rejectionOf(complete('x'))).toMatchObject({ code: 'invalid_sealed_request' })
  expect(await rejectionOf(complete(request, { keys: createKeys(OTHER_KEY) }))).toMatchObject({
    code: 'invalid_sealed_request',
  })
  expect(await rejectionOf(complete(request, { redirectUri: 'https://other.example.com/return?tab=2' }))).toMatchObject(
    {
      code: 'invalid_sealed_request',
    },
  )
  clock.advance(3_600_000)
  expect(await rejectionOf(complete(request))).toMatchObject({ code: 'expired_sealed_request' })
  expect(provider.requests).toHaveLength(0)
})

test.each([
  ['another subject came back (T2)', { ...ACCOUNT, subject: 'user-2' }],
  ['the data center differs (T3)', { ...ACCOUNT, dataCenter: 'uk' }],
])('complete() sends nothing when %s', async (_, account) => {
  const { complete, provider } = setUp()
  expect(await rejectionOf(complete(await begun(), { account }))).toMatchObject({ code: 'account_mismatch' })
  expect(provider.requests).toHaveLength(0)
})

test('complete() throws when Cronofy cannot be reached', async () => {
  const { complete, calls } = setUp(status(500), status(500), status(500))
  expect(await rejectionOf(complete(await begun()))).toMatchObject({ code: 'provider_unavailable' })
  expect(calls()).toHaveLength(3)
})

test('complete() returns granted after one read when all calendars are unrestricted', async () => {
  const { complete, calls } = setUp(list(unrestrictedCalendar('a'), unrestrictedCalendar('b')))
  expect(await complete(await begun())).toMatchObject({ status: 'granted', missingCount: 0 })
  expect(calls()).toEqual(['GET /v1/calendars'])
})

test('complete() does not return granted just because the user returned (T5)', async () => {
  const nothing = list(calendar('a'), calendar('b'))
  const { complete } = setUp(nothing, nothing, nothing)
  expect(await complete(await begun())).toMatchObject({ status: 'unconfirmed' })
})

test('complete() returns granted although access_denied was appended (T5)', async () => {
  const { complete } = setUp(list(unrestrictedCalendar('a'), unrestrictedCalendar('b')))
  expect(await complete(await begun(), { error: 'access_denied' })).toMatchObject({ status: 'granted' })
})

test('complete() reads once after a refusal', async () => {
  const { complete, calls } = setUp(list(calendar('a'), calendar('b')))
  expect(await complete(await begun(), { error: 'access_denied' })).toMatchObject({ status: 'rejected' })
  expect(calls()).toHaveLength(1)
})

test('complete() reports any other error, which does not decide the outcome', async () => {
  const nothing = list(calendar('a'), calendar('b'))
  const { complete, events, calls } = setUp(nothing, nothing, nothing)
  expect(await complete(await begun(), { error: 'server_error' })).toMatchObject({ status: 'unconfirmed' })
  expect(events).toContainEqual(expect.objectContaining({ type: 'user_returned', error: 'server_error' }))
  expect(calls()).toHaveLength(3)
})

test('complete() reads until the grant is visible, at 0, 250, and 750 ms', async () => {
  const { complete, clock } = setUp(
    list(calendar('a'), calendar('b')),
    list(unrestrictedCalendar('a'), calendar('b')),
    list(unrestrictedCalendar('a'), unrestrictedCalendar('b')),
  )
  expect(await complete(await begun())).toMatchObject({ status: 'granted' })
  expect(clock.waits).toEqual([250, 500])
})

test('complete() counts the duration of a read toward the next pause', async () => {
  const slow =
    (...calendars: CronofyCalendar[]): StubResponse =>
    () => {
      setup.clock.advance(400)
      return jsonResponse({ calendars })
    }
  const setup = setUp(slow(calendar('a')), slow(calendar('a')), slow(calendar('a')))
  await setup.complete(await begun())
  // Reads at 0, 400, and 800 ms. There are no pauses, because 250 and 750 ms have passed already.
  expect(setup.clock.waits).toEqual([])
})

test('complete() keeps the last outcome when a later read fails', async () => {
  const { complete } = setUp(list(unrestrictedCalendar('a'), calendar('b')), status(403))
  expect(await complete(await begun())).toMatchObject({ status: 'partial' })
})

test('complete() counts a calendar that is no longer listed', async () => {
  const there = list(unrestrictedCalendar('a'))
  const { complete } = setUp(there, there, there)
  expect(await complete(await begun())).toMatchObject({
    status: 'partial',
    missingCount: 1,
    calendars: [{ calendarId: 'a' }],
  })
})

test('complete() uses the entry without the level when Cronofy lists a calendar twice', async () => {
  for (const twice of [
    [unrestrictedCalendar('a'), calendar('a')],
    [calendar('a'), unrestrictedCalendar('a')],
  ]) {
    const response = list(...twice, unrestrictedCalendar('b'))
    const { complete } = setUp(response, response, response)
    expect(await complete(await begun())).toMatchObject({ status: 'partial' })
  }
})

test('complete() accepts a request that any key of the ring sealed (T19)', async () => {
  const { complete } = setUp(list(unrestrictedCalendar('a'), unrestrictedCalendar('b')))
  expect(await complete(await begun(), { keys: createKeys(OTHER_KEY, KEY) })).toMatchObject({ status: 'granted' })
})

test('complete() returns the same request ID when it is repeated, and only reads (T6)', async () => {
  const { complete, calls } = setUp(
    list(unrestrictedCalendar('a'), unrestrictedCalendar('b')),
    list(unrestrictedCalendar('a'), unrestrictedCalendar('b')),
  )
  const request = await begun()
  const [first, second] = [await complete(request), await complete(request)]
  expect(second.requestId).toBe(first.requestId)
  expect(calls()).toEqual(['GET /v1/calendars', 'GET /v1/calendars'])
})

test('the events of a flow are complete, and contain no secret (T8)', async () => {
  const { begin, complete, events } = setUp(list(calendar('a')), answer(ACCESS_PAGE), list(unrestrictedCalendar('a')))
  const result = await begin()
  await complete('sealedRequest' in result ? result.sealedRequest : '')
  expect(events.map((event) => event.type)).toEqual([
    'provider_request',
    'permission_requested',
    'provider_request',
    'redirect_issued',
    'user_returned',
    'provider_request',
    'outcome_verified',
  ])
  expect(JSON.stringify(events)).not.toContain(CANARY_TOKEN)
  expect(JSON.stringify(events)).not.toContain('Calendar a')
})

test('readPermissions() throws when a calendar is unknown', async () => {
  const { provider } = setUp(list(calendar('a')))
  const client = createClient({ fetch: provider.fetch })
  const error = await rejectionOf(readPermissions({ client, account: ACCOUNT, calendarIds: ['gone'] }))
  expect(error).toMatchObject({ code: 'unknown_calendars' })
})

test('readPermissions() returns what is granted now, without deleted calendars', async () => {
  const listed = list(unrestrictedCalendar('a'), calendar('b'), calendar('c', { calendar_deleted: true }))
  const client = createClient({ fetch: setUp(listed, listed).provider.fetch })
  expect(await readPermissions({ client, account: ACCOUNT })).toEqual([
    { calendarId: 'a', calendarName: 'Calendar a', permissionLevel: 'unrestricted', granted: true },
    { calendarId: 'b', calendarName: 'Calendar b', permissionLevel: 'sandbox', granted: false },
  ])
  expect(await readPermissions({ client, account: ACCOUNT, calendarIds: ['b'] })).toMatchObject([{ calendarId: 'b' }])
})

test('readPermissions() returns undefined for a name and a level that Cronofy leaves out', async () => {
  const client = createClient({ fetch: () => jsonResponse({ calendars: [{ calendar_id: 'a' }] }) })
  expect(await readPermissions({ client, account: ACCOUNT })).toStrictEqual([
    { calendarId: 'a', calendarName: undefined, permissionLevel: undefined, granted: false },
  ])
})

test('beginWithRequest() and completeRequest() also return the request and the calendars that were read last', async () => {
  const common = { keys: createKeys(), account: ACCOUNT, allCalendars: true, redirectUri: REDIRECT_URI } as const
  const lists = [[calendar('a')], [calendar('a')], [unrestrictedCalendar('a'), calendar('b')]]
  const client = createClient({
    ...createClock(),
    fetch: ({ method }) => (method === 'POST' ? ACCEPTED.clone() : jsonResponse({ calendars: lists.shift() })),
  })
  const begun = await beginWithRequest({ ...common, client })
  if (begun.status !== 'done') throw new Error(`Cannot go on: beginWithRequest() gave ${begun.status}`)
  expect(begun.request).toMatchObject({ subject: 'user-1', dataCenter: 'de' })
  expect(begun.calendars).toEqual([unrestrictedCalendar('a'), calendar('b')])

  const later = createClient({ fetch: () => jsonResponse({ calendars: [unrestrictedCalendar('a')] }) })
  const completed = await completeRequest(begun.request, { client: later, account: ACCOUNT })
  expect(completed).toMatchObject({ status: 'done', outcome: { status: 'granted' }, request: begun.request })
  expect(completed.calendars).toEqual([unrestrictedCalendar('a')])
  const unknown = completeRequest(begun.request, { client: later, account: { ...ACCOUNT, subject: '' } })
  expect(await rejectionOf(unknown)).toMatchObject({ code: 'invalid_account' })
})

test('the events of a flow contain its request ID, and count its calendars', async () => {
  const partly = list(unrestrictedCalendar('a'), calendar('b'))
  const { begin, complete, events } = setUp(
    list(calendar('a'), calendar('b'), calendar('c')),
    answer(ACCESS_PAGE),
    partly,
    partly,
    partly,
  )
  const result = await begin()
  const { requestId } = await complete('sealedRequest' in result ? result.sealedRequest : '')
  expect(events.filter((event) => event.type !== 'provider_request')).toStrictEqual([
    { type: 'permission_requested', requestId, dataCenter: 'de', calendarCount: 3 },
    { type: 'redirect_issued', requestId, dataCenter: 'de' },
    { type: 'user_returned', requestId, dataCenter: 'de' },
    {
      type: 'outcome_verified',
      requestId,
      dataCenter: 'de',
      status: 'partial',
      grantedCount: 1,
      calendarCount: 3,
      missingCount: 1,
    },
  ])
})

test.each([1, 86_400])('begin() takes ttlSeconds %i', async (ttlSeconds) => {
  const { begin, clock } = setUp(list(calendar('a')), answer(ACCESS_PAGE))
  expect(await begin({ ttlSeconds })).toMatchObject({
    expiresAt: new Date(clock.now() + ttlSeconds * 1000).toISOString(),
  })
})

test('begin() and complete() respect deadlineMs', async () => {
  const { begin, complete, clock, provider } = setUp()
  const deadlineMs = clock.now()
  expect(await rejectionOf(begin({ deadlineMs }))).toMatchObject({ code: 'timeout' })
  expect(await rejectionOf(complete(await begun(), { deadlineMs }))).toMatchObject({ code: 'timeout' })
  expect(provider.requests).toHaveLength(0)
})

test('complete() sends nothing when the account is invalid', async () => {
  const { complete, provider } = setUp()
  const account = { ...ACCOUNT, subject: '' }
  expect(await rejectionOf(complete(await begun(), { account }))).toMatchObject({ code: 'invalid_account' })
  expect(await rejectionOf(complete('x', { account }))).toMatchObject({ code: 'invalid_account' })
  expect(provider.requests).toHaveLength(0)
})

test('complete() throws when it is aborted during a read', async () => {
  const controller = new AbortController()
  const nothing: StubResponse = () => {
    controller.abort()
    return jsonResponse({ calendars: [calendar('a'), calendar('b')] })
  }
  const { complete } = setUp(nothing)
  expect(await rejectionOf(complete(await begun(), { signal: controller.signal }))).toMatchObject({
    code: 'aborted',
    operation: 'GET /v1/calendars',
    dataCenter: 'de',
  })
})

test('complete() throws when it is aborted between two reads', async () => {
  const controller = new AbortController()
  const clock = createClock()
  const client = createClient({
    now: clock.now,
    wait: (ms, signal) => {
      if (ms === 250) controller.abort()
      return clock.wait(ms, signal)
    },
    fetch: () => jsonResponse({ calendars: [calendar('a'), calendar('b')] }),
  })
  const { complete } = setUp()
  expect(await rejectionOf(complete(await begun(), { client, signal: controller.signal }))).toMatchObject({
    code: 'aborted',
    operation: 'GET /v1/calendars',
    dataCenter: 'de',
  })
})

test('begin() and complete() say what is wrong and what to do', async () => {
  const many = Array.from({ length: 250 }, (_, index) => calendar(`cal_${index}`))
  const { begin } = setUp(list(...many))
  const overrides = {
    stateTransport: 'cookie',
    maxCalendars: 250,
    returnTo: `https://app.example.com/${'a'.repeat(2000)}`,
  }
  expect(await rejectionOf(begin(overrides))).toMatchObject({
    message: expect.stringMatching(
      /^The cookie would be \d+ bytes long, and browsers drop cookies of more than 4096 bytes\. Select fewer/,
    ),
  })
  expect(await rejectionOf(setUp().begin({ ttlSeconds: 0.5 }))).toMatchObject({
    message: 'ttlSeconds must not be 0.5. Pass an integer from 1 to 86,400.',
  })
  expect(await rejectionOf(setUp().complete(await begun(), { account: { ...ACCOUNT, subject: 'x' } }))).toMatchObject({
    message: expect.stringMatching(/^Another user, .* began this request\. Begin again as this user/),
  })
})
