import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { DATA_CENTER_IDS } from '../../src/index.ts'
import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { launch, type RunningProcess } from '../helpers/child-process.ts'
import { followLink } from '../helpers/follow-link.ts'
import { createTestBrowser, type Sites } from '../helpers/test-browser.ts'
import { WALKED, walkConnection } from '../helpers/walk-connection.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { type Runtime, waitUntilHealthy, workerCommand, workerEnvironment } from '../scripts/worker-process.ts'
import { bundleWorker, workerdCommand } from '../soak/workerd.ts'

/** The address that browsers know. Which runtime answers there is decided by the visitor, as a balancer would. */
const PUBLIC_URL = 'http://localhost:8787'
const RUNTIMES: readonly Runtime[] = ['node', 'cloudflare', 'deno']
const API_KEY = createSealingKey()
const RETURN_TO = 'https://app.example.com/settings'

/** `workerd` is the bundle without `wrangler dev`, whose proxy rejects or normalizes some requests itself. */
type WorkerName = Runtime | 'stranger' | 'workerd'

const workers = new Map<WorkerName, RunningProcess & { url: string }>()
let sandbox: Awaited<ReturnType<typeof listen>>
let bundleFolder: string

beforeAll(async () => {
  sandbox = await listen(createSandbox(), { port: 0 })
  const keys = createSealingKey()
  bundleFolder = await mkdtemp(join(tmpdir(), 'workerd-'))
  const bundled = bundleWorker(ROOT, bundleFolder)
  const start = async (name: WorkerName, runtime: Runtime | 'workerd', sealingKeys: string) => {
    const port = await findFreePort()
    const environment = {
      ...workerEnvironment({ publicUrl: PUBLIC_URL, sandboxUrl: sandbox.url, port, keys: sealingKeys }),
      API_KEYS: `backend:${API_KEY}`,
      ALLOWED_RETURN_URLS: RETURN_TO,
    }
    if (runtime === 'workerd') await bundled
    const [command, ...args] =
      runtime === 'workerd'
        ? await workerdCommand(ROOT, bundleFolder, { name, port, environment })
        : workerCommand(runtime, environment)
    const url = `http://127.0.0.1:${port}`
    const running = { ...launch(command, args, environment), url }
    workers.set(name, running)
    await waitUntilHealthy(url).catch((error: Error) => {
      throw new Error(`${error.message}\n${running.output()}`)
    })
  }
  await Promise.all([
    ...RUNTIMES.map((runtime) => start(runtime, runtime, keys)),
    start('workerd', 'workerd', keys),
    // One that has keys of its own.
    start('stranger', 'node', createSealingKey()),
  ])
})

afterAll(async () => {
  for (const { child, ended } of workers.values()) {
    child.kill()
    await ended
  }
  await sandbox?.close()
  if (bundleFolder !== undefined) await rm(bundleFolder, { recursive: true, force: true })
})

/** Somebody whose requests to the worker go to one runtime until they are moved to another. */
function visitorOf(first: Runtime) {
  let current = first
  const forward = (base: () => string) => (request: Request) => {
    const { pathname, search } = new URL(request.url)
    return fetch(new Request(base() + pathname + search, request), { redirect: 'manual' })
  }
  const sites: Sites = {
    [PUBLIC_URL]: forward(() => workers.get(current)?.url ?? ''),
    [sandbox.url]: forward(() => sandbox.url),
  }
  const browser = createTestBrowser(sites)
  return {
    ...browser,
    moveTo: (next: Runtime) => {
      current = next
    },
    async begin(dataCenter: string, account: string) {
      const authorize = await browser.get(`${PUBLIC_URL}/connect/${dataCenter}`)
      const choose = await browser.post(authorize.url.href, { account })
      expect(choose.text).toContain('<h1>Choose calendars</h1>')
      return browser.post(`${PUBLIC_URL}/connect/permissions/start`, { all_calendars: 'true', return_to: '/outcome' })
    },
  }
}

const PAIRS = RUNTIMES.flatMap((first) =>
  RUNTIMES.filter((other) => other !== first).map((second) => [first, second] as const),
)

test.each(PAIRS)('a request begun in %s is completed in %s, with the same key', async (first, second) => {
  const browser = visitorOf(first)
  const access = await browser.begin('de', 'google')
  expect(access.url.origin).toBe(sandbox.url)
  browser.moveTo(second)
  const outcome = await browser.post(access.url.href, {
    decision: 'accept-selected',
    calendar_id: /name="calendar_id" value="([^"]+)"/.exec(access.text)?.[1] ?? '',
  })
  expect(outcome.text).toContain('Full access to some calendars')
  await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })
})

/** Posts JSON, and gives the answer with its status beside it. */
async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { ...((await response.json()) as Record<string, unknown>), http: response.status }
}

