import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { RequestDraft } from '../../../src/client/request-draft.ts'
import { createRetryingSend, wait } from '../../../src/client/retry.ts'
import type { Operation } from '../../../src/client/types.ts'
import { ProviderError } from '../../../src/errors.ts'
import type { PermissionEvent } from '../../../src/flow/events.ts'
import { createClock } from '../../helpers/clock.ts'
import { CANARY_TOKEN, rejectionOf } from '../../helpers/fixtures.ts'
import { jsonResponse, type StubResponse, stubFetch } from '../../helpers/stub-fetch.ts'

const READ: Operation = {
  name: 'GET /v1/calendars',
  timeoutMs: 5000,
  maxBodyBytes: 100,
  retry: 'read',
  unauthorizedCode: 'account_token_rejected',
}
const INVITED: Operation = { ...READ, name: 'POST /v1/permissions', timeoutMs: 8000, retry: 'on-retry-after' }
const NEVER: Operation = {
  ...READ,
  name: 'POST /oauth/token',
  retry: 'never',
  unauthorizedCode: 'client_credentials_rejected',
}

function setUp(...responses: StubResponse[]) {
  const clock = createClock()
  const provider = stubFetch(...responses)
  const events: PermissionEvent[] = []
  const transport = createRetryingSend({ fetch: provider.fetch, now: clock.now, wait: clock.wait, random: () => 0.5 })
  const send = (operation: Operation, options: object = {}) =>
    transport(
      new RequestDraft('https://api-de.cronofy.com/v1/calendars', { headers: { authorization: 'Bearer token' } }),
      { operation, dataCenter: 'de' },
      { onEvent: (event: PermissionEvent) => events.push(event), ...options },
    )
  return { clock, provider, events, send }
}

function status(code: number, headers: Record<string, string> = {}): StubResponse {
  return () => new Response(null, { status: code, headers })
}

const never: StubResponse = () => new Promise(() => {})
const broken: StubResponse = () => {
  throw new TypeError('fetch failed: secret-detail')
}

test.each([
  [400, 'provider_bad_request'],
  [401, 'account_token_rejected'],
  [402, 'plan_required'],
  [403, 'account_scope_insufficient'],
  [404, 'provider_not_found'],
  [409, 'invalid_provider_response'],
  [422, 'provider_validation_failed'],
  [423, 'account_locked'],
  [301, 'invalid_provider_response'],
  [302, 'invalid_provider_response'],
  [304, 'invalid_provider_response'],
])('send() throws without a retry when the status is %i', async (code, expected) => {
  const { send, provider } = setUp(status(code, { location: 'https://evil.example/' }))
  expect(await rejectionOf(send(READ))).toMatchObject({
    name: 'ProviderError',
    code: expected,
    providerStatus: code,
    operation: 'GET /v1/calendars',
    dataCenter: 'de',
  })
  expect(provider.requests).toHaveLength(1)
})

test('send() never follows a redirect', async () => {
  const { send, provider } = setUp(jsonResponse({}))
  await send(READ)
  expect(provider.requests[0]?.redirect).toBe('manual')
})

test.each([
  [429, 'rate_limited'],
  [500, 'provider_unavailable'],
  [502, 'provider_unavailable'],
  [503, 'provider_unavailable'],
  [504, 'provider_unavailable'],
  [520, 'provider_unavailable'],
  [521, 'provider_unavailable'],
  [522, 'provider_unavailable'],
  [523, 'provider_unavailable'],
  [524, 'provider_unavailable'],
  [525, 'provider_unavailable'],
  [526, 'provider_unavailable'],
  [530, 'provider_unavailable'],
])('send() attempts a read three times, with full jitter, when the status is %i', async (code, expected) => {
  const { send, provider, clock } = setUp(status(code), status(code), status(code))
  expect(await rejectionOf(send(READ))).toMatchObject({ code: expected })
  expect(provider.requests).toHaveLength(3)
  expect(clock.waits).toEqual([100, 200])
})

