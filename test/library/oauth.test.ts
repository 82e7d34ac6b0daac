import { expect, test } from 'vitest'
import { createClient } from '../../src/client/client.ts'
import type { Client } from '../../src/client/types.ts'
import { createAuthorizeUrl, exchangeCode, refreshTokens, revokeTokens } from '../../src/oauth.ts'
import { createPkce } from '../../src/oauth-values.ts'
import { createClock } from '../helpers/clock.ts'
import { CANARY_TOKEN, rejectionOf } from '../helpers/fixtures.ts'
import { jsonResponse, type StubResponse, stubFetch } from '../helpers/stub-fetch.ts'

const APPLICATION = { dataCenter: 'de', clientId: 'client', clientSecret: 'canary-secret' } as const
const REDIRECT_URI = 'https://app.example.com/callback'
const STATE = 'state-1'
const TOKENS = {
  token_type: 'bearer',
  access_token: CANARY_TOKEN,
  expires_in: 3600,
  refresh_token: 'refresh-1',
  scope: 'read_write',
  account_id: 'acc_old',
  sub: 'acc_1',
  linking_profile: { provider_name: 'google', profile_id: 'pro_1', profile_name: 'jane@example.com' },
}

function setUp(...responses: StubResponse[]) {
  const clock = createClock()
  const provider = stubFetch(...responses)
  const client = createClient({ fetch: provider.fetch, now: clock.now, wait: clock.wait })
  const exchange = (query: string) =>
    exchangeCode(client, APPLICATION, {
      url: new URL(`${REDIRECT_URI}?${query}`),
      state: STATE,
      redirectUri: REDIRECT_URI,
    })
  return { client, clock, provider, exchange }
}

function expectNoSecret(error: unknown) {
  const text = [
    JSON.stringify(error),
    String(error),
    String((error as Error).stack),
    JSON.stringify((error as Error).cause),
  ].join()
  for (const secret of [CANARY_TOKEN, 'canary-secret', 'refresh-1', 'code-1']) expect(text).not.toContain(secret)
}

test.each([
  ['the user refused', `error=access_denied&state=${STATE}`, 'access_denied'],
  ['the user refused and state is missing', 'error=access_denied', 'access_denied'],
  ['the user refused and state is empty', 'error=access_denied&state=', 'access_denied'],
  ['the user refused and state differs (T22)', 'error=access_denied&state=other', 'invalid_authorization_response'],
  ['another error has no state', 'error=invalid_scope', 'invalid_authorization_response'],
  ['the provider refused', `error=invalid_scope&state=${STATE}`, 'authorization_failed'],
  ['state differs (T22)', 'code=code-1&state=other', 'invalid_authorization_response'],
  ['state is missing (T22)', 'code=code-1', 'invalid_authorization_response'],
  ['state is repeated', `code=code-1&state=${STATE}&state=${STATE}`, 'invalid_authorization_response'],
  ['code is missing', `state=${STATE}`, 'invalid_authorization_response'],
  ['code is repeated', `code=code-1&code=code-2&state=${STATE}`, 'invalid_authorization_response'],
])('exchangeCode() requests no token when %s', async (_, query, code) => {
  const { exchange, provider } = setUp()
  const error = await rejectionOf(exchange(query))
  expect(error).toMatchObject({ name: 'AuthorizationError', code })
  expectNoSecret(error)
  expect(provider.requests).toHaveLength(0)
})

test.each([
  ['the code is not valid any more', jsonResponse({ error: 'invalid_grant' }, { status: 400 }), 'invalid_grant'],
  [
    'the credentials are wrong',
    jsonResponse({ error: 'invalid_client' }, { status: 401 }),
    'client_credentials_rejected',
  ],
  [
    'the provider is down',
    new Response(null, { status: 503, headers: { 'retry-after': '0' } }),
    'provider_unavailable',
  ],
  ['the response is null', jsonResponse(null), 'invalid_provider_response'],
  ['the response is an array', jsonResponse([TOKENS]), 'invalid_provider_response'],
  ['the response is not JSON', new Response(`<html>${CANARY_TOKEN}`), 'invalid_provider_response'],
  [
    'the answer holds no token',
    jsonResponse({ token_type: 'bearer', refresh_token: 'refresh-1' }),
    'invalid_provider_response',
  ],
  ['the token is of another type', jsonResponse({ ...TOKENS, token_type: 'mac' }), 'invalid_provider_response'],
])('exchangeCode() throws after one attempt, without a secret, when %s (T8)', async (_, response, code) => {
  const { exchange, provider } = setUp(response)
  const error = await rejectionOf(exchange(`code=code-1&state=${STATE}`))
  expect(error).toMatchObject({ name: 'ProviderError', code })
  expectNoSecret(error)
  expect(provider.requests).toHaveLength(1)
})

