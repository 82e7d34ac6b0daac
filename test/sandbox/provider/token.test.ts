import { expect, test } from 'vitest'
import { CALLBACK, CLIENT, codeGrant, createSandboxClient } from '../sandbox-client.ts'

const other = { client_id: 'other', client_secret: 'other-secret' }
const twoClients = {
  clients: [
    { clientId: 'sandbox', clientSecret: 'sandbox-secret' },
    { clientId: 'other', clientSecret: 'other-secret' },
  ] as const,
  accounts: [
    {
      name: 'google',
      description: '',
      profiles: [{ id: 'p', provider: 'google', name: 'p@example.com', calendars: [] }],
    },
  ],
}

function refreshGrant(refresh_token: string): Record<string, string> {
  return { ...CLIENT, grant_type: 'refresh_token', refresh_token }
}

test.each([
  ['client is unknown', { client_id: 'nobody' }],
  ['secret is wrong', { client_secret: 'wrong' }],
])('POST /oauth/token answers 401 invalid_client when the %s', async (_, changes) => {
  const sandboxClient = createSandboxClient()
  const code = await sandboxClient.code()
  const response = await sandboxClient.call('/oauth/token', { form: { ...codeGrant(code), ...changes } })
  expect(response.status).toBe(401)
  expect(response.json).toEqual({ error: 'invalid_client' })
  expect((await sandboxClient.call('/oauth/token', { form: codeGrant(code) })).status).toBe(200)
})

test.each([
  ['code is unknown', (code: string) => ({ code: `${code}x` })],
  ['code was issued for another redirect URI', () => ({ redirect_uri: `${CALLBACK}/` })],
  ['code was issued to another application', () => other],
])('POST /oauth/token answers 400 invalid_grant when the %s', async (_, change) => {
  const sandboxClient = createSandboxClient({ seed: twoClients })
  const code = await sandboxClient.code()
  const response = await sandboxClient.call('/oauth/token', { form: { ...codeGrant(code), ...change(code) } })
  expect(response.status).toBe(400)
  expect(response.json).toEqual({ error: 'invalid_grant' })
})

test('POST /oauth/token answers 400 invalid_grant when the code is used a second time', async () => {
  const sandboxClient = createSandboxClient()
  const code = await sandboxClient.code()
  expect((await sandboxClient.call('/oauth/token', { form: codeGrant(code) })).status).toBe(200)
  const again = await sandboxClient.call('/oauth/token', { form: codeGrant(code) })
  expect(again.status).toBe(400)
  expect(again.json).toEqual({ error: 'invalid_grant' })
})

test.each([
  [599, 200],
  [600, 400],
])('POST /oauth/token answers a code that is %d seconds old with %d', async (seconds, status) => {
  const sandboxClient = createSandboxClient({ now: () => 0 })
  const code = await sandboxClient.code()
  await sandboxClient.call('/sandbox/clock', { json: { advance_seconds: seconds } })
  expect((await sandboxClient.call('/oauth/token', { form: codeGrant(code) })).status).toBe(status)
})

test.each(['form', 'json'])('POST /oauth/token exchanges a code sent as %s', async (kind) => {
  const sandboxClient = createSandboxClient()
  const grant = codeGrant(await sandboxClient.code({}, 'google', 'sg'))
  const response = await sandboxClient.call('/sg/oauth/token', kind === 'form' ? { form: grant } : { json: grant })
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.json).toEqual({
    token_type: 'bearer',
    access_token: expect.stringMatching(/^at_sg_/),
    expires_in: 3600,
    refresh_token: expect.stringMatching(/^rt_sg_/),
    scope: 'read_write',
    account_id: 'acc_sg_google',
    sub: 'acc_sg_google',
    linking_profile: {
      provider_name: 'google',
      provider_service: 'gsuite',
      profile_id: 'pro_sg_google1',
      profile_name: 'ada@work.example',
    },
  })
})

