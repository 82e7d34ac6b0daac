import { expect, test } from 'vitest'
import type { components } from '../../generated/api.ts'
import { authorizePath, CALLBACK, CLIENT, codeGrant, createSandboxClient } from './sandbox-client.ts'

/** What the sandbox states of the provider, and no other test looks at. The table is `test/sandbox/coverage/index.ts`. */

const WORK = 'cal_us_google1_work'
const SCOPES = [
  'change_participation_status',
  'create_calendar',
  'create_event',
  'delete_event',
  'event_reminders',
  'free_busy',
  'free_busy_write',
  'list_calendars',
  'read_account',
  'read_events',
  'read_free_busy',
  'read_only',
  'read_write',
  'write_only',
]

type Tokens = Required<components['schemas']['TokenResponse']>

test("GET /oauth/authorize accepts every scope of the SDKs, and Cronofy's other parameters", async () => {
  const { call } = createSandboxClient()
  const others = { avoid_linking: 'true', link_token: 'x', provider_name: 'google', locale: 'de', delegated_scope: 'x' }
  for (const scope of [...SCOPES, SCOPES.join(' ')]) {
    expect((await call(authorizePath({ ...others, scope }))).status).toBe(200)
  }
})

test('POST /oauth/token keeps the tokens valid when their code is used twice', async () => {
  const sandboxClient = createSandboxClient()
  const code = await sandboxClient.code()
  const tokens = (await sandboxClient.call('/oauth/token', { form: codeGrant(code) })).json as Tokens
  const again = await sandboxClient.call('/oauth/token', { form: codeGrant(code) })
  expect(again).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  expect((await sandboxClient.call('/v1/calendars', { token: tokens.access_token })).status).toBe(200)
})

test('POST /oauth/token invalidates a code after a failed attempt', async () => {
  const sandboxClient = createSandboxClient()
  const code = await sandboxClient.code()
  const wrong = { ...codeGrant(code), redirect_uri: `${CALLBACK}/other` }
  expect((await sandboxClient.call('/oauth/token', { form: wrong })).status).toBe(400)
  expect((await sandboxClient.call('/oauth/token', { form: codeGrant(code) })).json).toEqual({ error: 'invalid_grant' })
})

test('POST /oauth/token returns the first profile as the linking profile', async () => {
  const { tokens } = createSandboxClient()
  expect((await tokens('google')).linking_profile).toMatchObject({ profile_id: 'pro_us_google1' })
})

test('POST /oauth/token keeps older access tokens valid on a refresh', async () => {
  const { call, tokens } = createSandboxClient()
  const { access_token, refresh_token } = await tokens()
  await call('/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token } })
  expect((await call('/v1/calendars', { token: access_token })).status).toBe(200)
})

test('POST /oauth/token and /oauth/token/revoke validate the fields before the credentials', async () => {
  const sandboxClient = createSandboxClient()
  const wrong = { ...CLIENT, client_secret: 'wrong' }
  const code = await sandboxClient.code()
  for (const form of [
    { ...wrong, grant_type: 'password' },
    { client_id: 'sandbox', grant_type: 'refresh_token' },
  ]) {
    expect((await sandboxClient.call('/oauth/token', { form })).status).toBe(400)
  }
  expect((await sandboxClient.call('/oauth/token', { form: { ...codeGrant(code), ...wrong } })).status).toBe(401)
  expect((await sandboxClient.call('/oauth/token', { form: codeGrant(code) })).status).toBe(200)
  expect((await sandboxClient.call('/oauth/token/revoke', { form: { client_id: 'sandbox', token: 'x' } })).status).toBe(
    400,
  )
  expect((await sandboxClient.call('/oauth/token/revoke', { form: { ...wrong, token: 'x' } })).status).toBe(401)
})

test('POST /v1/permissions responds with 401 when both the token and the body are invalid', async () => {
  const { call } = createSandboxClient()
  expect((await call('/v1/permissions', { token: 'unknown', json: {} })).status).toBe(401)
  expect((await call('/v1/permissions', { token: 'unknown', method: 'POST', body: '{' })).status).toBe(401)
})

test('fetch() responds to an unknown path under /v1 with 401 without a token, and with 404 with one', async () => {
  const { call, token } = createSandboxClient()
  expect((await call('/v1/nope')).status).toBe(401)
  expect((await call('/v1/nope', { token: await token() })).status).toBe(404)
})

test('GET /v1/calendars and its preflight have no CORS headers', async () => {
  const { call, token } = createSandboxClient()
  const origin = 'https://app.example.com'
  const asked = await call('/v1/calendars', { token: await token(), headers: { origin } })
  expect(asked.status).toBe(200)
  const headers = { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' }
  for (const response of [asked, await call('/v1/calendars', { method: 'OPTIONS', headers })]) {
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
})

test('POST /permissions/{id} keeps earlier grants when a later request is rejected', async () => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  for (const decision of ['accept-all', 'reject']) {
    await call(await requestPermissions(await token(), [WORK]), { form: { decision } })
    expect(await levels()).toMatchObject({ [WORK]: 'unrestricted' })
  }
})

test('GET /v1/calendars shows a grant to another application of the same account', async () => {
  const other = { client_id: 'other', client_secret: 'other-secret' }
  const profile = { id: 'one', provider: 'google', name: 'a@example.com', calendars: [{ id: 'work', name: 'Work' }] }
  const sandboxClient = createSandboxClient({
    seed: {
      clients: [
        { clientId: CLIENT.client_id, clientSecret: CLIENT.client_secret },
        { clientId: other.client_id, clientSecret: other.client_secret },
      ],
      accounts: [{ name: 'google', description: '', profiles: [profile] }],
    },
  })
  const { call, requestPermissions, token } = sandboxClient
  const url = await requestPermissions(await token(), ['cal_us_one_work'])
  await call('/sandbox/decisions', { json: { url, decision: 'accept' } })
  const code = await sandboxClient.code({ client_id: other.client_id })
  const tokens = (await call('/oauth/token', { form: { ...codeGrant(code), ...other } })).json as Tokens
  const { calendars } = (await call('/v1/calendars', { token: tokens.access_token }))
    .json as components['schemas']['CalendarList']
  expect(calendars).toMatchObject([{ calendar_id: 'cal_us_one_work', permission_level: 'unrestricted' }])
})

test('GET /favicon.ico responds with 204', async () => {
  expect((await createSandboxClient().call('/favicon.ico')).status).toBe(204)
})