test('exchangeCode() sends the code and the credentials in the body, to the API host', async () => {
  const { exchange, provider, clock } = setUp(jsonResponse(TOKENS))
  expect(await exchange(`code=code-1&state=${STATE}`)).toEqual({
    accessToken: CANARY_TOKEN,
    refreshToken: 'refresh-1',
    expiresAtMs: clock.now() + 3_600_000,
    scope: 'read_write',
    sub: 'acc_1',
    profileName: 'jane@example.com',
    providerName: 'google',
  })
  const [request] = provider.requests
  expect(request?.url).toBe('https://api-de.cronofy.com/oauth/token')
  expect(request?.redirect).toBe('manual')
  expect(Object.fromEntries(new URLSearchParams(await request?.text()))).toEqual({
    client_id: 'client',
    client_secret: 'canary-secret',
    grant_type: 'authorization_code',
    code: 'code-1',
    redirect_uri: REDIRECT_URI,
  })
})

test('exchangeCode() sends the code verifier if it is given one (T27)', async () => {
  const { client, provider } = setUp(jsonResponse(TOKENS))
  const { codeVerifier } = await createPkce()
  const url = new URL(`${REDIRECT_URI}?code=code-1&state=${STATE}`)
  await exchangeCode(client, APPLICATION, { url, state: STATE, redirectUri: REDIRECT_URI, codeVerifier })
  expect(new URLSearchParams(await provider.requests[0]?.text()).get('code_verifier')).toBe(codeVerifier)
})

test('createAuthorizeUrl() adds the code challenge and its method (T27)', async () => {
  const { codeChallenge } = await createPkce()
  const request = { redirectUri: REDIRECT_URI, scope: 'read_write', state: STATE, codeChallenge }
  const { searchParams } = new URL(createAuthorizeUrl(createClient(), APPLICATION, request))
  expect(searchParams.get('code_challenge')).toBe(codeChallenge)
  expect(searchParams.get('code_challenge_method')).toBe('S256')
})

test.each<[string, unknown, number]>([
  ['a number', 60, 60],
  ['zero', 0, 0],
  ['a numeric string', '60', 60],
  ['null', null, 3600],
  ['the largest documented number', 2_147_483_647, 2_147_483_647],
  ['a negative number', -1, 3600],
  ['more than Cronofy documents', 2_147_483_648, 3600],
  ['a string that is not a number', 'soon', 3600],
  ['a string that begins with a number', '60 seconds', 3600],
  ['a fraction', '0.5', 3600],
  ['a number with an exponent', '1e3', 3600],
  ['an empty string', '', 3600],
  ['a boolean', true, 3600],
  ['an array', [60], 3600],
])('exchangeCode() accepts %s as expires_in', async (_, expiresIn, seconds) => {
  const { exchange, clock } = setUp(jsonResponse({ ...TOKENS, expires_in: expiresIn }))
  expect(await exchange(`code=code-1&state=${STATE}`)).toMatchObject({ expiresAtMs: clock.now() + seconds * 1000 })
})

test.each([null, 5, true, '', ['refresh-1'], {}])(
  'exchangeCode() counts the refresh_token %j as absent',
  async (value) => {
    const { exchange } = setUp(jsonResponse({ ...TOKENS, refresh_token: value }))
    expect(await exchange(`code=code-1&state=${STATE}`)).toMatchObject({ refreshToken: undefined })
  },
)

test.each([null, 5, true, ['read_write'], {}])('exchangeCode() counts the scope %j as absent', async (value) => {
  const { exchange } = setUp(jsonResponse({ ...TOKENS, scope: value }))
  expect(await exchange(`code=code-1&state=${STATE}`)).toMatchObject({ scope: undefined })
})

test.each([null, 5, '', 'not a JWT', {}])('exchangeCode() ignores the id_token %j', async (value) => {
  const { exchange } = setUp(jsonResponse({ ...TOKENS, id_token: value }))
  expect(await exchange(`code=code-1&state=${STATE}`)).toMatchObject({ accessToken: CANARY_TOKEN })
})