test('POST /oauth/token omits provider_service when the profile of the seed has no service', async () => {
  const sandboxClient = createSandboxClient({ seed: twoClients })
  const response = await sandboxClient.call('/oauth/token', { form: codeGrant(await sandboxClient.code()) })
  expect(response.json).toMatchObject({
    linking_profile: { provider_name: 'google', profile_id: 'pro_us_p', profile_name: 'p@example.com' },
  })
  expect(response.text).not.toContain('provider_service')
})

test('POST /oauth/token and the authorize page issue codes and access tokens of 32 ASCII characters', async () => {
  const sandboxClient = createSandboxClient()
  const code = await sandboxClient.code({}, 'google', 'de')
  expect(code).toMatch(/^co_de_[0-9a-f]{26}$/)
  const { json } = await sandboxClient.call('/de/oauth/token', { form: codeGrant(code) })
  expect(json).toMatchObject({ access_token: expect.stringMatching(/^at_de_[0-9a-f]{26}$/) })
})

test.each([
  ['a code', 200, codeGrant],
  ['a refresh', 200, null],
  ['an error', 400, () => ({ ...CLIENT, grant_type: 'password' })],
] as const)('POST /oauth/token forbids caches to store the response to %s', async (_, status, toForm) => {
  const sandboxClient = createSandboxClient()
  const form =
    toForm === null ? refreshGrant((await sandboxClient.tokens()).refresh_token) : toForm(await sandboxClient.code())
  const response = await sandboxClient.call('/oauth/token', { form: { ...form } })
  expect(response.status).toBe(status)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('pragma')).toBe('no-cache')
})

test('POST /oauth/token returns exactly the five documented fields for a refresh', async () => {
  const { call, tokens } = createSandboxClient()
  const { refresh_token } = await tokens()
  const response = await call('/oauth/token', { form: refreshGrant(refresh_token) })
  expect(response.status).toBe(200)
  expect(response.json).toEqual({
    token_type: 'bearer',
    access_token: expect.stringMatching(/^at_us_/),
    expires_in: 3600,
    refresh_token,
    scope: 'read_write',
  })
})

test('POST /oauth/token says whose tokens they are on a refresh when refreshFields is "all"', async () => {
  const { call, tokens } = createSandboxClient({ behaviors: { refreshFields: 'all' } })
  const { refresh_token, account_id, sub, linking_profile } = await tokens()
  const { json } = await call('/oauth/token', { form: refreshGrant(refresh_token) })
  expect(json).toMatchObject({ refresh_token, account_id, sub, linking_profile })
})

const BASIC = `Basic ${btoa('sandbox:sandbox-secret')}`

test('POST /oauth/token and /oauth/token/revoke accept Basic authentication in place of credentials in the body', async () => {
  const { call, code } = createSandboxClient()
  const { client_id: _id, client_secret: _secret, ...grant } = codeGrant(await code())
  const headers = { authorization: BASIC }
  const exchanged = await call('/oauth/token', { form: grant, headers })
  expect(exchanged.status).toBe(200)
  const { refresh_token: token = '', access_token = '' } = exchanged.json as Record<string, string>
  const refresh = { grant_type: 'refresh_token', refresh_token: token }
  expect((await call('/oauth/token', { json: refresh, headers: { authorization: BASIC.toLowerCase() } })).status).toBe(
    400,
  )
  expect((await call('/oauth/token', { json: refresh, headers })).status).toBe(200)
  expect((await call('/oauth/token', { form: { ...refresh, client_id: 'sandbox' }, headers })).status).toBe(200)
  expect((await call('/oauth/token/revoke', { form: { token }, headers })).status).toBe(200)
  expect((await call('/v1/calendars', { token: access_token })).status).toBe(401)
})

test('POST /oauth/token decodes Basic credentials as a form', async () => {
  const clients = [{ clientId: 'an app', clientSecret: 'ü:+' }] as const
  const { call } = createSandboxClient({ seed: { clients, accounts: [] } })
  const form = { grant_type: 'refresh_token', refresh_token: 'unknown' }
  const send = (credentials: string) =>
    call('/oauth/token', { form, headers: { authorization: `Basic ${btoa(credentials)}` } })
  expect((await send('an+app:%C3%BC%3A%2B')).json).toEqual({ error: 'invalid_grant' })
  expect((await send('an+app:%C3%BC:%2B')).json).toEqual({ error: 'invalid_grant' })
  expect((await send('an+app:wrong')).json).toEqual({ error: 'invalid_client' })
})

