import { afterAll, describe, expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../../src/data-centers.ts'
import { createKeys, OTHER_KEY } from '../../helpers/fixtures.ts'
import { sealRequest } from '../../helpers/seal-request.ts'
import { documentedErrors, findSchemaIssues, SERVICE_PATHS } from '../../helpers/service-contract.ts'
import {
  API_KEY,
  createServiceTestEnv,
  type JsonResponse,
  RETURN_TO,
  redirectOf,
} from '../../helpers/service-test-env.ts'
import { jsonResponse } from '../../helpers/stub-fetch.ts'
import { WORKER } from '../../helpers/test-env.ts'

const BEGIN = '/permission-requests'
const COMPLETE = '/permission-requests/complete'
const READ = '/permissions/read'
const PATHS = [BEGIN, COMPLETE, READ] as const

/** Errors that a test has seen: `409 account_token_rejected`. */
const seen = new Set<string>()

function expectProblem(response: JsonResponse, status: number, code: string): void {
  expect(response.json).toMatchObject({ status, code })
  expect(response.status).toBe(status)
  expect(response.json['instance']).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
  seen.add(`${status} ${code}`)
}

afterAll(() => {
  // Only where the whole file ran does it say anything.
  if (seen.size > 1) expect([...seen].sort()).toEqual([...new Set(PATHS.flatMap(documentedErrors))].sort())
})

/** Begins for an account, and gives what `complete` takes. */
async function begun(testEnv: ReturnType<typeof createServiceTestEnv>, name = 'apple') {
  const account = await testEnv.account(name)
  const { url, sealed_request } = redirectOf(await testEnv.begin(account))
  return { account, url, request: { ...account, sealed_request } }
}

const SEALED = {
  subject: 'subject-of-apple',
  redirectUri: `${WORKER}/permission-requests/return`,
  nowMs: Date.UTC(2026, 0, 1),
  ttlSeconds: 60,
}

describe('the flow', () => {
  test('begin says where to send the user, and until when', async () => {
    const testEnv = createServiceTestEnv()
    const { json, status, headers } = await testEnv.begin(await testEnv.account('apple'))
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
    expect(Object.keys(json)[0]).toBe('status')
    expect(json).toEqual({
      status: 'redirect',
      redirect: {
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4010\/de\/permissions\//),
        sealed_request: expect.stringMatching(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/),
        expires_at: new Date(testEnv.clock.now() + 3_600_000).toISOString(),
      },
    })
  })

  test('who accepts all comes back with the request, and it is granted', async () => {
    const testEnv = createServiceTestEnv()
    const { url, request } = await begun(testEnv)
    const back = await testEnv.openReturnUrl(await testEnv.decide(url, 'accept'))
    expect(back.origin + back.pathname).toBe(RETURN_TO)
    expect([...back.searchParams]).toEqual([['sealed_request', request.sealed_request]])
    const { json, status } = await testEnv.post(COMPLETE, request)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      status: 'granted',
      data_center: 'de',
      subject: 'subject-of-apple',
      return_to: RETURN_TO,
      missing_count: 0,
      calendars: [
        { calendar_id: 'cal_de_apple1_work', calendar_name: 'Work', permission_level: 'unrestricted', granted: true },
        { calendar_id: 'cal_de_apple1_home', granted: true },
      ],
    })
  })

  test('who accepts some is partial, calendar by calendar', async () => {
    const testEnv = createServiceTestEnv()
    const { url, request } = await begun(testEnv)
    await testEnv.decide(url, 'accept', ['cal_de_apple1_home'])
    const { json } = await testEnv.post(COMPLETE, request)
    expect(json).toMatchObject({ status: 'partial', calendars: [{ granted: false }, { granted: true }] })
  })

  test('who rejects comes back with the reason, and it is rejected', async () => {
    const testEnv = createServiceTestEnv()
    const { url, request } = await begun(testEnv)
    const back = await testEnv.openReturnUrl(await testEnv.decide(url, 'reject'))
    expect(back.searchParams.get('permission_error')).toBe('access_denied')
    const { json } = await testEnv.post(COMPLETE, { ...request, permission_error: 'access_denied' })
    expect(json).toMatchObject({ status: 'rejected' })
  })

  test('the longest permission_error has 100 characters, however many bytes they have', async () => {
    const testEnv = createServiceTestEnv()
    const { request } = await begun(testEnv)
    const statusWith = async (error: string) =>
      (await testEnv.post(COMPLETE, { ...request, permission_error: error })).status
    expect(await statusWith('🙂'.repeat(100))).toBe(200)
    expect(await statusWith('🙂'.repeat(101))).toBe(422)
    expect(await statusWith('x'.repeat(101))).toBe(422)
  })

  test('a made-up return is unconfirmed, and a made-up refusal takes nothing back (T5)', async () => {
    const testEnv = createServiceTestEnv()
    const { url, request } = await begun(testEnv)
    await testEnv.openReturnUrl(`${WORKER}/permission-requests/return?request=${request.sealed_request}`)
    expect((await testEnv.post(COMPLETE, request)).json).toMatchObject({ status: 'unconfirmed' })
    await testEnv.decide(url, 'accept')
    const refused = { ...request, permission_error: 'access_denied' }
    expect((await testEnv.post(COMPLETE, refused)).json).toMatchObject({ status: 'granted' })
  })

  test('a user who never came back can be asked about all the same, again and again', async () => {
    const testEnv = createServiceTestEnv()
    const { url, request } = await begun(testEnv)
    await testEnv.decide(url, 'accept')
    const [first, second] = [await testEnv.post(COMPLETE, request), await testEnv.post(COMPLETE, request)]
    expect(first.json).toMatchObject({ status: 'granted' })
    expect(second.json).toEqual(first.json)
  })

  test('an Enterprise Connect account is granted at once, and verified', async () => {
    const testEnv = createServiceTestEnv()
    const { json } = await testEnv.begin(await testEnv.account('enterprise'))
    expect(json).toMatchObject({
      status: 'done',
      outcome: { status: 'granted', calendars: [{ granted: true }, { granted: true }] },
    })
    expect(testEnv.calls.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET'])
  })

  test('begin is repeated without harm: only what is not granted yet is asked for', async () => {
    const testEnv = createServiceTestEnv()
    const { account, url } = await begun(testEnv)
    await testEnv.decide(url, 'accept', ['cal_de_apple1_home'])
    const second = redirectOf(await testEnv.begin(account))
    expect(await testEnv.calls.at(-1)?.json()).toMatchObject({
      permissions: [{ calendar_id: 'cal_de_apple1_work', permission_level: 'unrestricted' }],
    })
    await testEnv.decide(second.url, 'accept')
    expect((await testEnv.begin(account)).json).toMatchObject({ status: 'done', outcome: { status: 'granted' } })
  })

  test('read says what is granted now, of all calendars or of those that are named', async () => {
    const testEnv = createServiceTestEnv()
    const { subject, ...caller } = await testEnv.account('google')
    const { json } = await testEnv.post(READ, caller)
    expect(json).toMatchObject({ status: 'read', data_center: 'de' })
    expect((json['calendars'] as unknown[]).length).toBe(10)
    const named = await testEnv.post(READ, { ...caller, calendar_ids: ['cal_de_google1_shared'] })
    expect(named.json['calendars']).toMatchObject([{ calendar_id: 'cal_de_google1_shared', granted: true }])
    expect(subject).toBe('subject-of-google')
  })

  test('250 calendars are asked for at once', async () => {
    const testEnv = createServiceTestEnv()
    expect((await begun(testEnv, 'many-calendars')).url).toBeDefined()
  })
})