test.each([null, 5, 'google', ['google']])('exchangeCode() ignores the linking_profile %j', async (value) => {
  const { exchange } = setUp(jsonResponse({ ...TOKENS, linking_profile: value }))
  expect(await exchange(`code=code-1&state=${STATE}`)).toMatchObject({ sub: 'acc_1', providerName: undefined })
})

test.each([null, 5, '', ['token']])('exchangeCode() throws when the access_token is %j', async (value) => {
  const { exchange } = setUp(jsonResponse({ ...TOKENS, access_token: value }))
  expect(await rejectionOf(exchange(`code=code-1&state=${STATE}`))).toMatchObject({ code: 'invalid_provider_response' })
})

test('refreshTokens() keeps the old refresh token when the new one is null', async () => {
  const { client } = setUp(jsonResponse({ ...TOKENS, refresh_token: null, scope: null, expires_in: null }))
  const tokens = await refreshTokens(client, APPLICATION, { refreshToken: 'refresh-1' })
  expect(tokens).toMatchObject({ accessToken: CANARY_TOKEN, refreshToken: 'refresh-1', scope: undefined })
})

test('exchangeCode() uses account_id when sub is missing', async () => {
  const { sub: _, ...older } = TOKENS
  const { exchange } = setUp(jsonResponse(older))
  expect(await exchange(`code=code-1&state=${STATE}`)).toMatchObject({ sub: 'acc_old' })
})

test('refreshTokens() returns the tokens when the response has exactly the five documented fields', async () => {
  const { token_type, access_token, expires_in, refresh_token, scope } = TOKENS
  const { client, clock } = setUp(jsonResponse({ token_type, access_token, expires_in, refresh_token, scope }))
  expect(await refreshTokens(client, APPLICATION, { refreshToken: 'refresh-1' })).toEqual({
    accessToken: CANARY_TOKEN,
    refreshToken: 'refresh-1',
    expiresAtMs: clock.now() + 3_600_000,
    scope: 'read_write',
    sub: undefined,
    profileName: undefined,
    providerName: undefined,
  })
})

/** In Cronofy's documentation, the title of an FAQ mentions `errors.unknown_or_used`. Its text was not found. */
const UNKNOWN_OR_USED = { code: [{ key: 'errors.unknown_or_used', description: 'unknown or used' }] }

test.each<[string, object, number, string]>([
  ['has errors beside invalid_grant', { error: 'invalid_grant', errors: UNKNOWN_OR_USED }, 400, 'invalid_grant'],
  ['has an array of errors', { error: 'invalid_grant', errors: ['errors.unknown_or_used'] }, 400, 'invalid_grant'],
  ['has errors only', { errors: UNKNOWN_OR_USED }, 400, 'provider_bad_request'],
  ['is a 422 with errors', { errors: UNKNOWN_OR_USED }, 422, 'provider_validation_failed'],
])('exchangeCode() reports the error when the response %s', async (_, body, status, code) => {
  const { exchange } = setUp(jsonResponse(body, { status }))
  const error = await rejectionOf(exchange(`code=code-1&state=${STATE}`))
  expect(error).toMatchObject({ code })
  expectNoSecret(error)
})

test('refreshTokens() throws when the refresh token is no longer valid', async () => {
  const { client } = setUp(jsonResponse({ error: 'invalid_grant' }, { status: 400 }))
  const error = await rejectionOf(refreshTokens(client, APPLICATION, { refreshToken: 'refresh-1' }))
  expect(error).toMatchObject({ code: 'invalid_grant' })
  expectNoSecret(error)
})

test('refreshTokens() returns the new refresh token, or the old one if there is none', async () => {
  const { refresh_token: _, ...without } = TOKENS
  const { client } = setUp(jsonResponse({ ...TOKENS, refresh_token: 'refresh-2' }), jsonResponse(without))
  const refresh = () => refreshTokens(client, APPLICATION, { refreshToken: 'refresh-1' })
  expect(await refresh()).toMatchObject({ refreshToken: 'refresh-2' })
  expect(await refresh()).toMatchObject({ refreshToken: 'refresh-1' })
})

test('revokeTokens() throws when Cronofy rejects it', async () => {
  const { client } = setUp(new Response(null, { status: 500 }))
  const error = await rejectionOf(revokeTokens(client, APPLICATION, { token: 'refresh-1' }))
  expect(error).toMatchObject({ code: 'provider_unavailable', operation: 'POST /oauth/token/revoke' })
})

