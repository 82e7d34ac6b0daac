import { expect, test } from 'vitest'
import { authorizePath, CLIENT, codeGrant, createSandboxClient, permissionsBody } from '../sandbox-client.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const JSON_TYPE = 'application/json; charset=utf-8'

test("every JSON response of Cronofy's routes has the charset, an X-Request-Id of its own, and a Status", async () => {
  const { call, code, token } = createSandboxClient()
  const accessToken = await token()
  const form = codeGrant(await code())
  const requestIds = new Set<string>()
  for (const [path, options, status] of [
    ['/v1/calendars', { token: accessToken }, '200 OK'],
    ['/v1/userinfo', { token: accessToken }, '200 OK'],
    ['/v1/permissions', { token: accessToken, json: permissionsBody(['cal_us_google1_work']) }, '200 OK'],
    ['/v1/permissions', { token: accessToken, json: {} }, '422 Unprocessable Entity'],
    ['/v1/calendars', {}, '401 Unauthorized'],
    ['/v1/nope', { token: accessToken }, '404 Not Found'],
    ['/nope', {}, '404 Not Found'],
    ['/oauth/token', { form }, '200 OK'],
    ['/oauth/token', { form }, '400 Bad Request'],
    ['/oauth/token', { form: { ...form, client_secret: 'x' } }, '401 Unauthorized'],
    ['/oauth/token/revoke', { form: CLIENT }, '400 Bad Request'],
  ] as const) {
    const { headers } = await call(path, { ...options, ...('form' in options && { form: { ...options.form } }) })
    expect(headers.get('content-type'), path).toBe(JSON_TYPE)
    expect(headers.get('status'), path).toBe(status)
    expect(headers.get('x-request-id'), path).toMatch(UUID)
    requestIds.add(headers.get('x-request-id') ?? '')
  }
  expect(requestIds.size).toBe(11)
})

test('pages, redirects, and responses without a body have an X-Request-Id and a Status too', async () => {
  const { call, tokens } = createSandboxClient({ behaviors: { emptyUnauthorized: true } })
  const { refresh_token } = await tokens()
  for (const [path, options, status] of [
    [authorizePath(), {}, '200 OK'],
    [authorizePath(), { form: { account: 'google' } }, '303 See Other'],
    ['/permissions/unknown', {}, '404 Not Found'],
    ['/v1/calendars', {}, '401 Unauthorized'],
    ['/oauth/token/revoke', { form: { ...CLIENT, token: refresh_token } }, '200 OK'],
  ] as const) {
    const { headers } = await call(path, { ...options })
    expect(headers.get('status'), path).toBe(status)
    expect(headers.get('x-request-id'), path).toMatch(UUID)
  }
})

test('an injected status has the headers of Cronofy, and an HTML page of a proxy does not', async () => {
  const { call, setFaults } = createSandboxClient()
  for (const body of ['json', 'empty'] as const) {
    await setFaults({ route: 'GET /v1/calendars', fault: 'status', status: 503, body })
    const { headers } = await call('/v1/calendars')
    expect(headers.get('status')).toBe('503 Service Unavailable')
    expect(headers.get('x-request-id')).toMatch(UUID)
    expect(headers.get('content-type')).toBe(body === 'json' ? JSON_TYPE : null)
  }
  await setFaults({ route: 'GET /v1/calendars', fault: 'html' })
  const { headers } = await call('/v1/calendars')
  expect(headers.has('status') || headers.has('x-request-id')).toBe(false)
})

test('GET /v1/calendars has a weak ETag, which changes with the calendars', async () => {
  const { call, requestPermissions, token } = createSandboxClient()
  const accessToken = await token()
  const read = async () => (await call('/v1/calendars', { token: accessToken })).headers.get('etag')
  const first = await read()
  expect(first).toMatch(/^W\/"[0-9a-f]{32}"$/)
  expect(await read()).toBe(first)
  await call(await requestPermissions(accessToken, ['cal_us_google1_work']), { form: { decision: 'accept-all' } })
  expect(await read()).not.toBe(first)
})

test('routes under /sandbox have neither an X-Request-Id nor a Status', async () => {
  const { headers } = await createSandboxClient().call('/sandbox/accounts')
  expect(headers.has('status') || headers.has('x-request-id')).toBe(false)
})