test('the service builds no address from Host or X-Forwarded-Host (T15)', async () => {
  const testEnv = createServiceTestEnv()
  const spoofed = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
  await testEnv.begin(await testEnv.account('apple'), spoofed)
  expect(await testEnv.calls.at(-1)?.json()).toMatchObject({
    redirect_uri: expect.stringMatching(/^http:\/\/localhost:8787\/permission-requests\/return\?request=/),
  })
})

describe('the return step', () => {
  test.each(['HEAD', 'prefetch'])('does nothing for %s', async (kind) => {
    const testEnv = createServiceTestEnv()
    const { request } = await begun(testEnv)
    const before = testEnv.events.length
    const response = await testEnv.worker.request(
      `${WORKER}/permission-requests/return?request=${request.sealed_request}`,
      {
        method: kind === 'HEAD' ? 'HEAD' : 'GET',
        headers: kind === 'HEAD' ? {} : { 'sec-purpose': 'prefetch' },
      },
    )
    expect(response.status).toBe(204)
    expect(testEnv.events).toHaveLength(before)
  })

  test.each([
    ['is missing', ''],
    ['is made up', '?request=made-up'],
    ['is there twice', '?request=a&request=b'],
  ])('is a page, and no redirect, when the request %s', async (_, query) => {
    const testEnv = createServiceTestEnv()
    const response = await testEnv.worker.request(`${WORKER}/permission-requests/return${query}`)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('location')).toBeNull()
    expect(await response.text()).toContain(`href="${RETURN_TO}?permission_error=invalid_sealed_request"`)
    expect(testEnv.calls).toHaveLength(0)
  })

  test('sends on who comes back too late, and the backend is told when it completes', async () => {
    const testEnv = createServiceTestEnv()
    const { url, request } = await begun(testEnv)
    const returnUrl = await testEnv.decide(url, 'accept')
    testEnv.clock.advance(3_601_000)
    const back = await testEnv.openReturnUrl(returnUrl)
    expect(back.searchParams.get('sealed_request')).toBe(request.sealed_request)
    expectProblem(await testEnv.post(COMPLETE, request), 410, 'expired_sealed_request')
  })

  test('goes to the address that was asked for, with its query, and with no permission_* or sealed_* of its own', async () => {
    const testEnv = createServiceTestEnv()
    const account = await testEnv.account('apple')
    const { url } = redirectOf(
      await testEnv.begin({
        ...account,
        return_to: `${RETURN_TO}/tab?x=1&permission_error=made-up&sealed_request=made-up`,
      }),
    )
    const back = await testEnv.openReturnUrl(await testEnv.decide(url, 'accept'))
    expect(back.pathname).toBe('/settings/tab')
    expect([...back.searchParams.keys()]).toEqual(['x', 'sealed_request'])
  })

  test('goes nowhere when the list has become shorter (T1)', async () => {
    const wide = createServiceTestEnv({ overrides: { ALLOWED_RETURN_URLS: `${RETURN_TO},https://old.example.com` } })
    const account = await wide.account('apple')
    const { sealed_request } = redirectOf(await wide.begin({ ...account, return_to: 'https://old.example.com/' }))
    const narrow = createServiceTestEnv()
    const response = await narrow.worker.request(`${WORKER}/permission-requests/return?request=${sealed_request}`)
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
  })

  test('leaves out an error that is no code', async () => {
    const testEnv = createServiceTestEnv()
    const { request } = await begun(testEnv)
    const url = `${WORKER}/permission-requests/return?request=${request.sealed_request}&error=${'x'.repeat(101)}`
    expect((await testEnv.openReturnUrl(url)).searchParams.has('permission_error')).toBe(false)
  })

  test('counts as the one return: completing it again is none', async () => {
    const testEnv = createServiceTestEnv()
    const { url, request } = await begun(testEnv)
    await testEnv.openReturnUrl(await testEnv.decide(url, 'accept'))
    await testEnv.post(COMPLETE, request)
    await testEnv.post(COMPLETE, request)
    const types = testEnv.events.map(({ type }) => type).filter((type) => type !== 'provider_request')
    expect(types).toEqual([
      'permission_requested',
      'redirect_issued',
      'user_returned',
      'outcome_verified',
      'outcome_verified',
    ])
  })
})