test('send() does not retry a read when the status is another 5xx', async () => {
  const { send, provider } = setUp(status(501))
  expect(await rejectionOf(send(READ))).toMatchObject({ code: 'provider_unavailable' })
  expect(provider.requests).toHaveLength(1)
})

test('send() throws when the connection fails, without the message of the platform (T8)', async () => {
  const { send, provider } = setUp(broken, broken, broken)
  const error = await rejectionOf(send(READ))
  expect(error).toMatchObject({
    code: 'provider_unreachable',
    operation: 'GET /v1/calendars',
    dataCenter: 'de',
    message: expect.stringContaining('(TypeError)'),
  })
  expect(String((error as Error).message)).not.toContain('secret-detail')
  expect((error as Error).cause).toBeUndefined()
  expect(provider.requests).toHaveLength(3)
})

test('send() throws when the body is truncated', async () => {
  const cut: StubResponse = () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"calen'))
          controller.error(new TypeError('terminated'))
        },
      }),
    )
  const { send } = setUp(cut, cut, cut)
  expect(await rejectionOf(send(READ))).toMatchObject({ code: 'provider_unreachable', providerStatus: 200 })
})

test('send() throws when there is no response in time', async () => {
  const { send, clock, provider } = setUp(never, never, never)
  clock.expireTimeouts()
  const started = clock.now()
  expect(await rejectionOf(send(READ))).toMatchObject({ code: 'timeout' })
  // Twice 5 s, and then the rest of 12 s.
  expect(clock.now() - started).toBeLessThanOrEqual(12_000)
  expect(provider.requests).toHaveLength(3)
})

test('send() throws when the body never ends, and stops reading (T12)', async () => {
  let cancelled = false
  const endless: StubResponse = () =>
    new Response(
      new ReadableStream({
        pull: () => new Promise(() => {}),
        cancel: () => {
          cancelled = true
        },
      }),
    )
  const { send, clock } = setUp(endless)
  clock.expireTimeouts()
  expect(await rejectionOf(send(NEVER))).toMatchObject({ code: 'timeout' })
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect(cancelled).toBe(true)
})

test('send() stops reading an endless stream at the limit (T12)', async () => {
  let chunks = 0
  const endless: StubResponse = () =>
    new Response(
      new ReadableStream({
        pull: (controller) => {
          chunks++
          controller.enqueue(new Uint8Array(40))
        },
      }),
    )
  const { send } = setUp(endless)
  expect(await rejectionOf(send(READ))).toMatchObject({
    code: 'invalid_provider_response',
    message: expect.stringContaining('100 bytes'),
  })
  expect(chunks).toBeLessThan(10)
})

test('send() accepts a body of exactly the maximum size (T12)', async () => {
  const { send } = setUp(
    () => new Response('x'.repeat(100)),
    () => new Response('x'.repeat(101)),
  )
  expect((await send(READ)).text).toHaveLength(100)
  expect(await rejectionOf(send(READ))).toMatchObject({ code: 'invalid_provider_response' })
})

test('send() still knows the status when an error body is too long (T12)', async () => {
  const { send } = setUp(() => new Response('x'.repeat(70_000), { status: 423 }))
  expect(await rejectionOf(send(READ))).toMatchObject({ code: 'account_locked' })
})

test.each([
  ['0', 0],
  ['2', 2000],
])('send() retries a POST once when Retry-After is %s', async (retryAfter, waitMs) => {
  for (const code of [429, 503]) {
    const { send, provider, clock } = setUp(status(code, { 'retry-after': retryAfter }), jsonResponse({}))
    expect((await send(INVITED)).status).toBe(200)
    expect(provider.requests).toHaveLength(2)
    expect(clock.waits).toEqual([waitMs])
  }
})

test.each([
  ['no Retry-After', status(503)],
  ['a long one', status(503, { 'retry-after': '3' })],
  ['another status', status(500, { 'retry-after': '1' })],
  ['a broken connection', broken],
])('send() does not retry a POST with %s', async (_, response) => {
  const { send, provider } = setUp(response)
  await rejectionOf(send(INVITED))
  expect(provider.requests).toHaveLength(1)
})

