import { describe, expect, test } from 'vitest'
import {
  begin,
  complete,
  createClient,
  createKeyRing,
  exchangeCode,
  type PermissionEvent,
  readPermissions,
  refreshTokens,
  revokeTokens,
} from '../../src/index.ts'
import { createClock } from '../helpers/clock.ts'
import { deepInspect } from '../helpers/deep-inspect.ts'
import { ECHOES, readBody } from '../helpers/echo-responses.ts'
import { KEY, rejectionOf, unrestrictedCalendar } from '../helpers/fixtures.ts'
import { sealRequest } from '../helpers/seal-request.ts'
import { jsonResponse } from '../helpers/stub-fetch.ts'

/** They look like Cronofy's tokens: letters and digits, so they could be mistaken for a field name. */
const TOKEN = 'P531x88i05Ld2yXHIQ7WjiEyqlmOHsgI'
const REFRESH_TOKEN = 'wAZz4yhGbVqyXqc2Dyk6UnQ8a6zJUgQs'
const CODE = 'cc3wOPzgrTqKbNJ5yGLNn0zvsyTQEl5n'
const SECRET = 'fB2lnDxRYdUTPuKLgKsGv7j5OxJgBsWm'

const ACCOUNT = { dataCenter: 'de', accessToken: TOKEN, subject: 'user-1' } as const
const APPLICATION = { dataCenter: 'de', clientId: 'client-1', clientSecret: SECRET } as const
const STATE = 'state-of-this-attempt-01'
const REDIRECT_URI = 'https://app.example.com/return'

/** What no error, event, or log may contain. A seal is `header..iv.text.tag`. */
const SECRETS = [TOKEN, REFRESH_TOKEN, CODE, SECRET, KEY, 'Bearer', /eyJ[\w-]+\.\.[\w-]+/]

/** The secrets in a string. */
function leaksIn(text: string): string[] {
  return SECRETS.filter((secret) => (typeof secret === 'string' ? text.includes(secret) : secret.test(text))).map(
    String,
  )
}

function sealed(nowMs: number): Promise<string> {
  return sealRequest(createKeyRing([KEY]), { subject: 'user-1', redirectUri: REDIRECT_URI, nowMs })
}

/** Every function that calls Cronofy, up to the call that fails. */
const STEPS = [
  'begin: the calendars',
  'begin: the request',
  'complete',
  'readPermissions',
  'getUserInfo',
  'exchangeCode',
  'refreshTokens',
  'revokeTokens',
] as const

async function take(step: (typeof STEPS)[number], echo: (typeof ECHOES)[number][1]) {
  const clock = createClock()
  const events: PermissionEvent[] = []
  const onEvent = (event: PermissionEvent) => void events.push(event)
  let calls = 0
  const client = createClient({
    now: clock.now,
    wait: clock.wait,
    random: () => 0,
    async fetch(request) {
      const first = calls++ === 0 && step === 'begin: the request'
      return first ? jsonResponse({ calendars: [{ calendar_id: 'a' }] }) : echo(request, await readBody(request))
    },
  })
  const common = { client, keys: createKeyRing([KEY]), account: ACCOUNT, onEvent }
  const url = new URL(`https://app.example.com/callback?code=${CODE}&state=${STATE}`)
  const run = {
    'begin: the calendars': () => begin({ allCalendars: true, ...common, redirectUri: REDIRECT_URI }),
    'begin: the request': () => begin({ allCalendars: true, ...common, redirectUri: REDIRECT_URI }),
    complete: async () => complete({ redirectUri: REDIRECT_URI, ...common, sealedRequest: await sealed(clock.now()) }),
    readPermissions: () => readPermissions(common),
    getUserInfo: () => client.getUserInfo(ACCOUNT, { onEvent }),
    exchangeCode: () => exchangeCode(client, APPLICATION, { url, state: STATE, redirectUri: REDIRECT_URI, onEvent }),
    refreshTokens: () => refreshTokens(client, APPLICATION, { refreshToken: REFRESH_TOKEN, onEvent }),
    revokeTokens: () => revokeTokens(client, APPLICATION, { token: REFRESH_TOKEN, onEvent }),
  }[step]
  // The body of a revocation response is ignored (RFC 7009 section 2.2), so a 200 is a success.
  const outcome = await run().then(
    (value) => value,
    (error: unknown) => error,
  )
  return { outcome, events, calls }
}