/** A backend that has begun a request in one worker, for somebody who is back from the access page. */
async function beginService(name: Runtime | 'stranger') {
  const { access_token } = await post(`${sandbox.url}/sandbox/tokens`, { account: 'apple', data_center: 'de' })
  const account = { data_center: 'de', access_token, subject: 'user-1' }
  const { redirect } = await post(`${workers.get(name)?.url}/permission-requests`, { ...account, all_calendars: true })
  const { url, sealed_request } = redirect as Record<string, string>
  const { redirect_to } = await post(`${sandbox.url}/sandbox/decisions`, { url, decision: 'accept' })
  return {
    sealedRequest: String(sealed_request),
    returned: String(redirect_to),
    complete: (other: Runtime | 'stranger') =>
      post(`${workers.get(other)?.url}/permission-requests/complete`, { ...account, sealed_request }),
  }
}

/** What a worker does with the browser that comes back. */
async function openReturnUrl(name: Runtime | 'stranger', returned: string): Promise<Response> {
  expect(new URL(returned).origin).toBe(PUBLIC_URL)
  return fetch(returned.replace(PUBLIC_URL, workers.get(name)?.url ?? ''), { redirect: 'manual' })
}

test.each(PAIRS)('a backend begins in %s, and completes in %s, with the same keys', async (first, second) => {
  const { sealedRequest, returned, complete } = await beginService(first)
  const { status, headers } = await openReturnUrl(second, returned)
  expect(status).toBe(303)
  expect(headers.get('location')).toBe(`${RETURN_TO}?sealed_request=${sealedRequest}`)
  expect(await complete(second)).toMatchObject({ http: 200, status: 'granted', subject: 'user-1' })
  await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })
})

test.each(
  RUNTIMES.flatMap(
    (runtime) =>
      [
        [runtime, 'stranger'],
        ['stranger', runtime],
      ] as const,
  ),
)('what a backend begins in %s is refused in %s, which has other keys (T19)', async (first, second) => {
  const { returned, complete } = await beginService(first)
  expect((await openReturnUrl(second, returned)).status).toBe(400)
  expect(await complete(second)).toMatchObject({ http: 422, code: 'invalid_sealed_request' })
  expect(await complete(first)).toMatchObject({ http: 200, status: 'granted' })
  await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })
})

/** Signs a user in through a link of one worker. Returns the link, and the query with which the user comes back. */
async function signInThrough(name: Runtime) {
  const body = { subject: 'user-1', return_to: RETURN_TO, data_center: 'de' }
  const { redirect } = await post(`${workers.get(name)?.url}/connections`, body)
  const { url = '', connection_id: connectionId } = redirect as Record<string, string>
  const { url: end } = await followLink(visitorOf(name), url)
  expect(end.origin + end.pathname).toBe(RETURN_TO)
  expect(end.searchParams.get('connection_id')).toBe(connectionId)
  return { url, body: { subject: 'user-1', sealed_connection: end.searchParams.get('sealed_connection') } }
}

test.each([...RUNTIMES.map((runtime) => [runtime, runtime] as const), ...PAIRS])(
  'a user connects and chooses calendars in %s and %s, in turn, with the same keys',
  async (first, second) => {
    const browser = visitorOf(first)
    let turn = 0
    const postInTurn = (path: string, body: object) => {
      const name = turn++ % 2 === 0 ? first : second
      browser.moveTo(turn % 2 === 0 ? first : second)
      return post(`${workers.get(name)?.url}${path}`, body)
    }
    expect(await walkConnection(postInTurn, browser, RETURN_TO)).toMatchObject(WALKED)
    await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })
  },
)

test.each(RUNTIMES)('a link and a connection of %s are rejected by a worker with other keys (T19)', async (runtime) => {
  const { url, body } = await signInThrough(runtime)
  const stranger = workers.get('stranger')?.url
  expect(await post(`${stranger}/connections/complete`, body)).toMatchObject({ http: 422, code: 'invalid_connection' })
  const account = { data_center: 'de', access_token: 'x', subject: 'user-1', choose_calendars: true }
  const { redirect } = await post(`${workers.get(runtime)?.url}/permission-requests`, account)
  for (const link of [url, (redirect as { url: string }).url]) {
    const response = await fetch(link.replace(PUBLIC_URL, stranger ?? ''), { redirect: 'manual' })
    expect([response.status, response.headers.get('set-cookie')]).toEqual([400, null])
  }
})

test.each([
  ['node', 'Node listens on'],
  ['cloudflare', 'Ready on'],
  ['deno', 'Deno listens on'],
] as const)('%s is what it is called', (runtime, greeting) => {
  for (const name of RUNTIMES) {
    expect(workers.get(name)?.output().includes(greeting), name).toBe(name === runtime)
  }
})

test.each(RUNTIMES)('%s walks the flow in every data center', async (runtime) => {
  for (const dataCenter of DATA_CENTER_IDS) {
    const browser = visitorOf(runtime)
    const access = await browser.begin(dataCenter, 'microsoft')
    const outcome = await browser.post(access.url.href, { decision: 'accept-all' })
    expect(outcome.text).toContain('Full access granted')
  }
  await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })
})

test.each(RUNTIMES)('%s verifies an Enterprise Connect account at once', async (runtime) => {
  const outcome = await visitorOf(runtime).begin('uk', 'enterprise')
  expect(outcome.text).toContain('Full access granted')
  await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })
})