test.each([
  ['a secret is in the body too', BASIC, { client_secret: 'sandbox-secret' }],
  ['another client is in the body', BASIC, { client_id: 'other' }],
  ['the header is not base64', 'Basic ***', {}],
  ['the header is not a form', `Basic ${btoa('%:x')}`, {}],
  ['the header is for a token', 'Bearer x', {}],
])('POST /oauth/token answers 400 invalid_request to Basic authentication when %s', async (_, authorization, extra) => {
  const { call, tokens } = createSandboxClient()
  const { refresh_token } = await tokens()
  const form = { grant_type: 'refresh_token', refresh_token, ...extra }
  const response = await call('/oauth/token', { form, headers: { authorization } })
  expect(response).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
})

test('POST /oauth/token treats form parameters without a value as omitted', async () => {
  const { call, code } = createSandboxClient()
  const form = { ...codeGrant(await code()), refresh_token: '', code_verifier: '', extra: '' }
  expect((await call('/oauth/token', { form })).status).toBe(200)
  const { refresh_token: _, ...missing } = refreshGrant('')
  for (const grant of [refreshGrant(''), missing]) {
    const response = await call('/oauth/token', { form: grant })
    expect(response.status).toBe(400)
    expect(response.json).toEqual({
      error: 'invalid_request',
      error_description: 'Cannot refresh: refresh_token is missing.',
    })
  }
})

test('POST /oauth/token does not treat empty strings in JSON as omitted', async () => {
  const { call, code } = createSandboxClient()
  const response = await call('/oauth/token', { json: { ...codeGrant(await code()), refresh_token: '' } })
  expect(response).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
})

test.each(['/oauth/token', '/oauth/token/revoke'])(
  'POST %s answers 400 invalid_request when a form parameter is repeated, even without a value',
  async (path) => {
    const { call, tokens } = createSandboxClient()
    const { refresh_token } = await tokens()
    const fields: [string, string][] = [...Object.entries(refreshGrant(refresh_token)), ['token', refresh_token]]
    for (const repeated of ['client_id', 'refresh_token', 'token'].filter((name) =>
      path.endsWith('revoke') ? name !== 'refresh_token' : name !== 'token',
    )) {
      for (const value of ['', 'x']) {
        for (const form of [
          [...fields, [repeated, value]],
          [[repeated, value], ...fields],
        ] as [string, string][][]) {
          const response = await call(path, { form })
          expect(response).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
        }
      }
    }
  },
)

test('POST /oauth/token/revoke treats form parameters without a value as omitted', async () => {
  const { call, tokens } = createSandboxClient()
  const { access_token, sub } = await tokens()
  expect((await call('/oauth/token/revoke', { form: { ...CLIENT, token: '', token_type_hint: '', sub } })).status).toBe(
    200,
  )
  expect((await call('/v1/calendars', { token: access_token })).status).toBe(401)
})

test.each([
  ['is unknown', {}, 'rt_us_unknown'],
  ['is an access token', {}, 'access'],
  ['belongs to another application', other, 'refresh'],
])('POST /oauth/token answers 400 invalid_grant when the refresh token %s', async (_, client, which) => {
  const { call, tokens } = createSandboxClient({ seed: twoClients })
  const { access_token, refresh_token } = await tokens()
  const token = which === 'access' ? access_token : which === 'refresh' ? refresh_token : which
  const response = await call('/oauth/token', { form: { ...refreshGrant(token), ...client } })
  expect(response.status).toBe(400)
  expect(response.json).toEqual({ error: 'invalid_grant' })
})