describe.each(PATHS)('POST %s', (path) => {
  test.each([
    ['no key', {}],
    ['an unknown key', { authorization: `Bearer ${'x'.repeat(40)}` }],
    ['a key that is too short by one', { authorization: `Bearer ${API_KEY.slice(0, -1)}` }],
    ['the key under another scheme', { authorization: `Basic ${API_KEY}` }],
    ['two keys', { authorization: `Bearer ${API_KEY}, Bearer ${API_KEY}` }],
  ])('refuses %s, without a call to the provider', async (_, headers) => {
    const testEnv = createServiceTestEnv()
    const response = await testEnv.post(path, await testEnv.account('apple'), { authorization: '', ...headers })
    expectProblem(response, 401, 'unauthorized')
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(testEnv.calls).toHaveLength(0)
  })

  test.each([
    ['no JSON', '{', 400, 'invalid_request'],
    ['empty', '', 400, 'invalid_request'],
    ['a list', '[]', 400, 'invalid_request'],
    ['null', 'null', 400, 'invalid_request'],
    ['too long', `"${'x'.repeat(65_536)}"`, 413, 'request_too_large'],
  ])('refuses a body that is %s', async (_, body, status, code) => {
    const testEnv = createServiceTestEnv()
    expectProblem(await testEnv.post(path, body), status, code)
    expect(testEnv.calls).toHaveLength(0)
  })

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'application/problem+json'])(
    'refuses %s',
    async (type) => {
      expectProblem(
        await createServiceTestEnv().post(path, '{}', { 'content-type': type }),
        415,
        'unsupported_media_type',
      )
    },
  )

  test('refuses every field that is wrong at once, in words that quote no value', async () => {
    const testEnv = createServiceTestEnv()
    const response = await testEnv.post(path, {
      data_center: 'eu',
      access_token: 'canary token',
      'canary-field-Q9': 1,
      calendar_id: ['x'],
    })
    expectProblem(response, 422, 'validation_failed')
    expect(response.json['errors']).toMatchObject({
      data_center: [`must be one of ${DATA_CENTER_IDS.join(', ')}`],
      access_token: ['must contain visible ASCII characters only'],
      calendar_id: ['is not a known field'],
      '(another field)': ['is not a known field'],
    })
    expect(JSON.stringify(response.json)).not.toContain('canary')
    expect(testEnv.calls).toHaveLength(0)
  })

  test.each([
    ['GET', 405, 'method_not_allowed', {}],
    ['PUT', 405, 'method_not_allowed', {}],
    ['OPTIONS', 405, 'method_not_allowed', {}],
    [
      'OPTIONS',
      403,
      'cross_origin_request',
      { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
    ],
  ])('answers %s with %d %s, and without CORS', async (method, status, code, headers) => {
    const { worker } = createServiceTestEnv()
    const response = await worker.request(WORKER + path, { method, headers: headers as Record<string, string> })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    const problem = await response.json()
    expect(problem).toMatchObject({ status, code, ...(status === 403 && { detail: expect.stringContaining('CORS') }) })
    expect(findSchemaIssues('Problem', problem)).toEqual([])
    if (status === 405) expect(response.headers.get('allow')).toBe('POST')
  })
})

