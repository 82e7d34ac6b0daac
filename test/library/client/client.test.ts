import { expect, test, vi } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import type { Client } from '../../../src/client/types.ts'
import { DATA_CENTER_IDS } from '../../../src/data-centers.ts'
import { createClock } from '../../helpers/clock.ts'
import { ACCOUNT, CANARY_TOKEN, calendar, rejectionOf } from '../../helpers/fixtures.ts'
import { jsonResponse, type StubResponse, stubFetch } from '../../helpers/stub-fetch.ts'

function setUp(...responses: StubResponse[]) {
  const clock = createClock()
  const provider = stubFetch(...responses)
  const client = createClient({ fetch: provider.fetch, now: clock.now, wait: clock.wait })
  return { client, provider }
}

const REQUEST = { calendarIds: ['a', 'b'], redirectUri: 'https://app.example.com/return' }

const CALLS: [string, (client: Client, caller: typeof ACCOUNT) => Promise<unknown>][] = [
  ['listCalendars()', (client, caller) => client.listCalendars(caller)],
  ['getUserInfo()', (client, caller) => client.getUserInfo(caller)],
  ['requestPermissions()', (client, caller) => client.requestPermissions(caller, REQUEST)],
]

test.each(CALLS)('%s sends nothing when the data center is unknown (T9)', async (_, call) => {
  const { client, provider } = setUp()
  for (const dataCenter of ['eu', 'evil.example/', '', 'toString']) {
    const error = await rejectionOf(call(client, { ...ACCOUNT, dataCenter } as never))
    expect(error).toMatchObject({ code: 'unknown_data_center' })
  }
  expect(provider.requests).toHaveLength(0)
})

test.each(CALLS)('%s sends nothing when the token could break a header (T11)', async (_, call) => {
  const { client, provider } = setUp()
  for (const accessToken of ['a\r\nb: c', 'a b', 'a\0', '']) {
    expect(await rejectionOf(call(client, { ...ACCOUNT, accessToken }))).toMatchObject({ code: 'invalid_account' })
  }
  expect(provider.requests).toHaveLength(0)
})

test.each(CALLS)(
  '%s throws invalid_provider_response, and quotes nothing, when the response is not JSON',
  async (_, call) => {
    const html = `<html>${CANARY_TOKEN}</html>`
    for (const body of [html, '', '{"a":', 'null', '[]', '"x"', '5']) {
      const { client } = setUp(new Response(body, { headers: { 'content-type': 'text/html' } }))
      const error = await rejectionOf(call(client, ACCOUNT))
      expect(error).toMatchObject({ name: 'ProviderError', code: 'invalid_provider_response' })
      expect(JSON.stringify(error) + String(error)).not.toContain(CANARY_TOKEN)
    }
  },
)

test.each(CALLS)('%s sends the token to the data center only', async (_, call) => {
  for (const dataCenter of DATA_CENTER_IDS) {
    const { client, provider } = setUp(new Response('{}'))
    await rejectionOf(call(client, { ...ACCOUNT, dataCenter }))
    const [request] = provider.requests
    expect(new URL(request?.url ?? '').host).toBe(
      dataCenter === 'us' ? 'api.cronofy.com' : `api-${dataCenter}.cronofy.com`,
    )
    expect(request?.headers.get('authorization')).toBe(`Bearer ${CANARY_TOKEN}`)
    expect(request?.url).not.toContain(CANARY_TOKEN)
  }
})

test("requestPermissions() throws untrusted_redirect when the URL is not Cronofy's (T10)", async () => {
  const { client } = setUp(jsonResponse({ permissions_request: { url: 'https://evil.example/permissions' } }))
  const error = await rejectionOf(client.requestPermissions(ACCOUNT, REQUEST))
  expect(error).toMatchObject({ code: 'untrusted_redirect', message: expect.not.stringContaining('evil') })
})

test('requestPermissions() requests every calendar in one request', async () => {
  const { client, provider } = setUp(
    jsonResponse({ permissions_request: { url: 'https://app-de.cronofy.com/permissions/x' } }),
  )
  expect(await client.requestPermissions(ACCOUNT, REQUEST)).toEqual({
    status: 'redirect',
    url: 'https://app-de.cronofy.com/permissions/x',
  })
  const [request] = provider.requests
  expect(request?.method).toBe('POST')
  expect(request?.url).toBe('https://api-de.cronofy.com/v1/permissions')
  expect(request?.headers.get('content-type')).toBe('application/json')
  expect(await request?.json()).toEqual({
    permissions: [
      { calendar_id: 'a', permission_level: 'unrestricted' },
      { calendar_id: 'b', permission_level: 'unrestricted' },
    ],
    redirect_uri: 'https://app.example.com/return',
  })
})

