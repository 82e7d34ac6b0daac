import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { extendedPermissions } from '../../edge/worker/module.ts'
import { createClient, exchangeCode, readPermissions } from '../../src/index.ts'
import { createClock } from '../helpers/clock.ts'
import { ACCOUNT, calendar, createKeys, rejectionOf } from '../helpers/fixtures.ts'
import { createRecordingWorker } from '../helpers/recording-worker.ts'
import { SERVICE_PATHS } from '../helpers/service-contract.ts'
import { API_KEY, SERVICE } from '../helpers/service-test-env.ts'
import { jsonResponse } from '../helpers/stub-fetch.ts'
import { WORKER } from '../helpers/test-env.ts'

const ORIGIN = 'https://app.example.com'
const KIB = 1024
const INBOUND_MAX = 64 * KIB
const FORM = 'application/x-www-form-urlencoded'
const OWN_FORM = { 'sec-fetch-site': 'same-origin', 'content-type': FORM }

/** Bytes that come piece by piece, for as long as they are asked for; counts how many were. */
function endless(piece: string, head = '') {
  const taken = { bytes: 0, cancelled: false }
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const bytes = encoder.encode(taken.bytes === 0 ? head + piece : piece)
      taken.bytes += bytes.length
      controller.enqueue(bytes)
    },
    cancel() {
      taken.cancelled = true
    },
  })
  return { body, taken }
}

/** As many opening brackets as fit: a parser that recurses would run out of stack. */
function deep(bytes: number): string {
  return '['.repeat(Math.floor(bytes / 2)) + ']'.repeat(Math.floor(bytes / 2))
}

