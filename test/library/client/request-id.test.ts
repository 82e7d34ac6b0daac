import { expect, test } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import type { ProviderRequestEvent } from '../../../src/client/events.ts'
import { requestIdOf } from '../../../src/client/request-id.ts'
import { exchangeCode } from '../../../src/oauth.ts'
import { createClock } from '../../helpers/clock.ts'
import { CANARY_TOKEN, rejectionOf } from '../../helpers/fixtures.ts'
import { jsonResponse, type StubResponse, stubFetch } from '../../helpers/stub-fetch.ts'

const ID = '6f2a7c1e-0b3d-4d55-9a51-7b1d1c0c2f10'
const HEADERS = { 'x-request-id': ID }
const CREDENTIALS = { dataCenter: 'de', accessToken: CANARY_TOKEN } as const
const PERMISSIONS = { calendarIds: ['a'], redirectUri: 'https://app.example.com/return' }

function setUp(...responses: StubResponse[]) {
  const clock = createClock()
  return createClient({ fetch: stubFetch(...responses).fetch, now: clock.now, wait: clock.wait })
}

test.each([
  ['an empty ID', ''],
  ['a blank', 'a b'],
  ['a letter that is not ASCII', 'é'],
  ['more than 100 characters', 'a'.repeat(101)],
  ['two IDs', 'a, b'],
])('requestIdOf() ignores %s', (_, value) => {
  expect(requestIdOf(new Headers({ 'x-request-id': value }))).toEqual({})
})

test('requestIdOf() returns no property when there is no header', () => {
  expect(requestIdOf(new Headers())).toEqual({})
})

test.each(['a', 'a'.repeat(100), ID])('requestIdOf() returns %s', (value) => {
  expect(requestIdOf(new Headers({ 'x-request-id': value }))).toEqual({ providerRequestId: value })
})

test.each<[string, StubResponse, string]>([
  ['the status is 403', new Response(null, { status: 403, headers: HEADERS }), 'account_scope_insufficient'],
  ['the response is not JSON', new Response('<html>', { headers: HEADERS }), 'invalid_provider_response'],
  ['the response has another shape', jsonResponse({}, { headers: HEADERS }), 'invalid_provider_response'],
  ['the response is too long', new Response('x'.repeat(20_000), { headers: HEADERS }), 'invalid_provider_response'],
  [
    'the URL is foreign',
    jsonResponse({ permissions_request: { url: 'https://evil.example/' } }, { headers: HEADERS }),
    'untrusted_redirect',
  ],
])("requestPermissions() adds Cronofy's request ID to the error when %s", async (_, response, code) => {
  const error = await rejectionOf(setUp(response).requestPermissions(CREDENTIALS, PERMISSIONS))
  expect(error).toMatchObject({ code, providerRequestId: ID })
})

test("exchangeCode() adds Cronofy's request ID to the error when the response holds no token", async () => {
  const callback = {
    url: new URL('https://app.example.com/?code=c&state=s'),
    state: 's',
    redirectUri: 'https://a.example',
  }
  const application = { dataCenter: 'de', clientId: 'client', clientSecret: 'secret' } as const
  for (const response of [
    jsonResponse({}, { headers: HEADERS }),
    jsonResponse({ error: 'invalid_grant' }, { status: 400, headers: HEADERS }),
  ]) {
    expect(await rejectionOf(exchangeCode(setUp(response), application, callback))).toMatchObject({
      providerRequestId: ID,
    })
  }
})

test('an error has no providerRequestId when Cronofy sent none', async () => {
  const error = await rejectionOf(setUp(new Response(null, { status: 403 })).listCalendars(CREDENTIALS))
  expect(Object.keys(error as object)).not.toContain('providerRequestId')
})

test("every event has Cronofy's ID of its own request, and none where there is none", async () => {
  const client = setUp(
    new Response(null, { status: 503, headers: { 'x-request-id': 'first' } }),
    new Response(null, { status: 503 }),
    jsonResponse({ calendars: [] }, { headers: { 'x-request-id': 'third' } }),
  )
  const events: ProviderRequestEvent[] = []
  await client.listCalendars(CREDENTIALS, { onEvent: (event) => events.push(event) })
  expect(events.map(({ providerRequestId }) => providerRequestId)).toEqual(['first', undefined, 'third'])
  expect(Object.keys(events[1] ?? {})).not.toContain('providerRequestId')
})
