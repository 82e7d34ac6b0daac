import { expect, test } from 'vitest'
import { FAULT_DEFINITIONS, FAULT_NAMES } from '../../../edge/sandbox/faults/definitions.ts'
import { FAULT_STATUSES, OPERATIONS } from '../../../edge/sandbox/faults/types.ts'
import type { FaultName, JournalEntry } from '../../../edge/sandbox/index.ts'
import { FAULTY_OPERATIONS, faultEntry, successfulCall } from '../fault-calls.ts'
import { createSandboxClient, type SandboxResponse } from '../sandbox-client.ts'

type Operation = (typeof OPERATIONS)[number]

/** The response of a route, with a fault and without. */
async function struck(
  fault: FaultName,
  route: Operation,
  parameters: object = {},
): Promise<[SandboxResponse, SandboxResponse]> {
  const sandboxClient = createSandboxClient()
  const [path, sent] = await successfulCall(sandboxClient, route)
  const [fresh, sentFresh] = await successfulCall(sandboxClient, route)
  const right = await sandboxClient.call(fresh, sentFresh)
  await sandboxClient.setFaults(faultEntry(route, fault, parameters))
  return [await sandboxClient.call(path, sent), right]
}

const with1More = (right: SandboxResponse, padding: unknown) => ({ padding, ...(right.json ?? {}) })

/** Two responses of the token endpoint differ in their tokens. */
function withoutTokens(text: string): string {
  return text.replace(/[ar]t_us_[0-9a-f]{26}/g, '')
}

test('FAULT_DEFINITIONS states the description, source, and routes of every fault', () => {
  for (const name of FAULT_NAMES) {
    const { description, source, routes } = FAULT_DEFINITIONS[name]
    expect(description).not.toBe('')
    expect(source).toMatch(/documented|SDK|guess/)
    expect(routes.length).toBeGreaterThan(0)
  }
})

test.each(OPERATIONS)('status responds to %s with each status and its usual body', async (route) => {
  for (const status of FAULT_STATUSES) {
    const [response] = await struck('status', route, { status })
    expect(response.status).toBe(status)
    expect(response.headers.has('retry-after')).toBe(false)
    expect(Object.keys(response.json as object)).toEqual([status === 422 ? 'errors' : 'error'])
  }
})

test('status responds with invalid_grant for 400 and invalid_client for 401 at the token endpoint', async () => {
  expect((await struck('status', 'POST /oauth/token', { status: 400 }))[0].json).toEqual({ error: 'invalid_grant' })
  expect((await struck('status', 'POST /oauth/token', { status: 401 }))[0].json).toEqual({ error: 'invalid_client' })
  expect((await struck('status', 'GET /v1/calendars', { status: 401 }))[0].json).toEqual({ error: 'invalid_token' })
})

test.each(['0', '2', '-1', '1e3', 'Fri, 31 Dec 1999 23:59:59 GMT', 'soon', '', '99999999999999999999'])(
  'status sends Retry-After %j as it is',
  async (retry_after) => {
    const [response] = await struck('status', 'POST /v1/permissions', { status: 429, retry_after })
    expect(response.headers.get('retry-after')).toBe(retry_after)
  },
)

test('status responds with an empty body or a page when `body` says so', async () => {
  const [empty] = await struck('status', 'GET /v1/calendars', { status: 401, body: 'empty', retry_after: '1' })
  expect(empty).toMatchObject({ status: 401, text: '' })
  expect([empty.headers.get('content-type'), empty.headers.get('retry-after')]).toEqual([null, '1'])
  const [page] = await struck('status', 'GET /v1/calendars', { status: 502, body: 'html', retry_after: '1' })
  expect([page.status, page.headers.get('content-type'), page.headers.get('retry-after')]).toEqual([
    502,
    'text/html; charset=utf-8',
    '1',
  ])
  expect(page.text).toMatch(/^<!doctype html>/)
})

