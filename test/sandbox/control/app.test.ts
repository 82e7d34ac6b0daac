import { expect, test } from 'vitest'
import { defaultSeed, SANDBOX_DATA_CENTERS } from '../../../edge/sandbox/index.ts'
import { codeGrant, createSandboxClient } from '../sandbox-client.ts'

const WORK = 'cal_us_google1_work'
const HOME = 'cal_us_google1_home'

test.each([
  ['tokens', 'create tokens'],
  ['decisions', 'decide'],
  ['clock', 'advance the clock'],
])('POST /sandbox/%s responds with 422 and the reason when the fields are invalid', async (route, action) => {
  const { call } = createSandboxClient()
  const list = await call(`/sandbox/${route}`, { json: [] })
  expect(list).toMatchObject({ status: 422, json: { error: expect.stringMatching(`^Cannot ${action}: `) } })
  const misspelt = await call(`/sandbox/${route}`, { json: { calender: 1 } })
  expect(misspelt.status).toBe(422)
  expect(misspelt.json).toEqual({
    error: expect.stringMatching(/"\w+" is missing\.|\/calender: This property is unknown/),
  })
})

test.each<[unknown, number, string]>([
  [{}, 422, '"account" is missing. Pass the name of an account of the seed.'],
  [{ account: 'google' }, 422, '"data_center" is missing. Pass the ID of a data center'],
  [{ account: 5, data_center: 'us' }, 422, '/account: '],
  [{ account: 'google', data_center: ['us'] }, 422, '/data_center: '],
  [
    { account: 'google', data_center: 'eu' },
    404,
    `Data center "eu" does not exist. Use one of ${SANDBOX_DATA_CENTERS.map(({ id }) => `"${id}"`).join(', ')}.`,
  ],
  [{ account: 'nobody', data_center: 'us' }, 404, 'Account "nobody" does not exist. Use one of "google", '],
  [{ account: '__proto__', data_center: 'us' }, 404, 'Account "__proto__" does not exist. Use one of "google", '],
])('POST /sandbox/tokens refuses %j with %d', async (json, status, state) => {
  const { call } = createSandboxClient()
  const response = await call('/sandbox/tokens', { json })
  expect(response.status).toBe(status)
  expect(response.json).toEqual({ error: expect.stringContaining(`Cannot create tokens: ${state}`) })
})

test('POST /sandbox/tokens returns what POST /oauth/token returns for a code', async () => {
  const { call, code, tokens } = createSandboxClient()
  const made = await tokens('apple', 'ca')
  expect(made).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'read_write', sub: 'acc_ca_apple' })
  const exchanged = await call('/ca/oauth/token', { form: codeGrant(await code({}, 'apple', 'ca')) })
  const { access_token, refresh_token } = exchanged.json as typeof made
  expect(exchanged.json).toEqual({ ...made, access_token, refresh_token })
})

test.each<[string, object, number, string]>([
  ['url is missing', { url: undefined }, 422, '"url" is missing. Pass the URL of an access page.'],
  ['url is no text', { url: 1 }, 422, '/url: '],
  ['url is no address', { url: 'x' }, 404, 'No permission request has the URL "x"'],
  ['url is unknown', { url: 'http://127.0.0.1/us/permissions/x' }, 404, 'No permission request has the URL'],
  ['data center is unknown', { url: 'http://127.0.0.1/eu/permissions/x' }, 404, 'No permission request has the URL'],
  ['decision is missing', { decision: undefined }, 422, '"decision" is missing. Pass "accept" or "reject".'],
  ['decision is another', { decision: 'maybe' }, 422, '/decision: '],
  ['calendar_ids is a text', { calendar_ids: WORK }, 422, '/calendar_ids: '],
  ['calendar_ids holds a number', { calendar_ids: [WORK, 5] }, 422, '/calendar_ids/1: '],
  [
    'calendar_ids come with a rejection',
    { decision: 'reject', calendar_ids: [WORK] },
    422,
    'A rejection has no calendar_ids.',
  ],
  [
    'a calendar was not asked for',
    { calendar_ids: [WORK, HOME] },
    422,
    `Calendar "${HOME}" was not requested. Pass some of "${WORK}".`,
  ],
])('POST /sandbox/decisions refuses and decides nothing when %s', async (_, changes, status, state) => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const url = await requestPermissions(await token(), [WORK])
  const response = await call('/sandbox/decisions', { json: { url, decision: 'accept', ...changes } })
  expect(response.status).toBe(status)
  expect(response.json).toEqual({ error: expect.stringContaining(`Cannot decide: ${state}`) })
  expect((await levels())[WORK]).toBe('sandbox')
  expect((await call(url)).status).toBe(200)
})

test('POST /sandbox/decisions refuses a request that is over', async () => {
  const { call, requestPermissions, token } = createSandboxClient({ now: () => 0 })
  const [decided, expired] = [
    await requestPermissions(await token(), [WORK]),
    await requestPermissions(await token(), [WORK]),
  ]
  await call('/sandbox/decisions', { json: { url: decided, decision: 'reject' } })
  await call('/sandbox/clock', { json: { advance_seconds: 3600 } })
  for (const [url, state] of [
    [decided, 'decided'],
    [expired, 'expired'],
  ]) {
    const response = await call('/sandbox/decisions', { json: { url, decision: 'accept' } })
    expect(response.status).toBe(422)
    expect(response.json).toEqual({ error: `Cannot decide: The request at "${url}" is ${state}. Create a new one.` })
  }
})

