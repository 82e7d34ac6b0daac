import { expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import { followLink } from '../helpers/follow-link.ts'
import { API_KEY, CREDENTIALS, RETURN_TO, serviceEnvironment } from '../helpers/service-test-env.ts'
import { createTestBrowser } from '../helpers/test-browser.ts'
import { offeredCalendars, SANDBOX, WORKER, workerEnvironment } from '../helpers/test-env.ts'
import { createVirtualTime } from '../helpers/virtual-time.ts'

/** What all of one step may take: its calls, their tries, a refresh, and the waits between. */
const BUDGET_MS = 12_000

/** A signed-in person on the access page, and a provider that is as slow as its limits allow from then on. */
async function setUp() {
  const time = createVirtualTime()
  const sandbox = createSandbox({ now: time.now })
  let reads: number | undefined
  const worker = createWorker({
    config: readConfig(workerEnvironment()),
    log: () => undefined,
    now: time.now,
    wait: time.wait,
    fetch: async (request) => {
      if (reads === undefined) return sandbox.fetch(request)
      const isRead = request.url.endsWith('/v1/calendars')
      if (isRead) reads++
      await time.wait(isRead ? 4900 : 7900, request.signal)
      // The token dies between two tries of one step, and once more after it was renewed.
      return isRead && reads % 2 === 0 ? new Response(null, { status: 401 }) : sandbox.fetch(request)
    },
  })
  const browser = createTestBrowser({ [WORKER]: worker.fetch, [SANDBOX]: sandbox.fetch })
  const page = await browser.get(`${WORKER}/connect/de`)
  const choose = await browser.post(page.url.href, { account: 'apple' })
  const start = () =>
    browser.post(`${WORKER}/connect/permissions/start`, {
      calendar_id: offeredCalendars(choose.text)[0] ?? '',
      return_to: '/outcome',
    })
  const access = await start()
  const decided = await sandbox.fetch(
    new Request(`${SANDBOX}/sandbox/decisions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: access.url.href, decision: 'reject' }),
    }),
  )
  const { redirect_to: returnUrl } = (await decided.json()) as { redirect_to: string }
  reads = 1
  return { time, browser, start, returnUrl }
}

test.each(['choice', 'start', 'return'])(
  'the %s ends within 12 s, however slow the provider is and although the token has to be renewed',
  async (step) => {
    const { time, browser, start, returnUrl } = await setUp()
    const startedMs = time.now()
    const steps = {
      choice: () => browser.get(`${WORKER}/calendars`),
      start,
      return: () => browser.get(returnUrl),
    }
    const page = await time.runUntil(steps[step as keyof typeof steps]())
    // The outcome page says what happened, without a call of its own.
    expect(page.text).toMatch(/<small>(timeout|account_token_rejected)<\/small>/)
    const tookMs = time.now() - startedMs
    expect(tookMs).toBeGreaterThan(5000)
    expect(tookMs).toBeLessThanOrEqual(BUDGET_MS)
  },
)

test('the outcome page ends within 12 s as well', async () => {
  const { time, browser, returnUrl } = await setUp()
  const startedMs = time.now()
  await time.runUntil(browser.get(`${WORKER}/outcome${new URL(returnUrl).search}`))
  expect(time.now() - startedMs).toBeLessThanOrEqual(BUDGET_MS)
})

test.each([
  'POST /permission-requests',
  'POST /permission-requests/complete',
  'POST /permissions/read',
  'POST /connections/complete',
  'POST /connections/refresh',
  'POST /connections/revoke',
  'the page to choose calendars',
  'the choice of calendars',
])('%s ends within 12 s, however slow the provider is', async (step) => {
  const time = createVirtualTime()
  const sandbox = createSandbox({ now: time.now })
  let slow = false
  const worker = createWorker({
    config: readConfig(serviceEnvironment(CREDENTIALS)),
    log: () => undefined,
    now: time.now,
    wait: time.wait,
    fetch: async (request) => {
      if (slow) await time.wait(request.method === 'GET' ? 4900 : 7900, request.signal)
      return slow ? new Response(null, { status: 503 }) : sandbox.fetch(request)
    },
  })
  const browser = createTestBrowser({ [WORKER]: worker.fetch, [SANDBOX]: sandbox.fetch })
  const post = async (to: string, body: object) =>
    worker.request(WORKER + to, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const redirectFrom = async (to: string, body: object) =>
    ((await (await post(to, body)).json()) as { redirect: { url: string; sealed_request: string } }).redirect
  const made = await sandbox.fetch(
    new Request(`${SANDBOX}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'apple', data_center: 'de' }),
    }),
  )
  const { access_token } = (await made.json()) as { access_token: string }
  const caller = { data_center: 'de', access_token }
  const account = { ...caller, subject: 'user-42' }
  const { sealed_request } = await redirectFrom('/permission-requests', { ...account, all_calendars: true })
  const connect = { subject: 'user-42', return_to: RETURN_TO, data_center: 'de' }
  const { url: connected } = await followLink(browser, (await redirectFrom('/connections', connect)).url)
  const choice = await redirectFrom('/permission-requests', { ...account, choose_calendars: true })
  const { url: page, text } = await browser.get(choice.url)
  const calendar_id = offeredCalendars(text)[0] ?? ''

  slow = true
  const startedMs = time.now()
  const steps: Record<string, () => Promise<{ status: number }>> = {
    'POST /permission-requests': () => post('/permission-requests', { ...account, all_calendars: true }),
    'POST /permission-requests/complete': () => post('/permission-requests/complete', { ...account, sealed_request }),
    'POST /permissions/read': () => post('/permissions/read', caller),
    'POST /connections/complete': () =>
      post('/connections/complete', {
        subject: 'user-42',
        sealed_connection: connected.searchParams.get('sealed_connection'),
      }),
    'POST /connections/refresh': () => post('/connections/refresh', { data_center: 'de', refresh_token: 'x' }),
    'POST /connections/revoke': () => post('/connections/revoke', { data_center: 'de', token: 'x' }),
    'the page to choose calendars': () => browser.get(page.href),
    'the choice of calendars': () => browser.post(`${page.href}/start`, { calendar_id }),
  }
  const response = await time.runUntil(steps[step]?.() ?? Promise.reject(new Error(`Cannot take ${step}`)))
  expect([502, 504]).toContain(response.status)
  const tookMs = time.now() - startedMs
  expect(tookMs).toBeGreaterThan(5000)
  expect(tookMs).toBeLessThanOrEqual(BUDGET_MS)
})