test('send() retries a POST only once', async () => {
  const { send, provider } = setUp(status(503, { 'retry-after': '0' }), status(503, { 'retry-after': '0' }))
  expect(await rejectionOf(send(INVITED))).toMatchObject({ code: 'provider_unavailable', retryAfterSeconds: 0 })
  expect(provider.requests).toHaveLength(2)
})

test('send() never retries an operation with the rule never', async () => {
  const { send, provider } = setUp(status(503, { 'retry-after': '0' }))
  await rejectionOf(send(NEVER))
  expect(provider.requests).toHaveLength(1)
})

test('send() waits as long as Retry-After says, but not beyond the deadline', async () => {
  const patient = setUp(status(503, { 'retry-after': '1' }), jsonResponse({}))
  await patient.send(READ)
  expect(patient.clock.waits).toEqual([1000])

  const hasty = setUp(status(503, { 'retry-after': '12' }))
  expect(await rejectionOf(hasty.send(READ))).toMatchObject({ retryAfterSeconds: 12 })
  expect(hasty.provider.requests).toHaveLength(1)
})

test('send() sends nothing when the deadline has passed', async () => {
  const { send, clock, provider } = setUp()
  expect(await rejectionOf(send(READ, { deadlineMs: clock.now() }))).toMatchObject({ code: 'timeout' })
  expect(provider.requests).toHaveLength(0)
})

test('send() sends nothing when the signal is aborted already', async () => {
  const { send, provider } = setUp()
  expect(await rejectionOf(send(READ, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'aborted' })
  expect(provider.requests).toHaveLength(0)
})

test('send() ends when the signal aborts while it waits for a response', async () => {
  const controller = new AbortController()
  const { send, provider } = setUp(() => {
    controller.abort()
    return new Promise(() => {})
  })
  expect(await rejectionOf(send(READ, { signal: controller.signal }))).toMatchObject({
    code: 'aborted',
    message: expect.stringContaining('the call was aborted'),
    operation: 'GET /v1/calendars',
    dataCenter: 'de',
  })
  expect(provider.requests).toHaveLength(1)
})

test('send() passes a traceparent on to Cronofy, and sends none by itself', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const { send, provider } = setUp(jsonResponse({}), jsonResponse({}))
  await send(READ, { traceparent })
  await send(READ)
  expect(provider.requests.map(({ headers }) => headers.get('traceparent'))).toEqual([traceparent, null])
})

test('send() distinguishes an invalid grant from rejected credentials', async () => {
  const { send } = setUp(jsonResponse({ error: 'invalid_grant' }, { status: 400 }), status(401))
  expect(await rejectionOf(send(NEVER))).toMatchObject({ code: 'invalid_grant' })
  expect(await rejectionOf(send(NEVER))).toMatchObject({ code: 'client_credentials_rejected' })
})

test('send() returns the error keys of a 422 by field, for any shape of the body (T18)', async () => {
  const faults = {
    errors: {
      redirect_uri: [{ key: 'errors.required', description: 'required' }],
      other: 'x',
      third: [5],
      ['__proto__']: [],
    },
  }
  const { send } = setUp(jsonResponse(faults, { status: 422 }), jsonResponse({ errors: null }, { status: 422 }))
  expect(await rejectionOf(send(READ))).toMatchObject({
    code: 'provider_validation_failed',
    fieldErrors: { redirect_uri: ['errors.required'], other: [], third: [] },
  })
  const bare = await rejectionOf(send(READ))
  expect(bare).toMatchObject({ code: 'provider_validation_failed' })
  expect(bare).not.toHaveProperty('fieldErrors')
})

