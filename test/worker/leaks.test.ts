import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { extendedPermissions } from '../../edge/worker/module.ts'
import { createClient, createKeyRing, type DataCenter } from '../../src/index.ts'
import { createClock } from '../helpers/clock.ts'
import { deepInspect } from '../helpers/deep-inspect.ts'
import { ECHO_SAMPLES, ECHOES, readBody } from '../helpers/echo-responses.ts'
import { KEY } from '../helpers/fixtures.ts'
import { createRecordingWorker, type Intercept } from '../helpers/recording-worker.ts'
import { API_KEY, RETURN_TO, SERVICE } from '../helpers/service-test-env.ts'
import { jsonResponse } from '../helpers/stub-fetch.ts'
import { offeredCalendars, SANDBOX, WORKER } from '../helpers/test-env.ts'
import { useConnection } from '../helpers/use-connection.ts'

/** The sandbox's tokens and codes, the application's secret, the sealing key, and a header's word. */
const SECRETS = [
  /(?:at|rt|co)_[a-z]{2}_[0-9a-f]{26}/,
  /sandbox-secret/,
  new RegExp(KEY),
  new RegExp(API_KEY),
  /Bearer/i,
]

/** Responses to the backend, which are the only ones with tokens. */
const WITH_TOKENS = /^\/connections\/(?:complete|refresh) 200$/

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const

let printed: unknown[][]

beforeEach(() => {
  printed = []
  for (const level of LEVELS) vi.spyOn(console, level).mockImplementation((...line) => void printed.push(line))
})

afterEach(() => {
  vi.restoreAllMocks()
})

function leaksIn(text: string): string[] {
  return SECRETS.map((secret) => secret.exec(text)?.[0]).filter((found) => found !== undefined)
}

type Worker = ReturnType<typeof createRecordingWorker>

/** Somebody who takes every step there is, whatever comes of it, and comes back made up in between. */
async function runFlow(worker: Worker, dataCenter: DataCenter, account: string): Promise<void> {
  const browser = worker.newBrowser()
  const authorize = await browser.get(`${WORKER}/connect/${dataCenter}`)
  const callback = await browser.post(authorize.url.href, { account })
  await browser.get(callback.url.href)
  const calendars = await browser.get(`${WORKER}/calendars`)
  const fields = offeredCalendars(calendars.text).map((id): [string, string] => ['calendar_id', id])
  const access = await browser.post(`${WORKER}/connect/permissions/start`, [...fields, ['return_to', '/outcome']])
  if (access.url.origin === SANDBOX) await browser.post(access.url.href, { decision: 'accept-all' })
  for (const url of worker.returnUrls.slice(-1)) {
    await browser.get(url)
    await browser.get(`${url}&error=access_denied`)
    await worker.newBrowser().get(url)
  }
  worker.clock.advance(4_000_000)
  await browser.get(`${WORKER}/calendars`)
  await browser.post(`${WORKER}/connect/permissions/start`, { return_to: 'https://evil.example/' })
  await browser.post(`${WORKER}/sign-out`, {})
  await useConnection(worker, { apiKey: API_KEY, returnTo: RETURN_TO, account })
}

/** What has to hold for everything that left the worker. */
function expectNoLeak(worker: Worker): void {
  expect(worker.exchanges.length).toBeGreaterThan(5)
  for (const { url, status, headers, text } of worker.exchanges) {
    const seen = `${url.pathname} ${status}`
    expect(leaksIn(`${[...headers].join('\n')}\n${WITH_TOKENS.test(seen) ? '' : text}`), seen).toEqual([])
    // The provider's own code, in its own callback, is the one secret that an address may hold.
    expect(leaksIn(url.href.replace(/\bcode=co_\w+/, '')), seen).toEqual([])
    expect(headers.get('cache-control'), seen).toBe('no-store, no-transform')
    const form = /<form/.test(text)
    expect(headers.get('referrer-policy'), seen).toBe(form ? 'same-origin' : 'no-referrer')
    expect(headers.get('content-security-policy'), seen).toContain("default-src 'none'")
  }
  expect(leaksIn(deepInspect(worker.events))).toEqual([])
  expect(leaksIn(worker.logLines.join('\n'))).toEqual([])
  // No query, no seal: who reads the log cannot go on in somebody's place.
  for (const line of worker.logLines) expect(line).not.toMatch(/\?[\w-]+=|eyJ|[?&](code|state|request)=/)
  expect(printed).toEqual([])
}

test('a walk without faults leaks nothing, and its responses are not shared (T8)', async () => {
  const worker = createRecordingWorker({ overrides: SERVICE })
  for (const account of ['apple', 'google', 'enterprise', 'locked', 'no-plan', 'narrow-scope']) {
    await runFlow(worker, 'de', account)
  }
  const seen = worker.exchanges.map(({ url, status }) => `${url.pathname} ${status}`)
  for (const path of ['/calendars', '/connections/refresh', '/permission-requests/complete'])
    expect(seen).toContain(`${path} 200`)
  expectNoLeak(worker)
})