test.each<[FaultName, Operation]>(
  (['slow_headers', 'slow_body'] as const).flatMap((fault) =>
    OPERATIONS.map((route): [FaultName, Operation] => [fault, route]),
  ),
)('%s delays the normal response to %s', async (fault, route) => {
  const startedMs = Date.now()
  const [response, right] = await struck(fault, route, { ms: 100 })
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(90)
  expect(response.status).toBe(200)
  expect(withoutTokens(response.text)).toBe(withoutTokens(right.text))
  expect(response.headers.get('content-type')).toBe(right.headers.get('content-type'))
})

test('slow_body sends the headers at once, and the body in chunks', async () => {
  const sandboxClient = createSandboxClient()
  const [path, sent] = await successfulCall(sandboxClient, 'GET /v1/calendars')
  // Longer than the test may take.
  await sandboxClient.setFaults(faultEntry('GET /v1/calendars', 'slow_body', { ms: 600_000 }))
  const endless = await sandboxClient.send(path, sent)
  expect(endless.status).toBe(200)
  await endless.body?.cancel()

  await sandboxClient.setFaults(faultEntry('GET /v1/calendars', 'slow_body', { ms: 300 }))
  const startedMs = Date.now()
  const response = await sandboxClient.send(path, sent)
  const sizes: number[] = []
  for await (const piece of response.body ?? []) sizes.push(piece.byteLength)
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(290)
  expect(sizes).toHaveLength(10)
})

test('response_timeout responds with 504 when its duration has passed', async () => {
  const [response] = await struck('response_timeout', 'POST /oauth/token/revoke', { ms: 20 })
  expect(response).toMatchObject({ status: 504, json: { error: 'gateway_timeout' } })
})

test.each<[FaultName, object]>([
  ['response_timeout', { ms: undefined }],
  ['response_timeout', { ms: 60_000 }],
  ['slow_headers', { ms: 60_000 }],
])('%s %j ends when the client aborts and when the emulator is reset', async (fault, parameters) => {
  const sandboxClient = createSandboxClient()
  const route = 'POST /v1/permissions'
  const [path, sent] = await successfulCall(sandboxClient, route)
  await sandboxClient.setFaults(faultEntry(route, fault, parameters))
  const giveUp = new AbortController()
  const given = sandboxClient.send(path, { ...sent, signal: giveUp.signal })
  const kept = sandboxClient.send(path, sent)
  const results = Promise.allSettled([given, kept])
  while ((await sandboxClient.faultHits())[0] !== 2) await new Promise((resolve) => setTimeout(resolve, 5))
  // Hit, but perhaps not waiting yet.
  await new Promise((resolve) => setTimeout(resolve, 50))
  giveUp.abort(new Error('enough'))
  await expect(given).rejects.toThrow('enough')
  sandboxClient.sandbox.reset()
  await expect(kept).rejects.toThrow('an injected fault reset the connection')
  await results
})

test('slow_body and endless_body end when the emulator is reset', async () => {
  for (const [fault, parameters] of [
    ['slow_body', { ms: 60_000 }],
    ['endless_body', {}],
  ] as const) {
    const sandboxClient = createSandboxClient()
    const [path, sent] = await successfulCall(sandboxClient, 'GET /v1/calendars')
    await sandboxClient.setFaults(faultEntry('GET /v1/calendars', fault, parameters))
    const reading = (await sandboxClient.send(path, sent)).text()
    sandboxClient.sandbox.reset()
    await expect(reading).rejects.toThrow(TypeError)
  }
})

test.each(OPERATIONS)('reset makes fetch reject on %s', async (route) => {
  await expect(struck('reset', route)).rejects.toThrow(TypeError)
})

test.each(OPERATIONS)('truncated_body resets the connection after half of the response to %s', async (route) => {
  const sandboxClient = createSandboxClient()
  const [path, sent] = await successfulCall(sandboxClient, route)
  const [fresh, sentFresh] = await successfulCall(sandboxClient, route)
  const { text } = await sandboxClient.call(fresh, sentFresh)
  await sandboxClient.setFaults(faultEntry(route, 'truncated_body'))
  const response = await sandboxClient.send(path, sent)
  expect(response.status).toBe(200)
  expect(Number(response.headers.get('content-length'))).toBe(Math.max(1, text.length))
  let length = 0
  const reader = response.body?.getReader()
  const reading = (async () => {
    for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
      length += read.value.byteLength
    }
  })()
  await expect(reading).rejects.toThrow(TypeError)
  expect(length).toBe(Math.floor(text.length / 2))
})