/** A provider that fails from the call on that matters. */
const PROVIDER: readonly (readonly [string, () => Response, number, string])[] = [
  ['401', () => new Response(null, { status: 401 }), 409, 'account_token_rejected'],
  ['402', () => new Response(null, { status: 402 }), 409, 'plan_required'],
  ['403', () => new Response(null, { status: 403 }), 409, 'account_scope_insufficient'],
  ['423', () => new Response(null, { status: 423 }), 409, 'account_locked'],
  ['400', () => new Response(null, { status: 400 }), 502, 'provider_bad_request'],
  ['404', () => new Response(null, { status: 404 }), 502, 'provider_not_found'],
  ['429', () => new Response(null, { status: 429, headers: { 'retry-after': '30' } }), 503, 'rate_limited'],
  ['503', () => new Response(null, { status: 503, headers: { 'retry-after': '30' } }), 502, 'provider_unavailable'],
  ['nonsense', () => new Response('<html>'), 502, 'invalid_provider_response'],
  [
    'no connection',
    () => {
      throw new TypeError('canary')
    },
    502,
    'provider_unreachable',
  ],
]

test.each(PATHS.flatMap((path) => PROVIDER.map((row) => [path, ...row] as const)))(
  'POST %s says of a provider that answers %s',
  async (path, _, answer, status, code) => {
    let broken = false
    const testEnv = createServiceTestEnv({ intercept: () => (broken ? answer() : undefined) })
    const { request } = await begun(testEnv)
    const { subject, sealed_request, ...caller } = request
    broken = true
    const body = path === COMPLETE ? request : path === BEGIN ? { ...caller, subject, all_calendars: true } : caller
    const problem = await testEnv.post(path, body)
    expectProblem(problem, status, code)
    expect(problem.headers.get('retry-after')).toBe(
      answer === PROVIDER[6]?.[1] || answer === PROVIDER[7]?.[1] ? '30' : null,
    )
    expect(JSON.stringify(problem.json)).not.toContain('canary')
    expect(sealed_request).toBeDefined()
  },
)

