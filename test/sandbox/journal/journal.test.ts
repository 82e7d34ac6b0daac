import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { FaultEnv } from '../../../edge/sandbox/faults/env.ts'
import type { FaultEntry, JournalEntry } from '../../../edge/sandbox/index.ts'
import { createJournal } from '../../../edge/sandbox/journal/journal.ts'
import { createClock } from '../../../edge/sandbox/store/clock.ts'
import { CLIENT, codeGrant, createSandboxClient, permissionsBody, type SandboxClient } from '../sandbox-client.ts'

const WORK = 'cal_de_google1_work'
const READ = 'GET /v1/calendars'
const ASK = 'POST /v1/permissions'
const PIECES = 'not recorded: the fault sent it in chunks'

async function requests({ call }: SandboxClient): Promise<JournalEntry[]> {
  return ((await call('/sandbox/requests')).json as { requests: JournalEntry[] }).requests
}

test('GET /sandbox/requests holds no secret after a whole flow and its errors', async () => {
  const sandboxClient = createSandboxClient()
  const { call, tokens } = sandboxClient
  const redirect_uri = 'https://app.example.com/callback?state=OWN-STATE'
  const code = await sandboxClient.code({ redirect_uri, state: 'STATE-CANARY' }, 'google', 'de')
  const exchanged = (await call('/de/oauth/token', { form: codeGrant(code, redirect_uri) })).json as Awaited<
    ReturnType<typeof tokens>
  >
  const { access_token, refresh_token } = exchanged
  await call('/de/oauth/token', { json: { ...CLIENT, grant_type: 'refresh_token', refresh_token } })
  const json = permissionsBody([WORK], 'https://app.example.com/return?request=SEALED-CANARY&own=kept')
  const asked = await call('/de/v1/permissions', { token: access_token, json })
  const { url } = (asked.json as { permissions_request: { url: string } }).permissions_request
  await call(url, { form: { decision: 'reject' } })
  await call(`/de/v1/calendars?access_token=${access_token}`)
  await call('/de/v1/permissions', {
    token: access_token,
    headers: { 'content-type': 'text/plain' },
    body: access_token,
  })
  await call('/de/oauth/token/revoke', { form: { ...CLIENT, token: refresh_token } })

  const dump = (await call('/sandbox/requests')).text
  for (const secret of [
    access_token,
    refresh_token,
    code,
    CLIENT.client_secret,
    'STATE-CANARY',
    'OWN-STATE',
    'SEALED-CANARY',
  ]) {
    expect(secret).not.toBe('')
    expect(dump).not.toContain(secret)
  }
  expect(dump).not.toMatch(/(at|rt|co)_de_/)
  expect(dump).toContain('own=kept')
  expect(dump).toContain(WORK)
})

test('GET /sandbox/requests holds no secret that stands where it does not belong', async () => {
  const sandboxClient = createSandboxClient()
  const { call, tokens } = sandboxClient
  const { access_token, refresh_token } = await tokens('google', 'de')
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  // The whole body, so a name without a value.
  await call('/de/oauth/token/revoke', { method: 'POST', headers: form, body: refresh_token })
  await call('/de/oauth/token/revoke', { json: { [access_token]: 1, clientSecret: 'OWN-CANARY' } })
  await call('/de/oauth/token', { form: { secret: CLIENT.client_secret, note: `(${CLIENT.client_secret})` } })
  await call('/de/v1/permissions', { method: 'POST', headers: { 'content-type': `text/${access_token}` }, body: 'x' })
  await call(`/de/${CLIENT.client_secret}?accessToken=OWN-CANARY`)
  await call('/de/v1/calendars', { headers: { authorization: access_token } })
  await call('/de/v1/calendars', { headers: { authorization: 'OWN-CANARY of-mine' } })
  const dump = (await call('/sandbox/requests')).text
  expect(await requests(sandboxClient)).toHaveLength(7)
  for (const secret of [access_token, refresh_token, CLIENT.client_secret, 'OWN-CANARY']) {
    expect(dump).not.toContain(secret)
  }
  expect(dump).toContain('"note":"(***)"')
})