test('requestPermissions() sends nothing when the permission level is unknown', async () => {
  const { client, provider } = setUp()
  const request = { ...REQUEST, permissionLevel: 'sandbox' as never }
  expect(await rejectionOf(client.requestPermissions(ACCOUNT, request))).toMatchObject({
    code: 'invalid_permission_level',
    message:
      'permissionLevel is not a permission level that an application can request. Pass one of PERMISSION_LEVELS.',
  })
  expect(provider.requests).toHaveLength(0)
})

test.each([200, 201, 202])('requestPermissions() returns accepted when the status is %i', async (status) => {
  const { client } = setUp(jsonResponse({ permissions_request: { accepted: true } }, { status }))
  expect(await client.requestPermissions(ACCOUNT, REQUEST)).toEqual({ status: 'accepted' })
})

test('listCalendars() gives the calendars', async () => {
  const { client, provider } = setUp(jsonResponse({ calendars: [calendar('a')] }))
  expect(await client.listCalendars(ACCOUNT)).toEqual([calendar('a')])
  expect(provider.requests[0]?.method).toBe('GET')
})

test('getUserInfo() gives the account', async () => {
  const { client, provider } = setUp(jsonResponse({ sub: 'acc_1', email: 'janed@company.com' }))
  expect(await client.getUserInfo(ACCOUNT)).toEqual({ sub: 'acc_1', email: 'janed@company.com' })
  expect(provider.requests[0]?.url).toBe('https://api-de.cronofy.com/v1/userinfo')
})

test('createClient() sends everything to the emulator when it has its URL', async () => {
  const provider = stubFetch(jsonResponse({ calendars: [] }))
  const client = createClient({ fetch: provider.fetch, sandboxUrl: 'http://127.0.0.1:4010/' })
  await client.listCalendars(ACCOUNT)
  expect(provider.requests[0]?.url).toBe('http://127.0.0.1:4010/de/v1/calendars')
})

test.each([
  ['listCalendars()', 5000, 1024 * 1024],
  ['getUserInfo()', 5000, 1024 * 1024],
  ['requestPermissions()', 8000, 16 * 1024],
])('%s has %i ms, and takes %i bytes', async (name, timeoutMs, maxBodyBytes) => {
  const call = CALLS.find(([title]) => title === name)?.[1]
  const waits: number[] = []
  const exactly = (bytes: number) => new Response(`{"calendars":[${' '.repeat(bytes - 16)}]}`)
  const provider = stubFetch(exactly(maxBodyBytes), exactly(maxBodyBytes + 1))
  const client = createClient({
    fetch: provider.fetch,
    wait: (ms) => {
      waits.push(ms)
      return new Promise(() => {})
    },
  })
  const atLimit = await call?.(client, ACCOUNT).catch((error: Error) => error.message)
  expect(String(atLimit)).not.toContain('longer than')
  expect(await rejectionOf(call?.(client, ACCOUNT) ?? Promise.resolve())).toMatchObject({
    code: 'invalid_provider_response',
    message: expect.stringContaining(`longer than ${maxBodyBytes} bytes`),
  })
  expect(waits[0]).toBe(timeoutMs)
})

test('createClient() says what is wrong with a response', async () => {
  const { client } = setUp(
    new Response('<html>'),
    jsonResponse({ permissions_request: { url: 'https://evil.example/' } }),
  )
  expect(await rejectionOf(client.getUserInfo(ACCOUNT))).toMatchObject({
    operation: 'GET /v1/userinfo',
    message: expect.stringContaining('the response is not JSON'),
  })
  expect(await rejectionOf(client.requestPermissions(ACCOUNT, REQUEST))).toMatchObject({
    operation: 'POST /v1/permissions',
    dataCenter: 'de',
    message: expect.stringContaining("the URL in the response is not on one of Cronofy's app hosts"),
  })
})

test('listCalendars() requests JSON, and retries after a 503', async () => {
  const { client, provider } = setUp(new Response(null, { status: 503 }), jsonResponse({ calendars: [] }))
  expect(await client.listCalendars(ACCOUNT)).toEqual([])
  expect(provider.requests[1]?.headers.get('accept')).toBe('application/json')
})

test('createClient() calls the global fetch, as it is at the time of the call', async () => {
  const client = createClient()
  const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => jsonResponse({ calendars: [] }))
  try {
    expect(await client.listCalendars(ACCOUNT)).toEqual([])
    expect(fetch).toHaveBeenCalledOnce()
  } finally {
    fetch.mockRestore()
  }
})