test('POST /oauth/token renews the access token as often as it is asked to', async () => {
  const { call, tokens } = createSandboxClient({ now: () => 0 })
  const first = await tokens()
  await call('/sandbox/clock', { json: { advance_seconds: 3600 } })
  expect((await call('/v1/calendars', { token: first.access_token })).status).toBe(401)
  for (let round = 0; round < 2; round++) {
    const response = await call('/oauth/token', { form: refreshGrant(first.refresh_token) })
    const renewed = response.json as typeof first
    expect(renewed).toMatchObject({ refresh_token: first.refresh_token, scope: first.scope })
    expect(renewed.access_token).not.toBe(first.access_token)
    expect((await call('/v1/calendars', { token: renewed.access_token })).status).toBe(200)
  }
})

test.each([
  ['nothing is sent', {}],
  ['token and sub are missing', CLIENT],
  ['token is empty', { ...CLIENT, token: '' }],
])('POST /oauth/token/revoke answers 400 invalid_request when %s', async (_, form) => {
  const { call } = createSandboxClient()
  const response = await call('/oauth/token/revoke', { method: 'POST', form: { ...form } })
  expect(response.status).toBe(400)
  expect(response.json).toMatchObject({ error: 'invalid_request' })
})

test('POST /oauth/token/revoke answers 401 invalid_client when the secret is wrong', async () => {
  const { call, tokens } = createSandboxClient()
  const { access_token: token } = await tokens()
  const response = await call('/oauth/token/revoke', { form: { ...CLIENT, client_secret: 'wrong', token } })
  expect(response.status).toBe(401)
  expect(response.json).toEqual({ error: 'invalid_client' })
  expect((await call('/v1/calendars', { token })).status).toBe(200)
})

test.each([
  ['a token that is unknown', {}, 'unknown'],
  ["another application's token", other, 'refresh_token'],
  ["another application's account", other, 'sub'],
  ['an account that is unknown', {}, 'nobody'],
])('POST /oauth/token/revoke answers 200 and ends nothing for %s', async (_, client, which) => {
  const { call, tokens } = createSandboxClient({ seed: twoClients })
  const { access_token, refresh_token, sub } = await tokens()
  const named =
    which === 'sub' || which === 'nobody' ? { sub: which === 'sub' ? sub : which } : { token: refresh_token }
  const form = { ...CLIENT, ...client, ...named, ...(which === 'unknown' && { token: which }) }
  const response = await call('/oauth/token/revoke', { form })
  expect(response).toMatchObject({ status: 200, text: '' })
  expect((await call('/v1/calendars', { token: access_token })).status).toBe(200)
})

test.each(['access_token', 'refresh_token'] as const)(
  'POST /oauth/token/revoke ends all tokens that came with the %s',
  async (which) => {
    const { call, tokens } = createSandboxClient()
    const [mine, apart] = [await tokens(), await tokens()]
    const renewed = (await call('/oauth/token', { form: refreshGrant(mine.refresh_token) })).json as typeof mine
    const response = await call('/oauth/token/revoke', { json: { ...CLIENT, token: mine[which] } })
    expect(response).toMatchObject({ status: 200, text: '' })
    expect((await call('/v1/calendars', { token: mine.access_token })).status).toBe(401)
    expect((await call('/v1/calendars', { token: renewed.access_token })).status).toBe(401)
    expect((await call('/oauth/token', { form: refreshGrant(mine.refresh_token) })).json).toEqual({
      error: 'invalid_grant',
    })
    expect((await call('/v1/calendars', { token: apart.access_token })).status).toBe(200)
  },
)

test.each([
  ['refresh_token', 'refresh_token'],
  ['refresh_token', 'access_token'],
  ['access_token', 'refresh_token'],
] as const)('POST /oauth/token/revoke ends the authorization of the %s under the hint %s', async (which, hint) => {
  const { call, tokens } = createSandboxClient()
  const mine = await tokens()
  const form = { ...CLIENT, token: mine[which], token_type_hint: hint }
  expect(await call('/oauth/token/revoke', { form })).toMatchObject({ status: 200, text: '' })
  expect((await call('/v1/calendars', { token: mine.access_token })).status).toBe(401)
})