test.each(RUNTIMES)('%s answers 403 to a post from another site (T16)', async (runtime) => {
  const response = await fetch(`${workers.get(runtime)?.url}/connect/permissions/start`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ all_calendars: 'true' }),
  })
  expect(response.status).toBe(403)
})

test.each(RUNTIMES)('%s serves no body to HEAD, and does nothing for it', async (runtime) => {
  const paths = [
    '/connect/permissions/return?request=x',
    '/connections/start?link=x',
    '/connections/callback/de?code=x',
    '/permission-requests/choose?link=x',
  ]
  for (const path of paths) {
    expect((await fetch(workers.get(runtime)?.url + path, { method: 'HEAD' })).status, path).toBe(204)
  }
})

test.each(RUNTIMES)('%s serves the description of its API to the letter, and once only', async (runtime) => {
  const url = `${workers.get(runtime)?.url}/openapi.yaml`
  const first = await fetch(url)
  expect(first.headers.get('content-type')).toBe('application/yaml')
  expect(await first.text()).toBe(await readFile(join(ROOT, 'edge/worker/openapi.yaml'), 'utf8'))
  const again = await fetch(url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
})

const CANARY = 'canary-query-5f2b9c'

/** Requests that no client library would send. */
const RAW_REQUESTS: readonly (readonly [string, string])[] = [
  ['a host that is a path', `GET /?x=${CANARY} HTTP/1.1\r\nHost: x/outcome?\r\n`],
  ['a port that is too large', `GET /connect/callback/de?code=${CANARY} HTTP/1.1\r\nHost: localhost:99999\r\n`],
  ['a host with a blank', `GET /?x=${CANARY} HTTP/1.1\r\nHost: a b\r\n`],
  ['user information', `GET http://user:pass@localhost/?x=${CANARY} HTTP/1.1\r\nHost: localhost\r\n`],
  [
    'user information and an escaped letter',
    `PUT http://u:p@localhost/%63?x=${CANARY} HTTP/1.1\r\nHost: localhost\r\n`,
  ],
  ['TRACE with an escaped letter', `TRACE /%63?x=${CANARY} HTTP/1.1\r\nHost: localhost\r\n`],
  ['user information in the host', `GET /?x=${CANARY} HTTP/1.1\r\nHost: user:pass@localhost\r\n`],
  ['CONNECT', 'CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n'],
  ['an escaped letter', `GET /%63onnect/us?x=${CANARY} HTTP/1.1\r\nHost: localhost\r\n`],
  ['a dot segment', `GET /x/../connect/us?x=${CANARY} HTTP/1.1\r\nHost: localhost\r\n`],
  ['an escaped dot segment', `GET /x/%2e%2e/connect/us?x=${CANARY} HTTP/1.1\r\nHost: localhost\r\n`],
  ['an empty segment', `GET //connect/us?x=${CANARY} HTTP/1.1\r\nHost: localhost\r\n`],
  ['a backslash', `GET /connect\\us?x=${CANARY} HTTP/1.1\r\nHost: localhost\r\n`],
]

/** The request, and the same for the routes of the service that take a secret in the query. */
const withServiceRoutes = (head: string) =>
  new Set([
    head,
    head.replace('connect/callback', 'connections/callback').replace(/(onnect)(.)us\?x=/, '$1ions$2start?link='),
    head.replace(/connect(.)us\?x=/, 'permission-requests$1choose?link='),
  ])

/** `wrangler dev` has a proxy in front of workerd that rejects or normalizes these itself. */
const LEFT_TO_WRANGLER = [
  'a port that is too large',
  'a host with a blank',
  'user information',
  'user information and an escaped letter',
  'user information in the host',
  'CONNECT',
  'a dot segment',
  'an escaped dot segment',
  'a backslash',
]

/** What workerd does with a request before the worker sees it: it removes the user information, and fails CONNECT. */
const WORKERD_STATUSES: Readonly<Record<string, number>> = { 'user information': 200, CONNECT: 500 }

/** Sends bytes as they are. Returns the status, or 0 if the server closed the connection without a response. */
function sendRaw(port: number, head: string): Promise<number> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(`${head}Connection: close\r\n\r\n`))
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      text += chunk
      socket.end()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)))
  })
}

describe.each([...RUNTIMES, 'workerd'] as const)('a request that is no plain URL, on %s', (runtime) => {
  const requests = RAW_REQUESTS.filter(([name]) => runtime !== 'cloudflare' || !LEFT_TO_WRANGLER.includes(name))
  test.each(requests)('is rejected before any route, and its query is in no log: %s (T31)', async (name, head) => {
    const worker = workers.get(runtime)
    const expected = runtime === 'workerd' ? WORKERD_STATUSES[name] : undefined
    for (const variant of withServiceRoutes(head)) {
      const status = await sendRaw(Number(new URL(worker?.url ?? '').port), variant)
      expect(expected === undefined ? [0, 400, 404, 405] : [expected], `${variant} ${status}`).toContain(status)
    }
    expect((await fetch(`${worker?.url}/healthz`)).status).toBe(200)
    expect(worker?.output()).not.toContain(CANARY)
  })
})