test.each(OPERATIONS)('content_type sends the normal response to %s with another media type', async (route) => {
  const [response, right] = await struck('content_type', route, { content_type: 'text/csv' })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv'])
  expect(withoutTokens(response.text)).toBe(withoutTokens(right.text))
})

test('html and empty respond with 200', async () => {
  const [page] = await struck('html', 'POST /oauth/token/revoke')
  expect(page).toMatchObject({ status: 200, text: expect.stringMatching(/^<!doctype html>/) })
  const [empty] = await struck('empty', 'GET /v1/calendars')
  expect(empty).toMatchObject({ status: 200, text: '' })
  expect(empty.headers.get('content-type')).toBe('application/json')
})

test('url_and_accepted, neither_url_nor_accepted, and foreign_url send invalid permission responses', async () => {
  const body = async (fault: FaultName, parameters = {}) =>
    (await struck(fault, 'POST /v1/permissions', parameters))[0].json
  expect(await body('url_and_accepted')).toEqual({
    permissions_request: { url: 'https://app.cronofy.com/permissions', accepted: true },
  })
  expect(await body('neither_url_nor_accepted')).toEqual({ permissions_request: {} })
  const url = 'javascript:alert(1)'
  expect(await body('foreign_url', { url })).toEqual({ permissions_request: { url } })
})

test('redirect responds with its location and status', async () => {
  const location = 'https://evil.example/?a=1'
  for (const status of [302, 307, 308]) {
    const [response] = await struck('redirect', 'POST /v1/permissions', { location, status })
    expect([response.status, response.headers.get('location'), response.text]).toEqual([status, location, ''])
  }
  expect((await struck('redirect', 'GET /v1/userinfo', { location }))[0].status).toBe(302)
})

test.each(OPERATIONS)('deeply_nested_json and oversized_json add a field to the response to %s', async (route) => {
  const [deep, right] = await struck('deeply_nested_json', route, { depth: 3 })
  expect([deep.status, deep.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  expect(withoutTokens(deep.text)).toBe(withoutTokens(JSON.stringify(with1More(right, [[[]]]))))
  const [huge, small] = await struck('oversized_json', route, { bytes: 100_000 })
  expect(withoutTokens(huge.text)).toBe(withoutTokens(JSON.stringify(with1More(small, 'x'.repeat(100_000)))))
})

test.each(OPERATIONS)(
  'endless_body responds to %s for as long as the body is read, without blocking timers',
  async (route) => {
    const sandboxClient = createSandboxClient()
    const [path, sent] = await successfulCall(sandboxClient, route)
    await sandboxClient.setFaults(faultEntry(route, 'endless_body'))
    const reader = (await sandboxClient.send(path, sent)).body?.getReader()
    let ticked = false
    setTimeout(() => {
      ticked = true
    }, 5)
    let length = 0
    while (length < 2_000_000) length += (await reader?.read())?.value?.byteLength ?? 0
    expect(ticked).toBe(true)
    await reader?.cancel()
  },
)

test.each(FAULTY_OPERATIONS)(
  '%s at %s is in the journal, and the call takes effect unless the description says otherwise',
  async (fault, route) => {
    const sandboxClient = createSandboxClient()
    const [path, sent] = await successfulCall(sandboxClient, route)
    await sandboxClient.setFaults(faultEntry(route, fault))
    const ending = new AbortController()
    const response = await sandboxClient.send(path, { ...sent, signal: ending.signal }).catch(() => undefined)
    await response?.body?.cancel()
    ending.abort()
    const { requests } = (await sandboxClient.call('/sandbox/requests')).json as { requests: JournalEntry[] }
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ fault, status: response?.status ?? null })
    expect(await sandboxClient.faultHits()).toEqual([1])
    if (route === 'POST /v1/permissions') {
      const level = /nothing takes effect/i.test(FAULT_DEFINITIONS[fault].description) ? 'sandbox' : 'unrestricted'
      expect((await sandboxClient.levels('enterprise'))['cal_us_enterprise1_work']).toBe(level)
    }
  },
)