const RETURN = 'https://app.example.com/return?own=1'

test.each<[string, object, string, string[]]>([
  ['accept', { decision: 'accept' }, RETURN, [WORK, HOME]],
  ['accept of some', { decision: 'accept', calendar_ids: [HOME] }, RETURN, [HOME]],
  ['accept of none', { decision: 'accept', calendar_ids: [] }, `${RETURN}&error=access_denied`, []],
  ['reject', { decision: 'reject' }, `${RETURN}&error=access_denied`, []],
])('POST /sandbox/decisions does what the access page does on %s', async (_, decision, redirectTo, granted) => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const before = await levels()
  const url = await requestPermissions(await token(), [WORK, HOME], RETURN)
  const response = await call('/sandbox/decisions', { json: { url, ...decision } })
  expect(response.status).toBe(200)
  expect(response.json).toEqual({ redirect_to: redirectTo })
  expect(await levels()).toEqual({ ...before, ...Object.fromEntries(granted.map((id) => [id, 'unrestricted'])) })
})

test('POST /sandbox/decisions takes the address without a prefix as one of us, and any of its host names', async () => {
  const { call, requestPermissions, token } = createSandboxClient()
  const url = (await requestPermissions(await token(), [WORK])).replace('127.0.0.1:4010/us', 'localhost')
  expect((await call('/sandbox/decisions', { json: { url, decision: 'accept' } })).status).toBe(200)
})

test.each<[object, string]>([
  [{}, '"advance_seconds" is missing. Pass a number of seconds'],
  [{ advance_seconds: '5' }, '/advance_seconds: '],
  [{ advance_seconds: -1 }, '/advance_seconds: '],
  [{ advance_seconds: null }, '/advance_seconds: '],
  [{ advance_seconds: 1e300 }, '/advance_seconds: The time would be later than the year 9999.'],
])('POST /sandbox/clock refuses %j and leaves the clock', async (json, state) => {
  const { call } = createSandboxClient({ now: () => 0 })
  const response = await call('/sandbox/clock', { json })
  expect(response.status).toBe(422)
  expect(response.json).toEqual({ error: expect.stringContaining(`Cannot advance the clock: ${state}`) })
  expect((await call('/sandbox/state')).json).toMatchObject({ now: '1970-01-01T00:00:00.000Z' })
})

test('POST /sandbox/clock answers the time that it is then, and never passes the year 9999', async () => {
  const { call } = createSandboxClient({ now: () => 0 })
  const json = { advance_seconds: 253_402_300_799 }
  expect((await call('/sandbox/clock', { json })).json).toEqual({ now: '9999-12-31T23:59:59.000Z' })
  expect((await call('/sandbox/clock', { json })).status).toBe(422)
})

test('POST /sandbox/reset puts everything back: grants, tokens, requests, clock and journal', async () => {
  const { call, requestPermissions, token, levels, sandbox } = createSandboxClient({ now: () => 0 })
  const before = await levels()
  for (const reset of [() => call('/sandbox/reset', { method: 'POST' }), async () => sandbox.reset()]) {
    const accessToken = await token()
    const [decided, open] = [
      await requestPermissions(accessToken, [WORK]),
      await requestPermissions(accessToken, [HOME]),
    ]
    await call('/sandbox/decisions', { json: { url: decided, decision: 'accept' } })
    await call('/sandbox/clock', { json: { advance_seconds: 60 } })
    expect(await levels()).not.toEqual(before)
    await reset()
    expect(await levels()).toEqual(before)
    expect((await call('/sandbox/requests')).json).toEqual({ requests: [] })
    expect((await call('/sandbox/state')).json).toMatchObject({ now: '1970-01-01T00:00:00.000Z' })
    expect((await call('/v1/calendars', { token: accessToken })).status).toBe(401)
    expect((await call(open)).status).toBe(404)
  }
})

test('POST /sandbox/reset answers 204', async () => {
  const { call } = createSandboxClient()
  expect(await call('/sandbox/reset', { method: 'POST' })).toMatchObject({ status: 204, text: '' })
})

test('GET /sandbox/accounts lists every account with its sub in every data center', async () => {
  const { call } = createSandboxClient()
  const { accounts } = (await call('/sandbox/accounts')).json as { accounts: object[] }
  expect(accounts).toHaveLength(defaultSeed.accounts.length)
  expect(accounts[3]).toEqual({
    name: 'enterprise',
    description: 'Enterprise Connect: accepted at once, without an access page',
    permissions: 'accepted',
    subs: Object.fromEntries(SANDBOX_DATA_CENTERS.map(({ id }) => [id, `acc_${id}_enterprise`])),
  })
})

test.each([
  ['GET', '/sandbox/nope'],
  ['GET', '/sandbox/reset'],
  ['DELETE', '/sandbox/state'],
])('%s %s answers 404', async (method, path) => {
  const { call } = createSandboxClient()
  expect(await call(path, { method })).toMatchObject({
    status: 404,
    json: { error: `Cannot serve this: The emulator has no route ${method} "${path}".` },
  })
})