describe('an error of its own', () => {
  test('a provider that does not answer in time is 504', async () => {
    const testEnv = createServiceTestEnv({ intercept: () => new Promise<Response>(() => undefined) })
    const account = await testEnv.account('apple')
    testEnv.clock.expireTimeouts()
    expectProblem(await testEnv.begin(account), 504, 'timeout')
  })

  test('a URL that is not on one of the app hosts is 502 (T10)', async () => {
    const foreign = () => jsonResponse({ permissions_request: { url: 'https://evil.example' } })
    const testEnv = createServiceTestEnv({ intercept: ({ method }) => (method === 'POST' ? foreign() : undefined) })
    const response = await testEnv.begin(await testEnv.account('apple'))
    expectProblem(response, 502, 'untrusted_redirect')
    expect(JSON.stringify(response.json)).not.toContain('evil')
  })

  test('a field that the provider refuses is named', async () => {
    const refused = () => jsonResponse({ errors: { redirect_uri: [{ key: 'errors.invalid' }] } }, { status: 422 })
    const testEnv = createServiceTestEnv({ intercept: ({ method }) => (method === 'POST' ? refused() : undefined) })
    const response = await testEnv.begin(await testEnv.account('apple'))
    expectProblem(response, 502, 'provider_validation_failed')
    expect(response.json['errors']).toEqual({ redirect_uri: ['errors.invalid'] })
  })

  test.each([
    ['unknown_calendars', 'apple', { calendar_ids: ['cal_de_google1_work'] }],
    ['no_calendars', 'no-calendars', {}],
    ['invalid_return_to', 'apple', { return_to: 'https://evil.example/settings' }],
    ['invalid_return_to', 'apple', { return_to: 'https://app.example.com/settings-evil' }],
  ])('%s is 422, and nothing is asked for', async (code, name, overrides) => {
    const testEnv = createServiceTestEnv()
    expectProblem(await testEnv.begin({ ...(await testEnv.account(name)), ...overrides }), 422, code)
    expect(testEnv.calls.filter(({ method }) => method === 'POST')).toEqual([])
  })

  test.each([
    ['neither selection', {}],
    ['both selections', { calendar_ids: ['cal_de_enterprise1_work'], all_calendars: true }],
  ])('invalid_selection is 422 for %s, and nothing is sent (T23)', async (_, selection) => {
    const testEnv = createServiceTestEnv()
    const body = { ...(await testEnv.account('enterprise')), ...selection }
    expectProblem(await testEnv.post(BEGIN, body), 422, 'invalid_selection')
    expect(testEnv.calls).toEqual([])
  })

  test('too_many_calendars is 422, and nothing is asked for', async () => {
    const calendars = Array.from({ length: 251 }, (_, index) => ({ calendar_id: `cal_${index}` }))
    const testEnv = createServiceTestEnv({ intercept: () => jsonResponse({ calendars }) })
    expectProblem(await testEnv.begin(await testEnv.account('apple')), 422, 'too_many_calendars')
    expect(testEnv.calls.map(({ method }) => method)).toEqual(['GET'])
  })

  test.each([
    ['made up', async () => 'made-up'],
    ['sealed by other keys', () => sealRequest(createKeys(OTHER_KEY), SEALED)],
    [
      'sealed for another redirect URI (T29)',
      () => sealRequest(createKeys(), { ...SEALED, redirectUri: `${WORKER}/connect/permissions/return` }),
    ],
    [
      'sealed at another origin (T29)',
      () =>
        sealRequest(createKeys(), { ...SEALED, redirectUri: 'https://elsewhere.example/permission-requests/return' }),
    ],
  ])('a request that was %s is 422, without a call to the provider', async (_, make) => {
    const testEnv = createServiceTestEnv()
    const body = { ...(await testEnv.account('apple')), sealed_request: await make() }
    expectProblem(await testEnv.post(COMPLETE, body), 422, 'invalid_sealed_request')
    expect(testEnv.calls).toEqual([])
  })

  test.each([
    ['another subject', { subject: 'somebody-else' }],
    ['another data center', { data_center: 'uk' }],
  ])('%s is 403, without a call to the provider (T2, T3)', async (_, overrides) => {
    const testEnv = createServiceTestEnv()
    const { url, request } = await begun(testEnv)
    await testEnv.decide(url, 'accept')
    const before = testEnv.calls.length
    expectProblem(await testEnv.post(COMPLETE, { ...request, ...overrides }), 403, 'account_mismatch')
    expect(testEnv.calls).toHaveLength(before)
  })

  test('a fault of the worker is 500 without a word of it, and its instance stands in the log with all of it', async () => {
    const testEnv = createServiceTestEnv({
      config: { keys: { keysFor: () => Promise.reject(new Error('canary of the inside')) } },
    })
    const response = await testEnv.begin(await testEnv.account('apple'))
    expectProblem(response, 500, 'internal_error')
    expect(JSON.stringify(response.json)).not.toContain('canary')
    const line = testEnv.parsedLog().at(-1)
    expect(line).toMatchObject({
      error: 'internal_error',
      error_detail: expect.stringContaining('canary of the inside'),
    })
    expect(response.json['instance']).toBe(`urn:uuid:${line?.['request_id']}`)
  })
})