test('revokeTokens() sends the token', async () => {
  const { client, provider } = setUp(new Response(null, { status: 200 }))
  await revokeTokens(client, APPLICATION, { token: 'refresh-1' })
  expect(provider.requests[0]?.url).toBe('https://api-de.cronofy.com/oauth/token/revoke')
  expect(new URLSearchParams(await provider.requests[0]?.text()).get('token')).toBe('refresh-1')
})

test('createAuthorizeUrl() returns the page of the data center', () => {
  const request = { redirectUri: REDIRECT_URI, scope: 'read_write create_calendar', state: STATE }
  const url = new URL(createAuthorizeUrl(createClient(), APPLICATION, request))
  expect(url.origin + url.pathname).toBe('https://app-de.cronofy.com/oauth/authorize')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'client',
    redirect_uri: REDIRECT_URI,
    scope: 'read_write create_calendar',
    state: STATE,
  })
  expect(() => createAuthorizeUrl(createClient(), { ...APPLICATION, dataCenter: 'eu' as never }, request)).toThrow()
})

test('createAuthorizeUrl() adds the optional parameters', () => {
  const request = {
    redirectUri: REDIRECT_URI,
    scope: 'read_write',
    state: STATE,
    avoidLinking: false,
    providerName: 'google',
    locale: 'de',
    linkToken: 'link-1',
  }
  const { searchParams } = new URL(createAuthorizeUrl(createClient(), APPLICATION, request))
  expect(Object.fromEntries(searchParams)).toMatchObject({
    avoid_linking: 'false',
    provider_name: 'google',
    locale: 'de',
    link_token: 'link-1',
  })
})

test('exchangeCode() returns undefined for fields that are missing or have another type', async () => {
  const bare = { token_type: 'bearer', access_token: CANARY_TOKEN }
  const { exchange, clock } = setUp(
    jsonResponse({ ...bare, sub: 5, linking_profile: { profile_name: '' } }),
    jsonResponse({ ...bare, expires_in: 60 }),
  )
  expect(await exchange(`code=code-1&state=${STATE}`)).toStrictEqual({
    accessToken: CANARY_TOKEN,
    refreshToken: undefined,
    expiresAtMs: clock.now() + 3_600_000,
    scope: undefined,
    sub: undefined,
    profileName: undefined,
    providerName: undefined,
  })
  expect(await exchange(`code=code-1&state=${STATE}`)).toMatchObject({ expiresAtMs: clock.now() + 60_000 })
})

test.each([
  [
    `error=access_denied&state=${STATE}`,
    'The user refused the authorization. Ask again when the user wants to connect.',
  ],
  [
    `error=invalid_scope&state=${STATE}`,
    'Cronofy rejected the authorization request. Check the client ID, the redirect URI, and the scope.',
  ],
  ['code=a', 'state does not match, or code is missing or repeated. Begin the authorization again.'],
])('exchangeCode() says what %s means', async (query, message) => {
  expect(await rejectionOf(setUp().exchange(query))).toMatchObject({ message })
})

test('exchangeCode() says which response is not a token response', async () => {
  const { exchange } = setUp(new Response('{}'))
  expect(await rejectionOf(exchange(`code=code-1&state=${STATE}`))).toMatchObject({
    operation: 'POST /oauth/token',
    dataCenter: 'de',
    message: expect.stringContaining('the response is not a token response'),
  })
})

test.each([
  [
    'exchangeCode()',
    (client: Client) =>
      exchangeCode(client, APPLICATION, {
        url: new URL(`${REDIRECT_URI}?code=code-1&state=${STATE}`),
        state: STATE,
        redirectUri: REDIRECT_URI,
      }),
  ],
  ['refreshTokens()', (client: Client) => refreshTokens(client, APPLICATION, { refreshToken: 'refresh-1' })],
  ['revokeTokens()', (client: Client) => revokeTokens(client, APPLICATION, { token: 'refresh-1' })],
])('%s has 8000 ms and one attempt', async (_, call) => {
  const limits: number[] = []
  const provider = stubFetch(new Response(null, { status: 503, headers: { 'retry-after': '1' } }))
  const client = createClient({
    fetch: provider.fetch,
    wait: (ms) => {
      limits.push(ms)
      return new Promise(() => {})
    },
  })
  expect(await rejectionOf(call(client))).toMatchObject({ code: 'provider_unavailable' })
  expect(limits[0]).toBe(8000)
  expect(provider.requests).toHaveLength(1)
})