describe('POST start', () => {
  function setUp() {
    let callCount = 0
    const app = new Hono()
    app.route(
      '/permissions',
      extendedPermissions({
        redirectUri: `${ORIGIN}/permissions/return`,
        allowedReturnUrls: [`${ORIGIN}/settings`],
        keys: createKeys(),
        getAccount: () => {
          callCount++
          return null
        },
      }),
    )
    const post = (body: BodyInit, headers: Record<string, string>) =>
      app.request(
        new Request(`${ORIGIN}/permissions/start`, {
          method: 'POST',
          body,
          headers: { 'sec-fetch-site': 'same-origin', ...headers },
          duplex: 'half',
        } as RequestInit),
      )
    return { post, asked: () => callCount }
  }

  test.each([FORM, 'application/json'])('reads 64 KiB of a body in chunks and no more, as %s (T12)', async (type) => {
    const { post, asked } = setUp()
    const { body, taken } = endless('a'.repeat(4 * KIB))
    expect((await post(body, { 'content-type': type })).status).toBe(413)
    expect(taken.bytes).toBeLessThan(2 * INBOUND_MAX)
    expect(asked()).toBe(0)
  })

  test('takes exactly 64 KiB in chunks, and not a byte more (T12)', async () => {
    for (const [bytes, status] of [
      [INBOUND_MAX, 401],
      [INBOUND_MAX + 1, 413],
    ] as const) {
      const { post } = setUp()
      const body = new Blob([`all_calendars=true&x=${'a'.repeat(bytes - 21)}`]).stream()
      expect((await post(body, { 'content-type': FORM })).status).toBe(status)
    }
  })

  test('believes a length that says too much, and reads nothing (T12)', async () => {
    const { post, asked } = setUp()
    expect((await post('x=1', { 'content-type': FORM, 'content-length': '65537' })).status).toBe(413)
    expect(asked()).toBe(0)
  })

  test.each([
    ['deep JSON', 'application/json', deep(INBOUND_MAX)],
    ['deep JSON in a field', 'application/json', `{"calendar_id":${deep(INBOUND_MAX - 20)}}`],
    ['many fields', FORM, 'calendar_id&'.repeat(5000)],
    ['many parts', 'multipart/form-data; boundary=x', `--x\r\n`.repeat(12_000)],
  ])('survives %s (T12)', async (_, type, body) => {
    const { post } = setUp()
    const started = Date.now()
    expect([303, 400, 415]).toContain((await post(body, { 'content-type': type })).status)
    expect(Date.now() - started).toBeLessThan(5000)
  })

  test('reads no body of a request that it refuses for where it comes from (T12, T16)', async () => {
    const { post } = setUp()
    const { body, taken } = endless('a'.repeat(4 * KIB))
    expect((await post(body, { 'content-type': FORM, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(taken.bytes).toBeLessThan(16 * KIB)
  })
})

test('the connect app reads no body where it expects none (T12)', async () => {
  const worker = createRecordingWorker()
  for (const path of ['/', '/sign-out', '/outcome', '/connect/de', '/nowhere', '/healthz']) {
    const { status, bytes } = await postEndless(worker, path, OWN_FORM)
    expect(status, path).toBeLessThan(500)
    expect(bytes, path).toBeLessThan(16 * KIB)
  }
})

/** Posts an endless body. Returns the status, and how much of the body was read. */
async function postEndless(
  { fetch }: Pick<ReturnType<typeof createRecordingWorker>, 'fetch'>,
  path: string,
  headers: Record<string, string>,
) {
  const { body, taken } = endless('a'.repeat(4 * KIB))
  const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
  const { status } = await fetch(new Request(WORKER + path, init))
  return { status, bytes: taken.bytes }
}

test('the choice of calendars reads no more than a choice can be (T12)', async () => {
  const { status, bytes } = await postEndless(createRecordingWorker(), '/calendars', OWN_FORM)
  expect(status).toBe(413)
  expect(bytes).toBeLessThan(80 * KIB)
})

describe('the service', () => {
  const createServiceWorker = () => createRecordingWorker({ overrides: SERVICE })
  const JSON_CALL = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' }

  test.each(SERVICE_PATHS)('reads 64 KiB of a body of %s, and nothing without a key (T12)', async (path) => {
    const worker = createServiceWorker()
    const { status, bytes } = await postEndless(worker, path, JSON_CALL)
    expect(status).toBe(413)
    expect(bytes).toBeLessThan(2 * INBOUND_MAX)
    for (const headers of [
      { ...JSON_CALL, authorization: 'Bearer x' },
      { ...JSON_CALL, 'content-type': FORM },
    ]) {
      const rejected = await postEndless(worker, path, headers)
      expect([401, 415]).toContain(rejected.status)
      expect(rejected.bytes).toBeLessThan(16 * KIB)
    }
  })

  test('reads 64 KiB of a choice of calendars, and nothing where no link was opened (T12)', async () => {
    const worker = createServiceWorker()
    const account = { data_center: 'de', access_token: 'x', subject: 'user-1', choose_calendars: true }
    const begin = { method: 'POST', headers: JSON_CALL, body: JSON.stringify(account) }
    const begun = await worker.fetch(new Request(`${WORKER}/permission-requests`, begin))
    const { redirect } = (await begun.json()) as { redirect: { url: string } }
    const { headers } = await worker.fetch(new Request(redirect.url))
    const page = headers.get('location') ?? ''
    const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
    for (const path of [page, `${page}/start`]) {
      const { status, bytes } = await postEndless(worker, path, { ...OWN_FORM, cookie })
      expect(status).toBe(413)
      expect(bytes).toBeLessThan(80 * KIB)
      const rejected = await postEndless(worker, path, OWN_FORM)
      expect(rejected.status).toBe(410)
      expect(rejected.bytes).toBeLessThan(16 * KIB)
    }
    const canceled = await postEndless(worker, `${page}/cancel`, { ...OWN_FORM, cookie })
    expect(canceled.status).toBe(303)
    expect(canceled.bytes).toBeLessThan(16 * KIB)
  })
})

describe('an answer of the provider', () => {
  const APPLICATION = { dataCenter: 'de', clientId: 'client-1', clientSecret: 'secret-1' } as const
  const url = new URL(`${ORIGIN}/callback?code=c&state=s`)

  function createCaller(answer: () => Response) {
    const client = createClient({ fetch: answer, wait: createClock().wait, random: () => 0 })
    return {
      'GET /v1/calendars': () => readPermissions({ client, account: ACCOUNT }),
      'GET /v1/userinfo': () => client.getUserInfo(ACCOUNT),
      'POST /v1/permissions': () =>
        client.requestPermissions(ACCOUNT, { calendarIds: ['a'], redirectUri: `${ORIGIN}/return` }),
      'POST /oauth/token': () =>
        exchangeCode(client, APPLICATION, { url, state: 's', redirectUri: `${ORIGIN}/callback` }),
    }
  }

  const CAPS = [
    ['GET /v1/calendars', 1024 * KIB],
    ['GET /v1/userinfo', 1024 * KIB],
    ['POST /v1/permissions', 16 * KIB],
    ['POST /oauth/token', 64 * KIB],
  ] as const

  test.each(CAPS)('to %s is read up to %i bytes, then let go (T12)', async (call, max) => {
    const { body, taken } = endless(' '.repeat(8 * KIB), '{"')
    const answer = () => new Response(body, { headers: { 'content-type': 'application/json' } })
    expect(await rejectionOf(createCaller(answer)[call]())).toMatchObject({ code: 'invalid_provider_response' })
    expect(taken.bytes).toBeGreaterThan(max - 1)
    expect(taken.bytes).toBeLessThan(max + 64 * KIB)
    expect(taken.cancelled).toBe(true)
  })

  test.each(CAPS)('to %s that fails is read up to 64 KiB, then let go (T12)', async (call) => {
    const bodies: ReturnType<typeof endless>['taken'][] = []
    const answer = () => {
      const { body, taken } = endless(' '.repeat(8 * KIB), '{"')
      bodies.push(taken)
      return new Response(body, { status: 402, headers: { 'content-type': 'application/json' } })
    }
    expect(await rejectionOf(createCaller(answer)[call]())).toMatchObject({ code: 'plan_required' })
    expect(bodies).toEqual([{ bytes: expect.any(Number), cancelled: true }])
    expect(bodies[0]?.bytes).toBeLessThan(128 * KIB)
  })

  test.each(CAPS)('to %s in deep JSON is a typed error, and breaks no stack (T12)', async (call, max) => {
    const answer = (text: string) => () => new Response(text, { headers: { 'content-type': 'application/json' } })
    for (const text of [deep(max), `{"permissions_request":${deep(max - 100)}}`]) {
      expect(await rejectionOf(createCaller(answer(text))[call]())).toMatchObject({ code: 'invalid_provider_response' })
    }
    // A malformed calendar is left out of the list.
    const inList = createCaller(answer(`{"calendars":${deep(max - 100)}}`))[call]()
    if (call === 'GET /v1/calendars') expect(await inList).toEqual([])
    else expect(await rejectionOf(inList)).toMatchObject({ code: 'invalid_provider_response' })
    const failing = () => new Response(`{"errors":${deep(32 * KIB)}}`, { status: 422 })
    expect(await rejectionOf(createCaller(failing)[call]())).toMatchObject({ code: 'provider_validation_failed' })
  })

  test('of many calendars at once is fine, below its cap (T12)', async () => {
    const calendars = Array.from({ length: 5000 }, (_, index) => calendar(`cal_${index}`))
    const { ['GET /v1/calendars']: read } = createCaller(() => jsonResponse({ calendars }))
    expect(await read()).toHaveLength(5000)
  })
})