test('GET /sandbox/requests tells what was asked and what was answered', async () => {
  const sandboxClient = createSandboxClient({ now: () => 0 })
  const { call, token } = sandboxClient
  const accessToken = await token('google', 'de')
  await call('/sandbox/clock', { json: { advance_seconds: 1 } })
  const json = permissionsBody(['cal_nope'])
  await call('/de/v1/permissions', { token: accessToken, json })
  await call('/v1/calendars')
  await call('/nope?x=1')
  const time = '1970-01-01T00:00:01.000Z'
  expect(await requests(sandboxClient)).toEqual([
    {
      id: 1,
      time,
      data_center: 'de',
      method: 'POST',
      path: '/de/v1/permissions',
      authorization: 'Bearer ***',
      content_type: 'application/json',
      request_body: json,
      status: 422,
      location: null,
      retry_after: null,
      response_body: { errors: { 'permissions[0].calendar_id': [{ key: 'errors.invalid', description: 'invalid' }] } },
    },
    {
      id: 2,
      time,
      data_center: 'us',
      method: 'GET',
      path: '/v1/calendars',
      authorization: null,
      content_type: null,
      request_body: null,
      status: 401,
      location: null,
      retry_after: null,
      response_body: { error: 'invalid_token' },
    },
    {
      id: 3,
      time,
      data_center: 'us',
      method: 'GET',
      path: '/nope?x=1',
      authorization: null,
      content_type: null,
      request_body: null,
      status: 404,
      location: null,
      retry_after: null,
      response_body: { error: 'not_found' },
    },
  ])
})

test('GET /sandbox/requests notes pages and unreadable bodies by their size, and redirects by their address', async () => {
  const sandboxClient = createSandboxClient()
  const { call, requestPermissions, token } = sandboxClient
  const url = await requestPermissions(await token(), ['cal_us_google1_work'])
  const page = await call(url)
  await call(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '12345' })
  await call(url, { form: { decision: 'reject' } })
  const [, shown, unreadable, rejected] = await requests(sandboxClient)
  expect(shown?.response_body).toBe(`${page.text.length} characters of "text/html"`)
  expect(unreadable?.request_body).toBe('5 characters of "text/plain"')
  expect(rejected).toMatchObject({
    request_body: { decision: 'reject' },
    location: 'https://app.example.com/return?error=access_denied',
    response_body: null,
  })
})

test('GET /sandbox/requests keeps the newest thousand, and none under /sandbox', async () => {
  const sandboxClient = createSandboxClient()
  for (let index = 0; index <= 1000; index++) await sandboxClient.call(`/nope/${index}`)
  await sandboxClient.call('/sandbox/state')
  const kept = await requests(sandboxClient)
  expect(kept).toHaveLength(1000)
  expect(kept[0]?.path).toBe('/nope/1')
  expect(kept[999]?.path).toBe('/nope/1000')
})

test('entries() reads no more entries than it is asked for, the newest below an id', async () => {
  let looks = 0
  const secrets = new Proxy(['CANARY-SECRET'], {
    get(target, name, receiver) {
      looks += 1
      return Reflect.get(target, name, receiver)
    },
  })
  const journal = createJournal(createClock(Date.now), secrets)
  const app = new Hono<FaultEnv>()
  app.use(journal.recordExchange('us'))
  for (let index = 1; index <= 5; index++) await app.request(`/${index}`)
  const idsOf = (part: Parameters<typeof journal.entries>[0]) => journal.entries(part).map(({ id }) => id)
  expect(looks).toBe(0)
  expect(idsOf({ limit: 2 })).toEqual([4, 5])
  const ofTwo = looks
  expect(ofTwo).toBeGreaterThan(0)
  expect(idsOf({ before: 5, limit: 1 })).toEqual([4])
  expect(idsOf({ before: 1 })).toEqual([])
  expect(looks).toBe(ofTwo)
  expect(idsOf({})).toEqual([1, 2, 3, 4, 5])
  expect(looks).toBeGreaterThan(ofTwo)
})

test('GET /sandbox/requests keeps of a body of more than 131072 characters only its size', async () => {
  const sandboxClient = createSandboxClient()
  const sent = (length: number) => ({ json: { x: 'x'.repeat(length - '{"x":""}'.length) } })
  await sandboxClient.call('/oauth/token', sent(131_072))
  await sandboxClient.call('/oauth/token', sent(131_073))
  const [short, long] = await requests(sandboxClient)
  expect(JSON.stringify(short?.request_body)).toHaveLength(131_072)
  expect(long?.request_body).toBe('131073 characters of "application/json"')
})