test('POST /oauth/token/revoke ends the authorization of the token alone when a sub is given too', async () => {
  const { call, tokens } = createSandboxClient()
  const [one, two] = [await tokens('google'), await tokens('google')]
  const form = { ...CLIENT, token: one.refresh_token, sub: one.sub }
  expect((await call('/oauth/token/revoke', { form })).status).toBe(200)
  expect((await call('/v1/calendars', { token: one.access_token })).status).toBe(401)
  expect((await call('/v1/calendars', { token: two.access_token })).status).toBe(200)
})

test('POST /oauth/token/revoke ends every authorization of a sub', async () => {
  const { call, tokens } = createSandboxClient()
  const [one, two, foreign] = [await tokens('google'), await tokens('google'), await tokens('apple')]
  expect((await call('/oauth/token/revoke', { form: { ...CLIENT, sub: one.sub } })).status).toBe(200)
  expect((await call('/v1/calendars', { token: one.access_token })).status).toBe(401)
  expect((await call('/v1/calendars', { token: two.access_token })).status).toBe(401)
  expect((await call('/v1/calendars', { token: foreign.access_token })).status).toBe(200)
})

/** The applications that asked to erase the personal data of the account google in us. */
async function erasureClients(call: ReturnType<typeof createSandboxClient>['call']): Promise<string[] | undefined> {
  const { data_centers } = (await call('/sandbox/state')).json as {
    data_centers: { us: { google: { pii_erasure_requested_by?: string[] } } }
  }
  return data_centers.us.google.pii_erasure_requested_by
}

test.each([
  ['a token, as JSON', 'token', true, 'json', ['sandbox']],
  ['a sub, as JSON', 'sub', true, 'json', ['sandbox']],
  ['a sub, as a form', 'sub', 'true', 'form', ['sandbox']],
  ['a sub, without erasure', 'sub', false, 'json', undefined],
  ['a token, without erasure', 'token', 'false', 'form', undefined],
  ['a sub, with an empty form parameter', 'sub', '', 'form', undefined],
] as const)(
  'POST /oauth/token/revoke records request_pii_erasure with %s',
  async (_, which, erasure, kind, expected) => {
    const { call, tokens } = createSandboxClient({ seed: twoClients })
    const { access_token, refresh_token, sub } = await tokens()
    const body = { ...CLIENT, ...(which === 'sub' ? { sub } : { token: refresh_token }), request_pii_erasure: erasure }
    const sent = kind === 'json' ? { json: body } : { form: body as Record<string, string> }
    expect(await call('/oauth/token/revoke', sent)).toMatchObject({ status: 200, text: '' })
    expect((await call('/v1/calendars', { token: access_token })).status).toBe(401)
    expect(await erasureClients(call)).toEqual(expected)
    const { requests } = (await call('/sandbox/requests')).json as { requests: object[] }
    expect(requests[0]).toMatchObject({ request_body: { request_pii_erasure: erasure } })
  },
)

test('POST /oauth/token/revoke records the erasure of each application once, and a snapshot restores it', async () => {
  const { call } = createSandboxClient({ seed: twoClients, now: () => 0 })
  for (const client of [CLIENT, other, CLIENT]) {
    await call('/oauth/token/revoke', { json: { ...client, sub: 'acc_us_google', request_pii_erasure: true } })
  }
  await call('/oauth/token/revoke', { json: { ...CLIENT, token: 'unknown', request_pii_erasure: true } })
  expect(await erasureClients(call)).toEqual(['sandbox', 'other'])
  const snapshot = (await call('/sandbox/state')).json
  await call('/sandbox/reset', { method: 'POST' })
  expect(await erasureClients(call)).toBe(undefined)
  await call('/sandbox/state', { method: 'PUT', json: snapshot })
  expect((await call('/sandbox/state')).json).toEqual(snapshot)
})

test.each(['yes', 1, null, ['true']])(
  'POST /oauth/token/revoke answers 400 invalid_request, and revokes nothing, when request_pii_erasure is %j',
  async (value) => {
    const { call, tokens } = createSandboxClient()
    const { access_token, sub } = await tokens()
    const response = await call('/oauth/token/revoke', { json: { ...CLIENT, sub, request_pii_erasure: value } })
    expect(response).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
    expect((await call('/v1/calendars', { token: access_token })).status).toBe(200)
  },
)