test('send() drops what quotes the request in a 422, for any shape of the body (T8, T18)', async () => {
  const quoting = {
    errors: {
      redirect_uri: [{ key: 'errors.invalid', description: `not allowed: ${CANARY_TOKEN}` }],
      [`Bearer ${CANARY_TOKEN}`]: [{ key: CANARY_TOKEN }],
    },
  }
  const quoted = setUp(jsonResponse(quoting, { status: 422 }))
  const error = await rejectionOf(quoted.send(READ))
  expect(error).toMatchObject({ fieldErrors: { redirect_uri: ['errors.invalid'] } })
  expect(JSON.stringify(error) + String(error)).not.toContain(CANARY_TOKEN)

  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const body = { errors: { x: [{ key: value, description: value }], y: value }, error: value }
      const { send } = setUp(jsonResponse(body, { status: 422 }), jsonResponse(value, { status: 400 }))
      expect(await rejectionOf(send(READ))).toBeInstanceOf(ProviderError)
      expect(await rejectionOf(send(READ))).toBeInstanceOf(ProviderError)
    }),
  )
})

test.each([
  ['never ends', new ReadableStream({ pull: () => new Promise(() => {}) })],
  ['is cut', new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) })],
])('send() still knows the status when the body of an error %s', async (_, body) => {
  const { send, clock } = setUp(new Response(body, { status: 402 }))
  clock.expireTimeouts(2500)
  expect(await rejectionOf(send(NEVER))).toMatchObject({ code: 'plan_required', providerStatus: 402 })
})

test('send() reports every attempt, without secrets', async () => {
  const { send, events } = setUp(status(500), jsonResponse({}))
  await send(READ)
  expect(events).toEqual([
    {
      type: 'provider_request',
      operation: 'GET /v1/calendars',
      dataCenter: 'de',
      attempt: 1,
      durationMs: 0,
      status: 500,
      errorCode: 'provider_unavailable',
    },
    {
      type: 'provider_request',
      operation: 'GET /v1/calendars',
      dataCenter: 'de',
      attempt: 2,
      durationMs: 0,
      status: 200,
    },
  ])
})

test('send() reports no status when there was no response', async () => {
  const { send, events } = setUp(broken)
  await rejectionOf(send(NEVER))
  expect(events).toStrictEqual([
    {
      type: 'provider_request',
      operation: 'POST /oauth/token',
      dataCenter: 'de',
      attempt: 1,
      durationMs: 0,
      errorCode: 'provider_unreachable',
    },
  ])
})

test.each([
  [
    'throws',
    () => {
      throw new Error('the log is full')
    },
  ],
  ['rejects', () => Promise.reject(new Error('the log is full'))],
])('send() continues when the hook %s', async (_, onEvent) => {
  const { send } = setUp(jsonResponse({ ok: true }))
  expect(await send(READ, { onEvent })).toMatchObject({ status: 200, text: '{"ok":true}' })
})

test('send() ends when the signal aborts between two attempts', async () => {
  const controller = new AbortController()
  const transport = createRetryingSend({
    fetch: stubFetch(status(503)).fetch,
    now: () => 0,
    wait: (ms) => {
      if (ms > 2000) return new Promise(() => {})
      controller.abort()
      return Promise.reject(controller.signal.reason)
    },
    random: () => 0.5,
  })
  const error = await rejectionOf(
    transport(
      new RequestDraft('https://api.cronofy.com/v1/calendars'),
      { operation: READ, dataCenter: 'us' },
      {
        signal: controller.signal,
      },
    ),
  )
  expect(error).toMatchObject({
    code: 'aborted',
    message: expect.stringContaining(
      'GET /v1/calendars in data center "us": the call was aborted between two attempts',
    ),
  })
})

test('send() says why it failed', async () => {
  const spent = setUp()
  const sayings: [Promise<unknown>, string][] = [
    [spent.send(READ, { deadlineMs: spent.clock.now() }), 'the time limit of the step has passed'],
    [setUp().send(READ, { signal: AbortSignal.abort() }), 'the call was aborted before it was sent'],
    [setUp(status(404)).send(READ), 'the response has status 404'],
  ]
  for (const [sent, text] of sayings) {
    expect(await rejectionOf(sent)).toMatchObject({
      message: expect.stringContaining(`in data center "de": ${text}. `),
    })
  }
  const slow = setUp(never)
  slow.clock.expireTimeouts()
  expect(await rejectionOf(slow.send(NEVER))).toMatchObject({
    message: expect.stringContaining('there was no complete response within 5000 ms'),
  })
})