test('a worker without API keys has no service', async () => {
  const testEnv = createServiceTestEnv({ config: { apiKeys: [] } })
  expect(SERVICE_PATHS).toHaveLength(7)
  for (const path of SERVICE_PATHS) {
    const response = await testEnv.worker.request(WORKER + path, { method: 'POST' })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found' })
  }
})

/** The connect app answers everything that nobody else does, with pages. */
const WITH_CONNECT = { CRONOFY_DE_CLIENT_ID: 'sandbox', CRONOFY_DE_CLIENT_SECRET: 'sandbox-secret' }

test.each([
  ['POST', '/permissions/raed', 404, 'not_found', null],
  ['GET', '/permission-requests/nowhere', 404, 'not_found', null],
  ['POST', '/permission-requests/return', 405, 'method_not_allowed', 'GET, HEAD'],
  ['GET', '/permissions/read', 405, 'method_not_allowed', 'POST'],
])('%s %s is %d %s beside the connect app too', async (method, path, status, code, allow) => {
  const { worker, parsedLog } = createServiceTestEnv({ overrides: WITH_CONNECT })
  const response = await worker.request(WORKER + path, { method, headers: { authorization: `Bearer ${API_KEY}` } })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('allow')).toBe(allow)
  const problem = await response.json()
  expect(problem).toMatchObject({ status, code })
  expect(findSchemaIssues('Problem', problem)).toEqual([])
  expect(parsedLog().at(-1)).toMatchObject({ status, error: code })
})

test('an access token that no header would hold is refused before the provider is asked', async () => {
  const testEnv = createServiceTestEnv()
  const account = { ...(await testEnv.account('apple')), access_token: 'x'.repeat(4097) }
  const response = await testEnv.begin(account)
  expectProblem(response, 422, 'validation_failed')
  expect(response.json['errors']).toEqual({ access_token: ['must have at most 4096 characters'] })
  expect(testEnv.calls).toEqual([])
})

test('a thousand calendars that are unknown make no endless text', async () => {
  const testEnv = createServiceTestEnv()
  const calendarIds = Array.from({ length: 1000 }, (_, index) => `cal_unknown_${index}`)
  const response = await testEnv.begin({ ...(await testEnv.account('apple')), calendar_ids: calendarIds })
  expectProblem(response, 422, 'unknown_calendars')
  expect(response.json['detail']).toContain('and 990 more')
})
