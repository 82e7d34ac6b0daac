import { expect, test } from 'vitest'
import { defaultSeed } from '../../../edge/sandbox/index.ts'
import { ECHO_SAMPLES } from '../../helpers/echo-responses.ts'
import { KEY } from '../../helpers/fixtures.ts'
import { createRecordingWorker, type Intercept } from '../../helpers/recording-worker.ts'
import { offeredCalendars, SANDBOX, WORKER } from '../../helpers/test-env.ts'
import { useConnection } from '../../helpers/use-connection.ts'

const API_KEY = 'an-api-key-0123456789abcdefghijklmnopqrstuvw'

/** Put wherever a caller may put something. */
const CANARY = 'canary5f2b9c'

/** All that a line may say. */
const FIELDS = [
  'time',
  'request_id',
  'reference',
  'method',
  'route',
  'status',
  'duration_ms',
  'provider_calls',
  'provider_ms',
  'provider_request_id',
  'api_key',
  'data_center',
  'flow',
  'outcome',
  'trace_id',
  'error',
  'error_detail',
]

const NAMES = [
  ...new Set(
    defaultSeed.accounts.flatMap(({ profiles }) =>
      profiles.flatMap(({ calendars }) => calendars.map(({ name }) => name)),
    ),
  ),
]

/** Tokens, keys, seals, whatever a caller sent, and the names that people gave their calendars. */
const UNSEEN: readonly RegExp[] = [
  /(?:at|rt|co)_[a-z]{2}_[0-9a-f]{26}/,
  /Bearer/i,
  /eyJ/,
  /[?&][\w-]+=/,
  ...[KEY, API_KEY, CANARY, 'sandbox-secret'].map((text) => new RegExp(text)),
  new RegExp(
    `(?<![\\w-])(?:${NAMES.flatMap((name) => [name, JSON.stringify(name).slice(1, -1)])
      .map((name) => name.replaceAll(/[^\w ]/gu, '\\$&'))
      .join('|')})(?![\\w-])`,
  ),
]

type Worker = ReturnType<typeof watch>

/** A worker with all it has. */
function watch(intercept?: Intercept) {
  const overrides = { API_KEYS: `backend:${API_KEY}`, ALLOWED_RETURN_URLS: 'https://app.example.com' }
  return createRecordingWorker({ overrides, ...(intercept !== undefined && { intercept }) })
}

async function post(worker: Worker, path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await worker.fetch(
    new Request(WORKER + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return isJson ? ((await response.json()) as { redirect?: { url: string; sealed_request: string } }) : {}
}

async function control(worker: Worker, path: string, body: object): Promise<Record<string, string>> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return (await (await worker.sandbox.fetch(new Request(`${SANDBOX}/sandbox/${path}`, init))).json()) as never
}

/** Everything that a backend and its users do, and what they should not do. */
async function useService(worker: Worker, account: string): Promise<void> {
  const { access_token } = await control(worker, 'tokens', { account, data_center: 'de' })
  const caller = { data_center: 'de', access_token }
  const whose = { ...caller, subject: `user-${CANARY}` }
  const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }
  await post(worker, '/permissions/read', caller, trace)
  await post(worker, '/permissions/read', { ...caller, calendar_ids: [CANARY] })
  const begun = await post(worker, '/permission-requests', {
    ...whose,
    all_calendars: true,
    return_to: `https://app.example.com/${CANARY}`,
  })
  const request = begun.redirect?.sealed_request ?? `eyJ${CANARY}`
  if (begun.redirect !== undefined) await control(worker, 'decisions', { url: begun.redirect.url, decision: 'accept' })
  for (const url of [`?request=${request}`, `?request=${request}&error=access_denied`, `?request=${request}x`, '']) {
    await worker.fetch(new Request(`${WORKER}/permission-requests/return${url}`))
  }
  const completing = { ...whose, sealed_request: request }
  await post(worker, '/permission-requests/complete', completing, trace)
  await post(worker, '/permission-requests/complete', { ...completing, permission_error: CANARY })
  await post(worker, '/permission-requests/complete', { ...completing, subject: CANARY })
  await post(worker, '/permission-requests/complete', { ...completing, access_token: CANARY })
  worker.clock.advance(4_000_000)
  await post(worker, '/permission-requests/complete', completing)
  await post(worker, '/permission-requests', {
    ...whose,
    all_calendars: true,
    return_to: `https://evil.example/${CANARY}`,
  })
  await post(worker, '/permission-requests', { ...whose, [CANARY]: CANARY })
  await post(worker, '/permission-requests', `{"access_token":"${access_token}`)
  await post(worker, '/permission-requests', whose, { authorization: `Bearer ${CANARY}${API_KEY}` })
  await post(worker, '/permission-requests', whose, { traceparent: CANARY, 'content-type': `text/${CANARY}` })
  await post(worker, `/permission-requests/${request}`, whose)
  await useConnection(worker, {
    apiKey: API_KEY,
    returnTo: `https://app.example.com/${CANARY}`,
    account,
    text: CANARY,
  })
  for (const path of [`/${request}`, `/${CANARY}?access_token=${access_token}`, '/healthz', '/readyz?deep']) {
    await worker.fetch(new Request(WORKER + path, { headers: { authorization: `Bearer ${API_KEY}` } }))
  }
}

