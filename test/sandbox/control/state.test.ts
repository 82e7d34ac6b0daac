import { expect, test } from 'vitest'
import type { SandboxState } from '../../../edge/sandbox/index.ts'
import { CLIENT, codeGrant, createSandboxClient, type SandboxClient } from '../sandbox-client.ts'

const HOME = 'cal_de_apple1_home'
const WORK = 'cal_de_apple1_work'
const RETURN = 'https://app.example.com/return?own=1&request=SEALED'

async function stateOf({ call }: SandboxClient): Promise<SandboxState> {
  const response = await call('/sandbox/state')
  expect(response.status).toBe(200)
  return response.json as SandboxState
}

async function restore({ call }: SandboxClient, state: unknown): Promise<void> {
  expect(await call('/sandbox/state', { method: 'PUT', json: state })).toMatchObject({ status: 204, text: '' })
}

test('GET /sandbox/state tells what every account holds', async () => {
  const sandboxClient = createSandboxClient({
    now: () => 0,
    faults: [{ route: 'POST /permissions/{id}', fault: 'delayed_grant', reads: 2 }],
  })
  const { call, requestPermissions, tokens } = sandboxClient
  const { access_token, refresh_token } = await tokens('apple', 'de')
  const decided = await requestPermissions(access_token, [HOME], RETURN, 'de')
  await call('/sandbox/decisions', { json: { url: decided, decision: 'accept' } })
  const open = await requestPermissions(access_token, [WORK, HOME], RETURN, 'de')
  const code = await sandboxClient.code({ redirect_uri: RETURN, scope: 'read_only', state: 'x' }, 'apple', 'de')
  const { now, data_centers } = await stateOf(sandboxClient)
  expect(now).toBe('1970-01-01T00:00:00.000Z')
  const request = { client_id: 'sandbox', redirect_uri: RETURN, expires_at: '1970-01-01T01:00:00.000Z' }
  expect(data_centers['de']?.['apple']).toEqual({
    sub: 'acc_de_apple',
    calendars: { [WORK]: 'sandbox', [HOME]: 'sandbox' },
    pending: { [HOME]: 2 },
    permission_requests: [{ ...request, url: open, calendar_ids: [WORK, HOME], decided: false }],
    closed_permission_requests: [{ ...request, url: decided, calendar_ids: [HOME], decided: true }],
    authorizations: [
      {
        client_id: 'sandbox',
        scope: 'read_write',
        refresh_token,
        access_tokens: [{ access_token, expires_at: '1970-01-01T01:00:00.000Z' }],
      },
    ],
    codes: [
      { code, client_id: 'sandbox', scope: 'read_only', redirect_uri: RETURN, expires_at: '1970-01-01T00:10:00.000Z' },
    ],
  })
  const untouched = {
    sub: 'acc_uk_apple',
    calendars: { cal_uk_apple1_work: 'sandbox', cal_uk_apple1_home: 'sandbox' },
    ...{ pending: {}, permission_requests: [], closed_permission_requests: [], authorizations: [], codes: [] },
  }
  expect(data_centers['uk']?.['apple']).toEqual(untouched)

  await call('/sandbox/clock', { json: { advance_seconds: 3600 } })
  expect((await stateOf(sandboxClient)).data_centers['de']?.['apple']).toMatchObject({
    permission_requests: [],
    closed_permission_requests: [{ url: decided }, { url: open, decided: false }],
  })
})

test('GET and PUT /sandbox/state keep the PKCE challenge of a code, and restore codes without one', async () => {
  const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
  const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  const parameters = { code_challenge: codeChallenge, code_challenge_method: 'S256' }
  const sandboxClient = createSandboxClient({ now: () => 0, behaviors: { pkce: 'enforced' } })
  const bound = await sandboxClient.code(parameters)
  const plain = await sandboxClient.code()
  const state = await stateOf(sandboxClient)
  expect(state.data_centers['us']?.['google']).toMatchObject({
    codes: [{ code: bound, code_challenge: codeChallenge }, { code: plain }],
  })
  const restored = createSandboxClient({ now: () => 0 })
  expect((await restored.call('/sandbox/state', { method: 'PUT', json: state })).status).toBe(204)
  expect(await stateOf(restored)).toEqual(state)
  const exchange = async (code: string, fields: Record<string, string>) =>
    (await restored.call('/oauth/token', { form: { ...codeGrant(code), ...fields } })).status
  expect(await exchange(plain, {})).toBe(200)
  expect(await exchange(bound, { code_verifier: codeVerifier })).toBe(200)
})

test('GET /sandbox/state is not for a cache, since it has tokens in it', async () => {
  const { call } = createSandboxClient()
  expect((await call('/sandbox/state')).headers.get('cache-control')).toBe('no-store')
})

test('GET /sandbox/state has no authorization that has ended, and none of its tokens', async () => {
  const sandboxClient = createSandboxClient()
  const { access_token, refresh_token } = await sandboxClient.tokens('apple', 'de')
  await sandboxClient.call('/de/oauth/token/revoke', { form: { ...CLIENT, token: access_token } })
  const { text } = await sandboxClient.call('/sandbox/state')
  expect(text).not.toContain(access_token)
  expect(text).not.toContain(refresh_token)
})