describe.each(STEPS)('%s', (step) => {
  test.each(ECHOES)(
    'tells no secret in an error or event when Cronofy repeats everything: %s (T8)',
    async (name, echo) => {
      const { outcome, events, calls } = await take(step, echo)
      expect(calls).toBeGreaterThan(0)
      // A malformed calendar in a list is left out, so reading the list succeeds.
      const isReadable = step === 'revokeTokens' || name === '200 with lists of it'
      if (!isReadable) expect(outcome).toMatchObject({ name: 'ProviderError' })
      expect(leaksIn(deepInspect(outcome))).toEqual([])
      expect(leaksIn(deepInspect(events))).toEqual([])
    },
  )
})

test.each([
  ['an account whose token breaks a header', { account: { ...ACCOUNT, accessToken: `${TOKEN}\r\nx: y` } }],
  ['an account that is no account', { account: { ...ACCOUNT, subject: '', dataCenter: 'de' } }],
  ['a token where the data center belongs', { account: { ...ACCOUNT, dataCenter: 'eu' } }],
  ['a redirect URI with a token in it', { redirectUri: `ftp://x/?token=${TOKEN}` }],
  ['an invalid redirect URI', { redirectUri: TOKEN }],
  ['a return address with a token in it', { returnTo: `https://app.example.com/日?token=${TOKEN}` }],
])('begin() reveals no secret when it is given %s (T8)', async (_, overrides) => {
  const client = createClient({ fetch: () => jsonResponse({ calendars: [{ calendar_id: 'a' }] }) })
  const options = {
    allCalendars: true,
    client,
    keys: createKeyRing([KEY]),
    account: ACCOUNT,
    redirectUri: REDIRECT_URI,
    ...overrides,
  }
  const error = await rejectionOf(begin(options as never))
  expect(error).toMatchObject({ name: 'InputError' })
  expect(leaksIn(deepInspect(error))).toEqual([])
})

test('complete() reveals neither seal nor token when the seal is for another account, expired, or changed (T8)', async () => {
  const clock = createClock()
  const client = createClient({ fetch: () => jsonResponse({ calendars: [] }), now: clock.now })
  const common = { client, keys: createKeyRing([KEY]) }
  const sealedRequest = await sealed(clock.now())
  const errors = [
    await rejectionOf(
      complete({ redirectUri: REDIRECT_URI, ...common, account: { ...ACCOUNT, subject: 'user-2' }, sealedRequest }),
    ),
    await rejectionOf(
      complete({ redirectUri: REDIRECT_URI, ...common, account: ACCOUNT, sealedRequest: `${sealedRequest}A` }),
    ),
  ]
  clock.advance(3_600_000)
  errors.push(await rejectionOf(complete({ redirectUri: REDIRECT_URI, ...common, account: ACCOUNT, sealedRequest })))
  for (const error of errors) {
    expect(error).toMatchObject({ name: 'SealedRequestError' })
    expect(leaksIn(deepInspect(error))).toEqual([])
  }
})

test('a client, a key ring, and an outcome contain no token and no key (T8)', async () => {
  const client = createClient({ fetch: () => jsonResponse({ calendars: [unrestrictedCalendar('a')] }) })
  const keys = createKeyRing([KEY])
  const result = await begin({ allCalendars: true, client, keys, account: ACCOUNT, redirectUri: REDIRECT_URI })
  expect(result).toMatchObject({ status: 'done', outcome: { status: 'granted' } })
  for (const value of [client, keys, await keys.keysFor('permission-request'), result])
    expect(leaksIn(deepInspect(value))).toEqual([])
})

test('deepInspect() finds what is hidden in an error (T8)', () => {
  const hidden = new Error('x')
  Object.defineProperty(hidden, 'config', { value: { headers: new Headers({ authorization: `Bearer ${TOKEN}` }) } })
  const symbol = Object.assign(new Error('x'), { [Symbol('request')]: [[TOKEN]] })
  const cause = new Error('x', { cause: new Error('y', { cause: TOKEN }) })
  for (const error of [hidden, symbol, cause, new AggregateError([new Error(TOKEN)])]) {
    expect(leaksIn(deepInspect(error))).toContain(TOKEN)
  }
})
