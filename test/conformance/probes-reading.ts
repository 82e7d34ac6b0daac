/**
 * Probes of authentication and of read operations.
 *
 * @module
 */
import { assertStatus, assertStrings, assertSuccess, getPath } from './assertions.ts'
import type { Probes } from './probe.ts'
import { assert, SkippedError } from './probe-result.ts'
import type { CallOptions, TargetResponse } from './target.ts'
import type { TestEnv } from './test-env.ts'

const UNKNOWN_TOKEN = { token: 'conformance-unknown' }
const REFUSED_KINDS = ['payment_required', 'insufficient_scope', 'account_locked', 'enterprise_scope_missing'] as const

/** The probes, by the ID of the row. */
export const READING_PROBES: Probes = {
  'bearer-unauthorized': async (testEnv) => {
    for (const call of [{}, UNKNOWN_TOKEN])
      for (const response of await callEveryOperation(testEnv, call)) assertStatus(response, 401)
    if (!testEnv.isSandbox) return
    const { access_token: revoked } = await testEnv.tokens()
    await testEnv.call('/oauth/token/revoke', { form: { ...testEnv.client(), token: revoked } })
    assertStatus(await testEnv.call('/v1/calendars', { token: revoked }), 401)
  },
  'bearer-unauthorized-body': async (testEnv) => {
    for (const response of await callEveryOperation(testEnv, UNKNOWN_TOKEN))
      assertStatus(response, 401, 'invalid_token')
  },
  'bearer-any-case': async (testEnv) => {
    const token = await testEnv.token()
    for (const scheme of ['bearer', 'Bearer', 'BEARER']) {
      assertSuccess(await testEnv.call('/v1/calendars', { headers: { authorization: `${scheme} ${token}` } }))
    }
  },
  'bearer-before-body': async (testEnv) => {
    const headers = { 'content-type': 'application/json' }
    for (const body of ['{', '{}']) {
      assertStatus(await testEnv.call('/v1/permissions', { ...UNKNOWN_TOKEN, headers, body }), 401)
    }
  },
  'bearer-before-path': async (testEnv) => {
    assertStatus(await testEnv.call('/v1/conformance-unknown'), 401)
    assertStatus(await testEnv.call('/v1/conformance-unknown', { token: await testEnv.token() }), 404)
  },
  'unknown-path': async (testEnv) => assertStatus(await testEnv.call('/conformance-unknown'), 404),
  'unknown-path-body': async (testEnv) => assertStatus(await testEnv.call('/conformance-unknown'), 404, 'not_found'),
  slashes: async (testEnv) => {
    const token = await testEnv.token()
    for (const path of ['/v1/calendars/', '/v1//calendars']) assertSuccess(await testEnv.call(path, { token }))
  },
  // GET is harmless, even if the target supports it.
  'unknown-method': async (testEnv) => assertStatus(await testEnv.call('/oauth/token', { method: 'GET' }), 404),
  'no-cors': async (testEnv) => {
    const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'GET' }
    for (const method of ['GET', 'OPTIONS']) {
      const response = await testEnv.call('/v1/calendars', { method, headers, token: await testEnv.token() })
      if (method === 'GET') assertSuccess(response)
      const allowed = response.headers.get('access-control-allow-origin')
      assert(allowed === null, `${response.request} allows the origin "${allowed}"`)
    }
  },
  calendars: async (testEnv) => {
    const response = await getOk(testEnv, '/v1/calendars')
    assert(Array.isArray(getPath(response.json, 'calendars')), 'calendars is not an array')
  },
  'calendars-fields': async (testEnv) => {
    const { calendars } = await testEnv.accountWith('a calendar', (list) => list.length > 0)
    for (const calendar of calendars) {
      assertStrings(calendar, 'a calendar', [
        'provider_name',
        'profile_id',
        'profile_name',
        'calendar_id',
        'calendar_name',
        'permission_level',
      ])
      for (const flag of [
        'readonly',
        'deleted',
        'primary',
        'integrated_conferencing_available',
        'attachments_available',
      ]) {
        assert(typeof getPath(calendar, `calendar_${flag}`) === 'boolean', `a calendar has no calendar_${flag}`)
      }
    }
  },
  'calendars-sub': async (testEnv) =>
    assertStrings((await getOk(testEnv, '/v1/calendars')).json, 'the response', ['sub']),
  'calendars-levels': async (testEnv) => {
    const { calendars } = await testEnv.accountWith('a calendar', (list) => list.length > 0)
    const other = calendars.find(({ permission_level: level }) => level !== 'sandbox' && level !== 'unrestricted')
    assert(other === undefined, `a permission_level is "${other?.permission_level}"`)
  },
  'calendars-deleted': async (testEnv) => {
    await testEnv.accountWith('a deleted calendar', (list) =>
      list.some((calendar) => calendar.calendar_deleted === true),
    )
  },
  'calendars-unpaged': async (testEnv) => {
    const { token } = await testEnv.accountWith('250 calendars', (list) => list.length >= 250)
    const { json } = await testEnv.call('/v1/calendars', { token })
    assert(getPath(json, 'pages') === undefined, 'the response is paginated')
  },
  'reading-when-refused': async (testEnv) => {
    let tried = 0
    for (const kind of REFUSED_KINDS) {
      const token = await testEnv.token(kind).catch(undefinedIfSkipped)
      if (token === undefined) continue
      for (const path of ['/v1/calendars', '/v1/userinfo']) assertSuccess(await testEnv.call(path, { token }))
      tried += 1
    }
    if (tried === 0) throw new SkippedError('needs a token of an account whose permission requests are rejected')
  },
  account: async (testEnv) => {
    const { json } = await getOk(testEnv, '/v1/account')
    assertStrings(getPath(json, 'account'), 'account', ['account_id', 'email', 'scope', 'default_tzid'])
    assertStrings(json, 'the response', ['sub'])
  },
  'account-sign-in-gem': async (testEnv) => {
    const form = testEnv.codeGrantForm(await testEnv.code())
    const token = String(getPath((await testEnv.fetchPage('/oauth/token', { form })).json, 'access_token'))
    const { json } = await testEnv.call('/v1/account', { token })
    assertStrings(getPath(json, 'account'), 'account', ['account_id'])
  },
  'json-charset': async (testEnv) => {
    for (const path of ['/v1/calendars', '/v1/userinfo']) assertCharset(await getOk(testEnv, path))
  },
  'json-charset-errors': async (testEnv) => {
    assertCharset(await testEnv.call('/v1/permissions', { token: await testEnv.token(), json: {} }))
  },
  'request-id': async (testEnv) => {
    const ids = [await getOk(testEnv, '/v1/calendars'), await testEnv.call('/v1/calendars')].map(({ headers }) =>
      headers.get('x-request-id'),
    )
    assert(!ids.includes(null), 'a response has no X-Request-Id')
    assert(ids[0] !== ids[1], 'two responses have the same X-Request-Id')
  },
  'status-header': async (testEnv) => {
    for (const response of [await getOk(testEnv, '/v1/calendars'), await testEnv.call('/v1/calendars')]) {
      const value = response.headers.get('status') ?? ''
      assert(value.startsWith(`${response.status} `), `Status is "${value}"`)
    }
  },
  'calendars-etag': async (testEnv) => {
    const value = (await getOk(testEnv, '/v1/calendars')).headers.get('etag') ?? ''
    assert(/^W\/"[^"]+"$/.test(value), `ETag is "${value}"`)
  },
  userinfo: async (testEnv) => {
    const { json } = await getOk(testEnv, '/v1/userinfo')
    assertStrings(json, 'user info', ['sub', 'email', 'zoneinfo', 'cronofy.type'])
    assert(typeof getPath(json, 'name') === 'string', 'user info has no name')
  },
  'userinfo-profiles': async (testEnv) => {
    const profiles = getPath((await getOk(testEnv, '/v1/userinfo')).json, 'cronofy.data', 'profiles')
    assert(Array.isArray(profiles) && profiles.length > 0, 'user info has no profiles')
    for (const profile of profiles) {
      const calendars = getPath(profile, 'profile_calendars')
      assert(Array.isArray(calendars), 'a profile has no profile_calendars')
      assert(
        calendars.every((one) => getPath(one, 'profile_id') === undefined),
        'a calendar repeats its profile',
      )
    }
  },
  'userinfo-authorization': async (testEnv) => {
    const authorization = getPath((await getOk(testEnv, '/v1/userinfo')).json, 'cronofy.data', 'authorization')
    assertStrings(authorization, 'cronofy.data.authorization', ['scope', 'status'])
    assert(getPath(authorization, 'status') === 'active', `status is "${getPath(authorization, 'status')}"`)
  },
}

async function callEveryOperation(testEnv: TestEnv, call: CallOptions): Promise<TargetResponse[]> {
  return [
    await testEnv.call('/v1/calendars', call),
    await testEnv.call('/v1/userinfo', call),
    await testEnv.call('/v1/permissions', { ...call, json: {} }),
  ]
}

async function getOk(testEnv: TestEnv, path: string): Promise<TargetResponse> {
  const response = await testEnv.call(path, { token: await testEnv.token() })
  assertSuccess(response)
  return response
}

function assertCharset({ headers }: TargetResponse): void {
  const value = headers.get('content-type') ?? ''
  assert(/^application\/json; ?charset=utf-8$/i.test(value), `Content-Type is "${value}"`)
}

function undefinedIfSkipped(error: unknown): undefined {
  if (!(error instanceof SkippedError)) throw error
  return undefined
}