/** From which call of a walk on the provider gives everything back. */
const STEPS: readonly (readonly [name: string, from: (request: Request) => boolean])[] = [
  ['the code is exchanged', ({ url }) => url.endsWith('/oauth/token')],
  ['the calendars are listed', ({ url }) => url.endsWith('/v1/calendars')],
  ['permissions are asked for', ({ url }) => url.endsWith('/v1/permissions')],
  ['the connection is ended', ({ url }) => url.endsWith('/oauth/token/revoke')],
]

test.each(STEPS)(
  'a Cronofy that repeats everything where %s makes the worker leak nothing (T8)',
  async (_, strikes) => {
    for (const [, echo] of ECHO_SAMPLES) {
      const intercept: Intercept = (request, body) => (strikes(request) ? echo(request, body) : undefined)
      const worker = createRecordingWorker({ intercept, overrides: SERVICE })
      await runFlow(worker, 'de', 'apple')
      expect(worker.calls.length).toBeGreaterThan(0)
      expectNoLeak(worker)
    }
  },
  30_000,
)

test('a provider that begins to give all back after the sign-in makes the worker leak nothing (T8)', async () => {
  for (const [, echo] of ECHO_SAMPLES) {
    let broken = false
    const worker = createRecordingWorker({ intercept: (request, body) => (broken ? echo(request, body) : undefined) })
    const browser = worker.newBrowser()
    const authorize = await browser.get(`${WORKER}/connect/de`)
    const choose = await browser.post(authorize.url.href, { account: 'apple' })
    const access = await browser.post(`${WORKER}/connect/permissions/start`, {
      all_calendars: 'true',
      return_to: '/outcome',
    })
    expect([choose.status, access.url.origin]).toEqual([200, SANDBOX])
    broken = true
    await browser.post(access.url.href, { decision: 'accept-all' })
    await browser.get(worker.returnUrls[0] ?? '')
    await browser.get(`${WORKER}/calendars`)
    // The token has ended, and so has to be renewed.
    worker.clock.advance(4_000_000)
    await browser.get(`${WORKER}/calendars`)
    await browser.post(`${WORKER}/sign-out`, {})
    expectNoLeak(worker)
  }
}, 30_000)

test('an application learns no secret from the module: error, event, outcome or answer (T8)', async () => {
  const token = 'P531x88i05Ld2yXHIQ7WjiEyqlmOHsgI'
  const told: unknown[] = []
  for (const [, echo] of ECHOES) {
    let calls = 0
    const app = new Hono()
    app.use(async (c, next) => {
      await next()
      told.push(c.error, [...c.res.headers], await c.res.clone().text())
    })
    app.route(
      '/permissions',
      extendedPermissions({
        redirectUri: `${WORKER}/permissions/return`,
        allowedReturnUrls: [`${WORKER}/settings`],
        keys: createKeyRing([KEY]),
        getAccount: (_, rejected) => ({
          dataCenter: 'de',
          subject: 'user-1',
          accessToken: `${token}${rejected ? 'x' : ''}`,
        }),
        onOutcome: (_, outcome) => void told.push(outcome),
        onEvent: (_c, event) => void told.push(event),
        client: createClient({
          wait: createClock().wait,
          // Each call is answered well once, so that each later one is reached.
          fetch: async (request) =>
            calls++ === 0
              ? jsonResponse({ calendars: [{ calendar_id: 'a' }] })
              : echo(request, await readBody(request)),
        }),
      }),
    )
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
    await app.request(`${WORKER}/permissions/start`, { method: 'POST', headers, body: '{"all_calendars":true}' })
    expect(calls).toBeGreaterThan(1)
  }
  const all = deepInspect([told, printed])
  expect(all).toContain('request_failed')
  for (const secret of [token, KEY, 'Bearer']) expect(all).not.toContain(secret)
  expect(all).not.toMatch(/eyJ[\w-]+\.\./)
  expect(printed.length).toBeGreaterThanOrEqual(ECHOES.length)
})

test('a fault of the application reaches its log and nobody else (T8)', async () => {
  const app = new Hono()
  app.route(
    '/permissions',
    extendedPermissions({
      redirectUri: `${WORKER}/permissions/return`,
      allowedReturnUrls: [`${WORKER}/settings`],
      keys: createKeyRing([KEY]),
      getAccount: () => {
        throw new Error('no answer of https://db.example/?password=hunter2 for token P531x88i05Ld2yXHIQ7WjiEyqlmOHsgI')
      },
    }),
  )
  const response = await app.request(`${WORKER}/permissions/start`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ all_calendars: 'true' }),
  })
  expect(response.headers.get('location')).toContain('permission_error=internal_error')
  expect([...response.headers].join() + (await response.text())).not.toContain('db.example')
  // One line, with the stack and without what may be a secret (T25).
  expect(printed).toHaveLength(1)
  const line = JSON.parse(String(printed[0]?.[0])) as Record<string, string>
  expect(line).toMatchObject({ error: 'internal_error', status: 500, method: 'POST' })
  expect(line['error_detail']).toMatch(
    /^Error: no answer of https:\/\/db\.example\/\?… for token …\n {4}at getAccount /,
  )
})