test('GET /sandbox/requests keeps whole answers of the longest kind, and drops the oldest beyond 16 Mi characters', async () => {
  const sandboxClient = createSandboxClient()
  const token = await sandboxClient.token('many-calendars')
  const { text } = await sandboxClient.call('/v1/calendars', { token })
  const fitting = Math.floor(16_777_216 / text.length)
  for (let index = 1; index < fitting + 50; index++) await sandboxClient.call('/v1/calendars', { token })
  const kept = await requests(sandboxClient)
  expect(kept[0]?.response_body).toEqual(JSON.parse(text))
  expect(kept.length).toBeLessThanOrEqual(fitting)
  expect(kept.length).toBeGreaterThan(fitting - 20)
  expect(kept.at(-1)?.id).toBe(fitting + 50)
})

test.each<[FaultEntry, object]>([
  [
    { route: READ, fault: 'status', status: 503, retry_after: '120' },
    { status: 503, retry_after: '120', response_body: { error: 'service_unavailable' } },
  ],
  [
    { route: READ, fault: 'status', status: 429, body: 'empty', retry_after: CLIENT.client_secret },
    { status: 429, retry_after: '***', response_body: null },
  ],
  [
    { route: READ, fault: 'status', status: 502, body: 'html' },
    { status: 502, retry_after: null, response_body: expect.stringMatching(/^\d+ characters of "text\/html"$/) },
  ],
  [
    { route: READ, fault: 'html' },
    { status: 200, response_body: expect.stringMatching(/of "text\/html"$/) },
  ],
  [
    { route: READ, fault: 'empty' },
    { status: 200, response_body: null },
  ],
  [
    { route: READ, fault: 'slow_headers', ms: 1 },
    { status: 200, response_body: { calendars: expect.any(Array) } },
  ],
  [
    { route: READ, fault: 'deeply_nested_json', depth: 1 },
    { status: 200, response_body: { padding: [] } },
  ],
  [
    { route: READ, fault: 'content_type', content_type: 'text/csv' },
    { status: 200, response_body: expect.stringMatching(/^\d+ characters of "text\/csv"$/) },
  ],
  [
    { route: READ, fault: 'redirect', location: 'https://a.example/?code=CANARY' },
    { status: 302, location: 'https://a.example/?code=***', response_body: null },
  ],
  [
    { route: READ, fault: 'oversized_json', bytes: 1 },
    { status: 200, response_body: PIECES },
  ],
  [
    { route: READ, fault: 'slow_body', ms: 1 },
    { status: 200, response_body: PIECES },
  ],
  [
    { route: ASK, fault: 'url_and_accepted' },
    { status: 200, response_body: { permissions_request: { accepted: true, url: expect.any(String) } } },
  ],
  [
    { route: ASK, fault: 'neither_url_nor_accepted' },
    { status: 200, response_body: { permissions_request: {} } },
  ],
  [
    { route: ASK, fault: 'foreign_url', url: 'https://a.example/?state=CANARY' },
    { status: 200, response_body: { permissions_request: { url: 'https://a.example/?state=***' } } },
  ],
  [
    { route: ASK, fault: 'response_timeout', ms: 1 },
    { status: 504, response_body: { error: 'gateway_timeout' } },
  ],
])('GET /sandbox/requests tells what was answered where %j struck, as whoever asked got it', async (entry, kept) => {
  const sandboxClient = createSandboxClient()
  const token = await sandboxClient.token('google', 'us')
  await sandboxClient.setFaults(entry)
  const sent = entry.route === ASK ? { json: permissionsBody(['cal_us_google1_work']) } : {}
  const response = await sandboxClient.call(entry.route.replace(/^\w+ /, ''), { token, ...sent })
  const [told] = await requests(sandboxClient)
  expect(told).toMatchObject({ fault: entry.fault, status: response.status, ...kept })
  // What was read for the journal goes out all the same.
  const { retry_after, response_body } = told ?? {}
  expect(response.headers.has('retry-after')).toBe(typeof retry_after === 'string')
  expect(response.text === '').toBe(response_body === null)
})