/** What has to hold for the lines of all that was asked. */
function expectQuiet(worker: Worker): void {
  expect(worker.logLines).toHaveLength(worker.exchanges.length)
  for (const [index, line] of worker.logLines.entries()) {
    const said = JSON.parse(line) as Record<string, unknown>
    expect(Object.keys(said).filter((name) => !FIELDS.includes(name))).toEqual([])
    expect(said['status']).toBe(worker.exchanges[index]?.status)
    expect(said['provider_calls']).toBe(worker.exchanges[index]?.calls.length)
    for (const unseen of UNSEEN) expect(line).not.toMatch(unseen)
  }
}

test('a line of the log holds no token, key, sealed value, name, or word of a caller: service (T8)', async () => {
  const worker = watch()
  for (const { name } of defaultSeed.accounts) await useService(worker, name)
  const statuses = new Set(worker.exchanges.map(({ status }) => status))
  for (const status of [200, 303, 400, 401, 403, 404, 409, 410, 415, 422]) expect(statuses).toContain(status)
  expectQuiet(worker)
})

test('a line of the log holds no token, key, sealed value, name, or word of a caller: connect app (T8)', async () => {
  const worker = watch()
  for (const name of ['google', 'enterprise', 'locked', 'no-calendars']) {
    const browser = worker.newBrowser()
    const authorize = await browser.get(`${WORKER}/connect/de`)
    const choose = await browser.post(authorize.url.href, { account: name })
    const fields = offeredCalendars(choose.text).map((id): [string, string] => ['calendar_id', id])
    const access = await browser.post(`${WORKER}/connect/permissions/start`, [...fields, ['return_to', '/outcome']])
    if (access.url.origin === SANDBOX) await browser.post(access.url.href, { decision: 'accept-all' })
    for (const url of worker.returnUrls.slice(-1)) await worker.newBrowser().get(`${url}&error=${CANARY}`)
    await browser.post(`${WORKER}/connect/permissions/start`, { return_to: `https://evil.example/${CANARY}` })
    await browser.get(`${WORKER}/outcome?permission_error=${CANARY}`)
    await browser.post(`${WORKER}/sign-out`, {})
  }
  expectQuiet(worker)
})

test('a Cronofy that repeats everything leaves nothing in the log (T8)', async () => {
  for (const [, echo] of ECHO_SAMPLES) {
    let calls = 0
    // The first few are answered well, so that there is something to give back.
    const worker = watch((request, body) => (calls++ < 3 ? undefined : echo(request, body)))
    await useService(worker, 'apple')
    expect(calls).toBeGreaterThan(3)
    expectQuiet(worker)
  }
}, 30_000)

test('the search would find every name in a line, and every kind of secret', () => {
  for (const text of [...NAMES, CANARY, API_KEY, 'eyJhbGciOiJkaXIi', '/return?request=', `at_de_${'0a'.repeat(16)}`]) {
    const line = JSON.stringify({ fault: `Cannot read ${text}: it is none` })
    expect(UNSEEN.filter((unseen) => unseen.test(line)).length, text).toBeGreaterThan(0)
  }
})
