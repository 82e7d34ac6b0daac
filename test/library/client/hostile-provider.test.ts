import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  begin,
  complete,
  createClient,
  DATA_CENTER_IDS,
  DATA_CENTERS,
  ExtendedPermissionsError,
  exchangeCode,
  refreshTokens,
} from '../../../src/index.ts'
import { createClock } from '../../helpers/clock.ts'
import { ACCOUNT, calendar, createKeys } from '../../helpers/fixtures.ts'
import { jsonResponse } from '../../helpers/stub-fetch.ts'

const APP_ORIGINS = DATA_CENTER_IDS.map((id) => `https://${DATA_CENTERS[id].appHost}`)

/** Names of prototype properties, and names that have a meaning. */
const KEYS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON'],
  ...['calendars', 'calendar_id', 'permission_level', 'calendar_deleted', 'permissions_request', 'url', 'accepted'],
  ...['access_token', 'token_type', 'refresh_token', 'expires_in', 'scope', 'sub', 'linking_profile', 'profile_name'],
]

const TEXTS = ['', 'a', 'b', 'unrestricted', 'https://app-de.cronofy.com/x', 'javascript:alert(1)', 'bearer', '\ud800']

/** JSON of any shape, often nearly the right one. It is generated as text, so that `__proto__` is an own property. */
const shape: fc.Arbitrary<string> = fc.letrec<{ value: string; leaf: string; list: string; object: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('object')),
  leaf: fc.oneof(
    fc.constantFrom(...TEXTS, 'true', 'null').map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'false', 'null', '0', '-0', '1e999', '-1', '3600', '"\\u0000"'),
    fc.string().map((text) => JSON.stringify(text)),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items}]`),
  object: fc
    .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 5 })
    .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`)}}`),
})).value

const answerOf = (body: string, status = 200) =>
  new Response(body, { status, headers: { 'content-type': 'application/json' } })

/** A valid list, except for one field of one calendar and one unknown field. */
const nearlyCalendars = fc
  .tuple(fc.constantFrom(...KEYS), shape, shape)
  .map(([key, value, beside]) => `{"x":${beside},"calendars":[{"calendar_id":"a",${JSON.stringify(key)}:${value}}]}`)

const nearlyPermissions = fc
  .tuple(fc.constantFrom('url', 'accepted', '__proto__'), shape)
  .map(([key, value]) => `{"permissions_request":{${JSON.stringify(key)}:${value}}}`)

const nearlyTokens = fc
  .tuple(fc.constantFrom(...KEYS), shape)
  .map(
    ([key, value]) =>
      `{"access_token":"t","token_type":"bearer","sub":"s","expires_in":3600,${JSON.stringify(key)}:${value}}`,
  )

/** Expects that no shared prototype was changed. */
function expectCleanPrototypes(): void {
  for (const prototype of [Object.prototype, Array.prototype, String.prototype, Function.prototype]) {
    expect(Object.keys(prototype)).toEqual([])
  }
  expect('calendar_id' in {} || 'accepted' in {} || 'access_token' in {}).toBe(false)
}

function createCaller(answer: (request: Request) => Response) {
  const { now, wait } = createClock()
  return createClient({ fetch: answer, now, wait, random: () => 0 })
}

/** The value of a promise, or `undefined` if it rejects with a typed error. Any other error fails the test. */
async function settle<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  try {
    return await promise
  } catch (error) {
    expect(error).toBeInstanceOf(ExtendedPermissionsError)
    expect(error).toHaveProperty('code')
    return undefined
  }
}

test('begin() returns a URL on an app host, a true outcome, or a typed error for any JSON (T10, T18)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(shape, nearlyCalendars),
      fc.oneof(shape, nearlyPermissions),
      fc.oneof(shape, nearlyCalendars),
      async (listed, answered, after) => {
        let reads = 0
        const client = createCaller(({ method }) =>
          answerOf(method === 'POST' ? answered : reads++ === 0 ? listed : after),
        )
        const result = await settle(
          begin({
            allCalendars: true,
            client,
            keys: createKeys(),
            account: ACCOUNT,
            redirectUri: 'https://app.example.com/return',
          } as const),
        )
        expectCleanPrototypes()
        if (result?.status === 'redirect') expect(APP_ORIGINS).toContain(new URL(result.url).origin)
        else if (result !== undefined)
          expectTrue(result.outcome.status, result.outcome.calendars, result.outcome.missingCount)
      },
    ),
    { numRuns: 300 },
  )
})

test('complete() returns a true outcome or a typed error for any JSON (T18)', async () => {
  const begun = await begin({
    allCalendars: true,
    client: createCaller(({ method }) =>
      method === 'POST'
        ? jsonResponse({ permissions_request: { url: 'https://app-de.cronofy.com/x' } })
        : jsonResponse({ calendars: [calendar('a'), calendar('b')] }),
    ),
    keys: createKeys(),
    account: ACCOUNT,
    redirectUri: 'https://app.example.com/return',
  })
  if (begun.status !== 'redirect') throw new Error(`Cannot go on: begin() gave ${begun.status}`)
  const { sealedRequest } = begun
  await fc.assert(
    fc.asyncProperty(fc.oneof(shape, nearlyCalendars), async (listed) => {
      const client = createCaller(() => answerOf(listed))
      const outcome = await settle(
        complete({
          redirectUri: 'https://app.example.com/return',
          client,
          keys: createKeys(),
          account: ACCOUNT,
          sealedRequest,
        }),
      )
      expectCleanPrototypes()
      if (outcome === undefined) return
      expectTrue(outcome.status, outcome.calendars, outcome.missingCount)
      expect(outcome.calendars.length + outcome.missingCount).toBe(2)
    }),
    { numRuns: 300 },
  )
})

test('an array or an object never counts as a grant (T18)', async () => {
  const redirectUri = 'https://app.example.com/return'
  const options = { allCalendars: true, keys: createKeys(), account: ACCOUNT, redirectUri } as const
  for (const level of ['["unrestricted"]', '{"toString":"unrestricted"}', '[["unrestricted"]]', 'true', '1']) {
    const client = createCaller(() => answerOf(`{"calendars":[{"calendar_id":"a","permission_level":${level}}]}`))
    await expect(begin({ ...options, client })).rejects.toMatchObject({ code: 'invalid_provider_response' })
  }
  const inherited = '{"calendars":[{"calendar_id":"a","__proto__":{"permission_level":"unrestricted"}}]}'
  const client = createCaller(({ method }) =>
    method === 'GET' ? answerOf(inherited) : answerOf('{"permissions_request":{"__proto__":{"accepted":true}}}'),
  )
  await expect(begin({ ...options, client })).rejects.toMatchObject({ code: 'invalid_provider_response' })
})

test('exchangeCode() and refreshTokens() return strings or a typed error for any JSON (T18)', async () => {
  const application = { dataCenter: 'de', clientId: 'client-1', clientSecret: 'secret-1' } as const
  const url = new URL('https://app.example.com/callback?code=c&state=s')
  const redirectUri = 'https://app.example.com/callback'
  await fc.assert(
    fc.asyncProperty(fc.oneof(shape, nearlyTokens), fc.constantFrom(200, 400), async (body, status) => {
      const client = createCaller(() => answerOf(body, status))
      for (const tokens of [
        await settle(exchangeCode(client, application, { url, state: 's', redirectUri })),
        await settle(refreshTokens(client, application, { refreshToken: 'r' })),
      ]) {
        expectCleanPrototypes()
        if (tokens === undefined) continue
        const { accessToken, refreshToken = '', scope = '', sub = '', profileName = '', expiresAtMs } = tokens
        for (const text of [accessToken, refreshToken, scope, sub, profileName]) expect(typeof text).toBe('string')
        expect(accessToken).not.toBe('')
        expect(typeof expiresAtMs).toBe('number')
      }
    }),
    { numRuns: 300 },
  )
})

/** Expects that the status of an outcome agrees with its calendars. */
function expectTrue(
  status: string,
  calendars: readonly { granted: boolean; permissionLevel: string | undefined }[],
  missing: number,
) {
  for (const { granted, permissionLevel } of calendars) expect(granted).toBe(permissionLevel === 'unrestricted')
  const granted = calendars.filter((calendar) => calendar.granted).length
  const asked = calendars.length + missing
  expect(asked).toBeGreaterThan(0)
  expect(status).toBe(granted === 0 ? 'unconfirmed' : granted === asked ? 'granted' : 'partial')
}

test('no request is sent for any value that is not a data center (T9)', async () => {
  let calls = 0
  const client = createCaller(() => {
    calls++
    return jsonResponse({ calendars: [] })
  })
  const disguised = fc.constantFrom<unknown>(['de'], { toString: () => 'de' }, new String('de'), Symbol('de'), 0n)
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.constantFrom(...DATA_CENTER_IDS), fc.string({ minLength: 1 })).map(([id, more]) => id + more),
    fc.constantFrom('DE', ' de', 'de ', 'de\0', 'de.evil.example', 'de/../us', '@evil.example', 'de\u200b', 'ｄｅ'),
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, fc.anything(), disguised), async (dataCenter) => {
      fc.pre(!(DATA_CENTER_IDS as readonly unknown[]).includes(dataCenter))
      const account = { ...ACCOUNT, dataCenter } as never
      const application = { dataCenter, clientId: 'client-1', clientSecret: 'secret-1' } as never
      const common = { client, keys: createKeys(), account }
      await expect(
        begin({ allCalendars: true, ...common, redirectUri: 'https://app.example.com/return' }),
      ).rejects.toThrow()
      await expect(
        complete({ redirectUri: 'https://app.example.com/return', ...common, sealedRequest: 'x' }),
      ).rejects.toThrow()
      await expect(client.listCalendars(account)).rejects.toThrow()
      await expect(refreshTokens(client, application, { refreshToken: 'r' })).rejects.toThrow()
      expect(calls).toBe(0)
    }),
    { numRuns: 200 },
  )
})