test('PUT /sandbox/state gives what had ten minutes left ten minutes again, whatever time it is by then', async () => {
  let time = Date.parse('2026-11-23T10:00:00Z')
  const sandboxClient = createSandboxClient({ now: () => time })
  const { call, token, requestPermissions } = sandboxClient
  const accessToken = await token('apple', 'de')
  const url = await requestPermissions(accessToken, [WORK], RETURN, 'de')
  await call('/sandbox/clock', { json: { advance_seconds: 3000 } })
  const state = await stateOf(sandboxClient)

  time += 7 * 24 * 3600 * 1000
  expect((await call(url)).status).toBe(410)
  const statuses = async () => [
    (await call('/de/v1/calendars', { token: accessToken })).status,
    (await call(url)).status,
  ]
  for (const restoredInto of [sandboxClient, createSandboxClient({ now: () => time })]) {
    await restore(restoredInto, state)
    expect(await stateOf(restoredInto)).toEqual(state)
  }
  time += 599_999
  expect(await statuses()).toEqual([200, 200])
  time += 1
  expect(await statuses()).toEqual([401, 410])
})

test('PUT /sandbox/state takes the place of everything that was there', async () => {
  const sandboxClient = createSandboxClient()
  const { call, token, requestPermissions } = sandboxClient
  const empty = await stateOf(sandboxClient)
  const accessToken = await token('apple', 'de')
  const [url, other] = [
    await requestPermissions(accessToken, [WORK], RETURN, 'de'),
    await requestPermissions(accessToken, [HOME], RETURN, 'de'),
  ]
  await call('/sandbox/decisions', { json: { url, decision: 'accept' } })
  const code = await sandboxClient.code({ redirect_uri: RETURN, scope: 'read_only', state: 'x' }, 'apple', 'de')
  await restore(sandboxClient, empty)
  expect((await stateOf(sandboxClient)).data_centers).toEqual(empty.data_centers)
  expect((await call('/de/v1/calendars', { token: accessToken })).status).toBe(401)
  expect((await call(url)).status).toBe(404)
  expect((await call(other)).status).toBe(404)
  expect((await call('/de/oauth/token', { form: codeGrant(code, RETURN) })).status).toBe(400)
})

test('a state comes back the same where an access page takes more than one decision', async () => {
  const sandboxClient = createSandboxClient()
  const { call, requestPermissions, tokens } = sandboxClient
  await call('/sandbox/behaviors', { method: 'PUT', json: { single_use_url: false } })
  const { access_token } = await tokens('apple', 'de')
  const url = await requestPermissions(access_token, [HOME], RETURN, 'de')
  await call('/sandbox/decisions', { json: { url, decision: 'accept' } })
  const { now, ...state } = await stateOf(sandboxClient)
  expect(state.data_centers['de']?.['apple']?.permission_requests).toHaveLength(1)
  await call('/sandbox/reset', { method: 'POST' })
  await restore(sandboxClient, { now, ...state })
  expect(await stateOf(sandboxClient)).toMatchObject(state)
})

test.each([
  [{ single_use_url: 'yes' }, 'Cannot restore the state: /behaviors/single_use_url: '],
  [{ redirect_uris: ['x'] }, 'Cannot set behaviors: /redirect_uris: '],
  [[], 'Cannot restore the state: /behaviors: '],
])('PUT /sandbox/state refuses the behaviors %j, and changes nothing', async (behaviors, error) => {
  const sandboxClient = createSandboxClient()
  const state = await stateOf(sandboxClient)
  const response = await sandboxClient.call('/sandbox/state', { method: 'PUT', json: { ...state, behaviors } })
  expect(response.status).toBe(422)
  expect(JSON.stringify(response.json)).toContain(JSON.stringify(error).slice(1, -1))
  expect((await stateOf(sandboxClient)).behaviors).toEqual(state.behaviors)
})

test('PUT /sandbox/state leaves the faults and the journal as they are', async () => {
  const sandboxClient = createSandboxClient()
  const { call, setFaults, faultHits } = sandboxClient
  const state = await stateOf(sandboxClient)
  await setFaults({ route: 'GET /v1/calendars', fault: 'empty' })
  await call('/v1/calendars')
  await restore(sandboxClient, state)
  expect(await faultHits()).toEqual([1])
  expect((await call('/sandbox/requests')).json).toMatchObject({ requests: [{ path: '/v1/calendars' }] })
})

test('PUT /sandbox/state takes what the clock made at its end', async () => {
  const sandboxClient = createSandboxClient({ now: () => 0 })
  await sandboxClient.call('/sandbox/clock', { json: { advance_seconds: 253_402_300_799 } })
  await sandboxClient.requestPermissions(await sandboxClient.token('apple', 'de'), [WORK], RETURN, 'de')
  const state = await stateOf(sandboxClient)
  expect(JSON.stringify(state)).toContain('"+010000-01-01T00:59:59.000Z"')
  await restore(sandboxClient, state)
  expect(await stateOf(sandboxClient)).toEqual(state)
})