test('send() returns the status, the headers, and the text when the body arrives in pieces', async () => {
  const bytes = new TextEncoder().encode('{"a":"ü"}')
  const pieces = new ReadableStream({
    start(controller) {
      // One piece ends in the middle of a character.
      for (const piece of [bytes.subarray(0, 7), bytes.subarray(7)]) controller.enqueue(piece)
      controller.close()
    },
  })
  const { send } = setUp(
    new Response(pieces, { status: 202, headers: { 'content-type': 'application/json' } }),
    new Response(null),
  )
  const response = await send(READ)
  expect(response).toMatchObject({ status: 202, text: '{"a":"ü"}' })
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await send(READ)).toMatchObject({ status: 200, text: '' })
})

test('send() sends the same body and type when it retries', async () => {
  const bodies: string[] = []
  const keep =
    (response: Response): StubResponse =>
    async (request) => {
      bodies.push(`${request.headers.get('content-type')} ${await request.text()}`)
      return response
    }
  const busy = new Response(null, { status: 429, headers: { 'retry-after': '0' } })
  const { fetch } = stubFetch(keep(busy), keep(jsonResponse({})))
  const { now, wait: waiting } = createClock()
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":"ä"}' }
  await createRetryingSend({ fetch, now, wait: waiting, random: () => 0 })(
    new RequestDraft('https://api-de.cronofy.com/v1/permissions', init),
    { operation: INVITED, dataCenter: 'de' },
  )
  expect(bodies).toEqual(['application/json {"a":"ä"}', 'application/json {"a":"ä"}'])
})

test('send() gives an error no field without a value', async () => {
  const { send } = setUp(
    jsonResponse({ errors: {} }, { status: 422 }),
    jsonResponse({ errors: { x: [] } }, { status: 404 }),
  )
  for (const code of ['provider_validation_failed', 'provider_not_found']) {
    const error = await rejectionOf(send(READ))
    expect(error).toMatchObject({ code })
    expect(Object.keys(error as object).sort()).toEqual([
      'code',
      'dataCenter',
      'name',
      'operation',
      'providerStatus',
      'remedy',
      'status',
    ])
  }
})

test('send() names at most 250 fields of a 422, and only keys in the documented form', async () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`permissions[${index}].calendar_id`, []]))
  const odd = {
    a: [
      { key: 'errors.required' },
      { key: 'x errors.required' },
      { key: 'errors.required x' },
      { key: ['errors.x'] },
      {},
    ],
  }
  const { send } = setUp(
    jsonResponse({ errors: many }, { status: 422 }),
    jsonResponse({ errors: odd }, { status: 422 }),
  )
  const { fieldErrors } = (await rejectionOf(send(READ))) as ProviderError
  expect(Object.keys(fieldErrors ?? {})).toHaveLength(250)
  expect(await rejectionOf(send(READ))).toMatchObject({ fieldErrors: { a: ['errors.required'] } })
})

test('wait() waits, and rejects at once when its signal aborts', async () => {
  const started = Date.now()
  await wait(20)
  expect(Date.now() - started).toBeGreaterThanOrEqual(10)

  const controller = new AbortController()
  const waiting = rejectionOf(wait(60_000, controller.signal))
  controller.abort(new Error('enough'))
  expect(await waiting).toMatchObject({ message: 'enough' })
  expect(await rejectionOf(wait(60_000, controller.signal))).toMatchObject({ message: 'enough' })
})

test('wait() leaves no timer running when its signal aborts', async () => {
  vi.useFakeTimers()
  try {
    const controller = new AbortController()
    const waiting = rejectionOf(wait(60_000, controller.signal))
    expect(vi.getTimerCount()).toBe(1)
    controller.abort()
    await waiting
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
