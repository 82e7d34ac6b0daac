import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { type Listening, listen } from '../../edge/sandbox/node.ts'
import {
  begin,
  complete,
  createAuthorizeUrl,
  createClient,
  createKeyRing,
  exchangeCode,
  parseReturnUrl,
  refreshTokens,
  revokeTokens,
} from '../../src/index.ts'
import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { startPrismProxy } from '../bench/prism.ts'
import { CLIENT, permissionsBody } from '../sandbox/sandbox-client.ts'
import type { ServerProcess } from '../scripts/server-process.ts'

const DATA_CENTER = 'de'
const REDIRECT_URI = 'https://app.example.com/callback'

let sandbox: Listening
let proxy: ServerProcess
beforeAll(async () => {
  sandbox = await listen(createSandbox(), { port: 0 })
  proxy = await startPrismProxy(`${sandbox.url}/${DATA_CENTER}`)
})
afterAll(async () => {
  await proxy?.stop()
  await sandbox?.close()
})

/** What the proxy found, call by call. */
const reports: string[] = []
let calls = 0
beforeEach(() => {
  reports.length = 0
  calls = 0
})

/** Every call to the data center goes through the proxy, which has no prefix and reads no body in chunks. */
async function viaProxy(request: Request): Promise<Response> {
  const url = request.url.replace(`${sandbox.url}/${DATA_CENTER}`, proxy.url)
  expect(url.startsWith(proxy.url)).toBe(true)
  const { method, headers } = request
  const body = request.body === null ? {} : { body: await request.text() }
  const response = await fetch(url, { method, headers, ...body, redirect: 'manual' })
  const violations = response.headers.get('sl-violations')
  const path = new URL(url).pathname
  calls += 1
  if (violations !== null) reports.push(`${method} ${path} ${response.status}: ${violations}`)
  return response
}

const client = () => createClient({ fetch: viaProxy, sandboxUrl: sandbox.url })
const application = { dataCenter: DATA_CENTER, clientId: CLIENT.client_id, clientSecret: CLIENT.client_secret } as const

async function submit(url: string, form: Record<string, string>): Promise<URL> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  return new URL(response.headers.get('location') ?? '')
}

async function control(method: string, path: string, body: object): Promise<{ access_token: string }> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, { method, headers, body: JSON.stringify(body) })
  expect(response.status).toBe(200)
  return (await response.json()) as { access_token: string }
}

async function call(path: string, init: { token?: string; json?: object; form?: Record<string, string> } = {}) {
  const { token, json, form } = init
  const body = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json)
  return viaProxy(
    new Request(`${sandbox.url}/${DATA_CENTER}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
    }),
  )
}

test('a proxy that validates reports nothing of the whole flow', async () => {
  const authorize = createAuthorizeUrl(client(), application, {
    redirectUri: REDIRECT_URI,
    scope: 'read_write',
    state: 'state',
  })
  const url = await submit(String(authorize), { account: 'google' })
  const tokens = await exchangeCode(client(), application, { url, state: 'state', redirectUri: REDIRECT_URI })
  const { sub = '', refreshToken = '' } = tokens
  const account = { dataCenter: DATA_CENTER, accessToken: tokens.accessToken, subject: sub } as const
  expect(await client().getUserInfo(account)).toMatchObject({ sub: 'acc_de_google' })

  const keys = createKeyRing([createSealingKey()])
  const calendarIds = ['cal_de_google1_work', 'cal_de_google1_home']
  const asked = await begin({ client: client(), keys, account, calendarIds, redirectUri: REDIRECT_URI })
  if (asked.status !== 'redirect') expect.fail(`It is ${asked.status} already`)
  const back = await submit(asked.url, { decision: 'accept-selected', calendar_id: 'cal_de_google1_work' })
  const { sealedRequest = '' } = parseReturnUrl(back.href)
  const outcome = await complete({ redirectUri: REDIRECT_URI, client: client(), keys, account, sealedRequest })
  expect(outcome.status).toBe('partial')

  const renewed = await refreshTokens(client(), application, { refreshToken })
  await revokeTokens(client(), application, { token: renewed.refreshToken ?? '' })
  expect(reports).toEqual([])
  expect(calls).toBeGreaterThanOrEqual(7)
})

test('a proxy that validates reports nothing of Enterprise Connect and of 250 calendars', async () => {
  for (const name of ['enterprise', 'many-calendars', 'no-calendars']) {
    const { access_token: token } = await control('POST', 'tokens', { account: name, data_center: DATA_CENTER })
    const list = (await (await call('/v1/calendars', { token })).json()) as { calendars: { calendar_id: string }[] }
    const ids = list.calendars.map(({ calendar_id }) => calendar_id)
    if (ids.length > 0) expect((await call('/v1/permissions', { token, json: permissionsBody(ids) })).status).toBe(200)
    expect((await call('/v1/userinfo', { token })).status).toBe(200)
  }
  expect(reports).toEqual([])
})

test('a proxy that validates reports nothing of errors with a body', async () => {
  for (const [name, status] of Object.entries({ 'no-plan': 402, 'narrow-scope': 403, locked: 423, google: 422 })) {
    const { access_token: token } = await control('POST', 'tokens', { account: name, data_center: DATA_CENTER })
    const response = await call('/v1/permissions', { token, json: permissionsBody(['cal_de_nope']) })
    expect(response.status).toBe(status)
  }
  const grant = { ...CLIENT, grant_type: 'refresh_token', refresh_token: 'unknown' }
  expect((await call('/oauth/token', { form: grant })).status).toBe(400)
  expect((await call('/oauth/token', { form: { ...grant, client_secret: 'wrong' } })).status).toBe(401)
  const { access_token: token } = await control('POST', 'tokens', { account: 'google', data_center: DATA_CENTER })
  for (const status of [400, 401, 402, 403, 404, 422, 423, 429, 500, 502, 503, 504]) {
    await control('PUT', 'faults', [{ route: 'GET /v1/calendars', fault: 'status', status, count: 1 }])
    expect((await call('/v1/calendars', { token })).status).toBe(status)
  }
  expect(reports).toEqual([])
})

test('a proxy that validates reports nothing of a token that is not known', async () => {
  for (const path of ['/v1/calendars', '/v1/userinfo']) {
    expect((await call(path, { token: 'unknown' })).status).toBe(401)
  }
  expect((await call('/v1/permissions', { token: 'unknown', json: permissionsBody(['cal_de_nope']) })).status).toBe(401)
  expect(reports).toEqual([])
})

test.each([{ fault: 'html' }, { fault: 'content_type', content_type: 'text/plain' }])(
  'a proxy that validates would report an answer that is wrong: $fault',
  async (fault) => {
    const { access_token: token } = await control('POST', 'tokens', { account: 'apple', data_center: DATA_CENTER })
    await control('PUT', 'faults', [{ route: 'GET /v1/userinfo', count: 1, ...fault }])
    expect((await call('/v1/userinfo', { token })).status).toBe(200)
    expect(reports).toEqual([expect.stringContaining('GET /v1/userinfo 200: ')])
    expect(reports[0]).toContain('does not match the one specified')
  },
)
