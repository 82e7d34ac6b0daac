import { expect, test } from 'vitest'
import { createSandboxClient, permissionsBody } from '../sandbox-client.ts'

const invalid = [{ key: 'errors.invalid', description: 'invalid' }]
const required = [{ key: 'errors.required', description: 'required' }]
const WORK = 'cal_us_google1_work'
const HOME = 'cal_us_google1_home'

test.each([
  ['locked', 423, 'account_locked'],
  ['no-plan', 402, 'payment_required'],
  ['narrow-scope', 403, 'insufficient_scope'],
  ['enterprise-no-scope', 403, 'insufficient_scope'],
])('POST /v1/permissions answers account %s with %d, whatever the body', async (account, status, error) => {
  const { call, token, levels } = createSandboxClient()
  const before = await levels(account)
  const ids = Object.keys(before)
  for (const json of [permissionsBody(ids), {}]) {
    expect(await call('/v1/permissions', { token: await token(account), json })).toMatchObject({
      status,
      json: { error },
    })
  }
  expect(await levels(account)).toEqual(before)
})

test('POST /v1/permissions responds with 400 when the body is a form', async () => {
  const { call, token } = createSandboxClient()
  const response = await call('/v1/permissions', { token: await token(), form: { redirect_uri: 'https://a.example' } })
  expect(response).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
})

test.each<[string, unknown, object]>([
  ['everything is missing', {}, { permissions: required, redirect_uri: required }],
  ['it is a list', [], { body: invalid }],
  ['no calendar is asked for', permissionsBody([]), { permissions: invalid }],
  ['redirect_uri is relative', permissionsBody([WORK], '/return'), { redirect_uri: invalid }],
  ['redirect_uri is no web address', permissionsBody([WORK], 'javascript:alert(1)'), { redirect_uri: invalid }],
  [
    'the level is another',
    { ...permissionsBody([]), permissions: [{ calendar_id: WORK, permission_level: 'sandbox' }] },
    { 'permissions[0].permission_level': invalid },
  ],
  [
    'several fields are wrong',
    permissionsBody(['cal_nope', WORK, 'cal_us_google1_old'], 'mailto:a@b.example'),
    { redirect_uri: invalid, 'permissions[0].calendar_id': invalid, 'permissions[2].calendar_id': invalid },
  ],
])('POST /v1/permissions answers 422 with errors by field when %s', async (_, json, errors) => {
  const { call, token, levels } = createSandboxClient()
  const before = await levels()
  const response = await call('/v1/permissions', { token: await token(), json })
  expect(response.status).toBe(422)
  expect(response.json).toEqual({ errors })
  expect(await levels()).toEqual(before)
})

test('POST /v1/permissions answers a list as long as the body allows with 422', async () => {
  const { call, token } = createSandboxClient()
  const json = { permissions: Array(32_000).fill(1), redirect_uri: 'https://a.example' }
  expect((await call('/v1/permissions', { token: await token(), json })).status).toBe(422)
})

test('POST /v1/permissions grants nothing for Enterprise Connect when a calendar is unknown', async () => {
  const { call, token, levels } = createSandboxClient()
  const json = permissionsBody(['cal_us_enterprise1_work', 'cal_nope'])
  expect((await call('/v1/permissions', { token: await token('enterprise'), json })).status).toBe(422)
  expect(await levels('enterprise')).toMatchObject({ cal_us_enterprise1_work: 'sandbox' })
})

test('POST /v1/permissions accepts at once for Enterprise Connect, and grants what was asked for', async () => {
  const { call, token, levels } = createSandboxClient()
  const json = permissionsBody(['cal_us_enterprise1_work'])
  const response = await call('/v1/permissions', { token: await token('enterprise'), json })
  expect(response.status).toBe(200)
  expect(response.json).toEqual({ permissions_request: { accepted: true } })
  expect(await levels('enterprise')).toEqual({
    cal_us_enterprise1_work: 'unrestricted',
    cal_us_enterprise1_home: 'sandbox',
  })
})

test('POST /v1/permissions answers the address of an access page of its data center, and grants nothing yet', async () => {
  const { sandbox, requestPermissions, token, levels } = createSandboxClient()
  const before = await levels('google', 'de')
  const url = await requestPermissions(await token('google', 'de'), ['cal_de_google1_work'], undefined, 'de')
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4010\/de\/permissions\/pr_de_[0-9a-f]{26}$/)
  expect((await sandbox.fetch(new Request(url))).status).toBe(200)
  expect(await levels('google', 'de')).toEqual(before)
})

test('POST /v1/permissions without a prefix answers an address of us, on the origin it was called at', async () => {
  const { sandbox, token } = createSandboxClient()
  const response = await sandbox.fetch(
    new Request('http://localhost:9/v1/permissions', {
      method: 'POST',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(permissionsBody([WORK])),
    }),
  )
  expect(await response.text()).toMatch(/"http:\/\/localhost:9\/us\/permissions\/pr_us_/)
})

test('POST /v1/permissions makes a new address for every request', async () => {
  const { requestPermissions, token } = createSandboxClient()
  const accessToken = await token()
  expect(await requestPermissions(accessToken, [WORK])).not.toBe(await requestPermissions(accessToken, [WORK]))
})

test('POST /v1/permissions takes duplicates as one, and read-only and unrestricted calendars', async () => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const readonly = 'cal_us_google1_holidays'
  const unrestricted = 'cal_us_google1_shared'
  const url = await requestPermissions(await token(), [HOME, HOME, readonly, unrestricted])
  expect((await call(url)).text.match(/type="checkbox"/g)).toHaveLength(3)
  await call('/sandbox/decisions', { json: { url, decision: 'accept' } })
  expect(await levels()).toMatchObject({
    [HOME]: 'unrestricted',
    [readonly]: 'unrestricted',
    [unrestricted]: 'unrestricted',
    [WORK]: 'sandbox',
  })
})

test('POST /v1/permissions takes 250 calendars', async () => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const url = await requestPermissions(await token('many-calendars'), Object.keys(await levels('many-calendars')))
  expect((await call(url)).text.match(/type="checkbox"/g)).toHaveLength(250)
  await call('/sandbox/decisions', { json: { url, decision: 'accept' } })
  expect(new Set(Object.values(await levels('many-calendars')))).toEqual(new Set(['unrestricted']))
})
