/**
 * Probes of the token endpoint and the revocation endpoint.
 *
 * @module
 */
import { assertStatus, assertStrings, assertSuccess, describeResponse, getPath } from './assertions.ts'
import type { Probe, Probes } from './probe.ts'
import { assert } from './probe-result.ts'
import type { TargetResponse } from './target.ts'
import type { TestEnv } from './test-env.ts'

const TOKEN = '/oauth/token'
const REVOKE = '/oauth/token/revoke'
const ENDS_AUTHORIZATION = 'would end the authorization that the other probes use'

/** The probes, by the ID of the row. */
export const TOKEN_PROBES: Probes = {
  token: async (testEnv) => {
    const response = await exchangeNewCode(testEnv)
    assertSuccess(response)
    assertSuccess(await testEnv.call('/v1/calendars', { token: requireString(response, 'access_token') }))
  },
  'token-form-or-json': async (testEnv) => {
    for (const as of ['form', 'json'] as const) assertSuccess((await testEnv.refresh(as)).response)
  },
  'token-fields': async (testEnv) => {
    const response = await exchangeNewCode(testEnv)
    assertStrings(response.json, 'the response', ['access_token', 'refresh_token', 'scope', 'account_id', 'sub'])
    assert(getPath(response.json, 'token_type') === 'bearer', `token_type is "${getPath(response.json, 'token_type')}"`)
    assert(typeof getPath(response.json, 'expires_in') === 'number', 'expires_in is not a number')
  },
  'token-linking-profile': async (testEnv) => {
    const response = await exchangeNewCode(testEnv)
    assertStrings(getPath(response.json, 'linking_profile'), 'linking_profile', [
      'provider_name',
      'profile_id',
      'profile_name',
    ])
  },
  'token-both-hosts': async (testEnv) => {
    assertStatus(await testEnv.fetchPage(TOKEN, { form: unknownRefresh(testEnv) }), 400, 'invalid_grant')
    const form = { ...testEnv.client(), token: 'conformance-unknown' }
    assertStatus(await testEnv.fetchPage(REVOKE, { form }), 200)
  },
  'token-basic': async (testEnv) => {
    const { client_id, client_secret, ...form } = unknownRefresh(testEnv)
    const headers = { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` }
    assertStatus(await testEnv.call(TOKEN, { form, headers }), 400, 'invalid_grant')
  },
  'token-empty-parameters': async (testEnv) => {
    assertStatus(
      await testEnv.call(TOKEN, { form: { ...unknownRefresh(testEnv), code: '', redirect_uri: '' } }),
      400,
      'invalid_grant',
    )
    const form = Object.entries(unknownRefresh(testEnv)) as [string, string][]
    const repeated = await testEnv.call(TOKEN, { form: [...form, ['refresh_token', '']] })
    assertStatus(repeated, 400, 'invalid_request')
  },
  'token-linking-service': async (testEnv) => {
    const response = await exchangeNewCode(testEnv)
    assertStrings(getPath(response.json, 'linking_profile'), 'linking_profile', ['provider_service'])
  },
  'token-length': async (testEnv) => {
    const code = await testEnv.code()
    assertLength(code, 'the code')
    const response = await testEnv.call(TOKEN, { form: testEnv.codeGrantForm(code) })
    assertLength(requireString(response, 'access_token'), 'the access token')
  },
  'refresh-token-length': async (testEnv) => {
    const { response } = await testEnv.refresh()
    assertLength(requireString(response, 'refresh_token'), 'the refresh token')
  },
  'token-errors-field': async (testEnv) => {
    const forms = [unknownRefresh(testEnv), testEnv.codeGrantForm('conformance-unknown')]
    for (const form of forms) {
      const response = await testEnv.call(TOKEN, { form })
      assert(getPath(response.json, 'errors') === undefined, describeResponse(response))
    }
  },
  'refresh-fields': async (testEnv) => {
    const { response } = await testEnv.refresh()
    const names = Object.keys(response.json ?? {}).sort()
    const documented = ['access_token', 'expires_in', 'refresh_token', 'scope', 'token_type']
    assert(names.join() === documented.join(), `the fields are ${names.join(', ')}`)
  },
  'token-linking-profile-first': async (testEnv) => {
    const response = await exchangeNewCode(testEnv)
    const info = await testEnv.call('/v1/userinfo', { token: requireString(response, 'access_token') })
    const [actual, first] = [
      getPath(response.json, 'linking_profile', 'profile_id'),
      getPath(info.json, 'cronofy.data', 'profiles', 0, 'profile_id'),
    ]
    assert(actual === first && actual !== undefined, 'linking_profile is not the first profile')
  },
  'token-no-store': async (testEnv) => {
    const { response } = await testEnv.refresh()
    const value = response.headers.get('cache-control') ?? ''
    assert(/\bno-store\b/.test(value), `Cache-Control is "${value}"`)
    const pragma = response.headers.get('pragma') ?? ''
    assert(pragma === 'no-cache', `Pragma is "${pragma}"`)
  },
  'access-token-life': async (testEnv) => {
    testEnv.sandboxOnly('needs a clock that can be advanced')
    const { response } = await testEnv.refresh()
    const actual = getPath(response.json, 'expires_in')
    assert(actual === 3600, `expires_in is ${actual}`)
    const token = requireString(response, 'access_token')
    await testEnv.advanceClock(3590)
    assertSuccess(await testEnv.call('/v1/calendars', { token }))
    await testEnv.advanceClock(10)
    assertStatus(await testEnv.call('/v1/calendars', { token }), 401)
  },
  'token-invalid-grant': async (testEnv) => {
    assertStatus(await testEnv.call(TOKEN, { form: unknownRefresh(testEnv) }), 400, 'invalid_grant')
    assertStatus(
      await testEnv.call(TOKEN, { form: testEnv.codeGrantForm('conformance-unknown') }),
      400,
      'invalid_grant',
    )
  },
  'token-invalid-client': async (testEnv) => {
    const form = { ...wrongClient(testEnv), grant_type: 'refresh_token', refresh_token: 'conformance-unknown' }
    assertStatus(await testEnv.call(TOKEN, { form }), 401, 'invalid_client')
  },
  'token-invalid-request': async (testEnv) => {
    const { client_id } = testEnv.client()
    for (const form of [
      {},
      { client_id, grant_type: 'refresh_token' },
      { ...testEnv.client(), grant_type: 'refresh_token' },
    ]) {
      assertStatus(await testEnv.call(TOKEN, { form }), 400, 'invalid_request')
    }
  },
  'token-error-description': async (testEnv) => {
    const response = await testEnv.call(TOKEN, { form: { ...testEnv.client(), grant_type: 'refresh_token' } })
    assertStatus(response, 400)
    const description = getPath(response.json, 'error_description')
    assert(
      typeof description === 'string' && description.includes('refresh_token'),
      'no error_description names the field',
    )
  },
  'token-unsupported-grant': async (testEnv) => {
    const response = await testEnv.call(TOKEN, { form: { ...testEnv.client(), grant_type: 'password' } })
    assertStatus(response, 400, 'unsupported_grant_type')
  },
  'token-order': async (testEnv) => {
    const wrong = wrongClient(testEnv)
    assertStatus(await testEnv.call(TOKEN, { form: { ...wrong, grant_type: 'password' } }), 400)
    assertStatus(
      await testEnv.call(TOKEN, { form: { ...testEnv.codeGrantForm('conformance-unknown'), ...wrong } }),
      401,
    )
    assertStatus(
      await testEnv.call(REVOKE, { form: { client_id: wrong.client_id, token: 'conformance-unknown' } }),
      400,
    )
    assertStatus(await testEnv.call(REVOKE, { form: { ...wrong, token: 'conformance-unknown' } }), 401)
    const form = testEnv.codeGrantForm(await testEnv.code())
    assertStatus(await testEnv.call(TOKEN, { form: { ...form, ...wrong } }), 401)
    assertSuccess(await testEnv.call(TOKEN, { form }))
  },
  refresh: async (testEnv) => {
    const { before, response } = await testEnv.refresh()
    assertSuccess(response)
    const token = requireString(response, 'access_token')
    assert(token !== before.access_token, 'the access token is the same')
    const [one, other] = [await sub(testEnv, before.access_token), await sub(testEnv, token)]
    assert(one === other && other !== undefined, 'the access token belongs to another account')
  },
  'refresh-token-stays': async (testEnv) => {
    const { before, response } = await testEnv.refresh()
    assert(requireString(response, 'refresh_token') === before.refresh_token, 'the refresh token has changed')
    const form = { ...testEnv.client(), grant_type: 'refresh_token', refresh_token: String(before.refresh_token) }
    assertSuccess(await testEnv.call(TOKEN, { form }))
  },
  'refresh-older-tokens': async (testEnv) => {
    const { before } = await testEnv.refresh()
    assertSuccess(await testEnv.call('/v1/calendars', { token: before.access_token }))
  },
  revoke: async (testEnv) => {
    testEnv.sandboxOnly(ENDS_AUTHORIZATION)
    const { access_token: token } = await testEnv.tokens()
    const response = await testEnv.call(REVOKE, { form: { ...testEnv.client(), token } })
    assertStatus(response, 200)
    assert(response.text === '', 'the body is not empty')
    assertStatus(await testEnv.call('/v1/calendars', { token }), 401)
  },
  'revoke-by-sub': async (testEnv) => {
    testEnv.sandboxOnly(ENDS_AUTHORIZATION)
    const [one, two] = [await testEnv.tokens(), await testEnv.tokens()]
    assertStatus(await testEnv.call(REVOKE, { form: { ...testEnv.client(), sub: String(one.sub) } }), 200)
    for (const { access_token: token } of [one, two]) assertStatus(await testEnv.call('/v1/calendars', { token }), 401)
  },
  'revoke-token-first': async (testEnv) => {
    testEnv.sandboxOnly(ENDS_AUTHORIZATION)
    const [one, two] = [await testEnv.tokens(), await testEnv.tokens()]
    const form = { ...testEnv.client(), token: String(one.refresh_token), sub: String(one.sub) }
    assertStatus(await testEnv.call(REVOKE, { form }), 200)
    assertStatus(await testEnv.call('/v1/calendars', { token: one.access_token }), 401)
    assertSuccess(await testEnv.call('/v1/calendars', { token: two.access_token }))
  },
  'revoke-all-tokens': async (testEnv) => {
    testEnv.sandboxOnly(ENDS_AUTHORIZATION)
    for (const which of ['access_token', 'refresh_token'] as const) {
      const [mine, apart] = [await testEnv.tokens(), await testEnv.tokens()]
      await testEnv.call(REVOKE, { form: { ...testEnv.client(), token: String(mine[which]) } })
      assertStatus(await testEnv.call('/v1/calendars', { token: mine.access_token }), 401)
      const form = { ...testEnv.client(), grant_type: 'refresh_token', refresh_token: String(mine.refresh_token) }
      assertStatus(await testEnv.call(TOKEN, { form }), 400, 'invalid_grant')
      assertSuccess(await testEnv.call('/v1/calendars', { token: apart.access_token }))
    }
  },
  'revoke-token-type-hint': async (testEnv) => {
    testEnv.sandboxOnly(ENDS_AUTHORIZATION)
    const { access_token, refresh_token } = await testEnv.tokens()
    const form = { ...testEnv.client(), token: String(refresh_token), token_type_hint: 'access_token' }
    assertStatus(await testEnv.call(REVOKE, { form }), 200)
    assertStatus(await testEnv.call('/v1/calendars', { token: access_token }), 401)
  },
  'revoke-pii-erasure': async (testEnv) => {
    const json = { ...testEnv.client(), token: 'conformance-unknown', request_pii_erasure: true }
    assertStatus(await testEnv.call(REVOKE, { json }), 200)
  },
  'revoke-unknown': async (testEnv) => {
    assertStatus(await testEnv.call(REVOKE, { form: { ...testEnv.client(), token: 'conformance-unknown' } }), 200)
  },
  'revoke-foreign': async (testEnv) => {
    testEnv.sandboxOnly(ENDS_AUTHORIZATION)
    const { access_token: token } = await testEnv.tokens()
    assertStatus(await testEnv.call(REVOKE, { form: { ...testEnv.otherClient(), token } }), 200)
    assertSuccess(await testEnv.call('/v1/calendars', { token }))
  },
  'revoke-invalid-client': async (testEnv) => {
    const response = await testEnv.call(REVOKE, { form: { ...wrongClient(testEnv), token: 'conformance-unknown' } })
    assertStatus(response, 401, 'invalid_client')
  },
  'revoke-invalid-request': async (testEnv) => {
    assertStatus(
      await testEnv.call(REVOKE, { form: testEnv.client() as unknown as Record<string, string> }),
      400,
      'invalid_request',
    )
  },
} satisfies Readonly<Record<string, Probe>>

function unknownRefresh(testEnv: TestEnv) {
  return { ...testEnv.client(), grant_type: 'refresh_token', refresh_token: 'conformance-unknown' }
}

function assertLength(value: string, what: string): void {
  assert(
    /^[\x21-\x7e]{32}$/.test(value),
    `${what} has ${value.length} characters, or characters that are not visible ASCII`,
  )
}

function wrongClient(testEnv: TestEnv): { client_id: string; client_secret: string } {
  return { ...testEnv.client(), client_secret: 'conformance-wrong' }
}

async function exchangeNewCode(testEnv: TestEnv): Promise<TargetResponse> {
  return testEnv.call(TOKEN, { form: testEnv.codeGrantForm(await testEnv.code()) })
}

async function sub(testEnv: TestEnv, token: string): Promise<unknown> {
  return getPath((await testEnv.call('/v1/userinfo', { token })).json, 'sub')
}

function requireString(response: TargetResponse, field: string): string {
  const value = getPath(response.json, field)
  assert(typeof value === 'string', `${describeResponse(response)}, without ${field}`)
  return value
}
