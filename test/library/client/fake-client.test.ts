import { expect, test } from 'vitest'
import {
  begin,
  type Client,
  complete,
  createAuthorizeUrl,
  createClient,
  parseReturnUrl,
  readPermissions,
} from '../../../src/index.ts'
import { ACCOUNT, calendar, createKeys, unrestrictedCalendar } from '../../helpers/fixtures.ts'

const common = { keys: createKeys(), account: ACCOUNT }

/** A client as an application fakes it in its own tests: three functions and nothing else. */
function createFake(lists: (typeof LISTED)[]): Client & { readonly requested: string[] } {
  const requested: string[] = []
  return {
    requested,
    listCalendars: async () => lists.shift() ?? [],
    requestPermissions: async (_, { redirectUri }) => {
      requested.push(redirectUri)
      return { status: 'redirect', url: 'https://app-de.cronofy.com/permissions/x' }
    },
    getUserInfo: async () => ({ sub: 'acc_1' }),
  }
}

const LISTED = [calendar('a')]
const GRANTED = [unrestrictedCalendar('a')]

test('begin() and complete() run with a plain object of three functions', async () => {
  const client = createFake([LISTED, GRANTED])
  const result = await begin({ ...common, client, allCalendars: true, redirectUri: 'https://app.example.com/return' })
  expect(result).toMatchObject({ status: 'redirect', url: 'https://app-de.cronofy.com/permissions/x' })
  const { sealedRequest = '' } = parseReturnUrl(client.requested[0] ?? '')
  expect(
    await complete({ ...common, client, redirectUri: 'https://app.example.com/return', sealedRequest }),
  ).toMatchObject({ status: 'granted' })
  expect(await readPermissions({ client: createFake([GRANTED]), account: ACCOUNT })).toMatchObject([{ granted: true }])
})

test('complete() waits by a real clock when the client is a fake', async () => {
  const client = createFake([LISTED, LISTED, GRANTED])
  await begin({ ...common, client, allCalendars: true, redirectUri: 'https://app.example.com/return' })
  const { sealedRequest = '' } = parseReturnUrl(client.requested[0] ?? '')
  const startedMs = Date.now()
  const outcome = await complete({ ...common, client, redirectUri: 'https://app.example.com/return', sealedRequest })
  expect(outcome.status).toBe('granted')
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(240)
  expect(Date.parse(outcome.verifiedAt)).toBeGreaterThanOrEqual(startedMs)
})

test('createAuthorizeUrl() leads to Cronofy when the client is a fake, and to the emulator when it has one', () => {
  const application = { dataCenter: 'de', clientId: 'client' } as const
  const request = { redirectUri: 'https://app.example.com/callback', scope: 'read_write', state: 'x' }
  expect(createAuthorizeUrl(createFake([]), application, request)).toMatch(/^https:\/\/app-de\.cronofy\.com\//)
  // A wrapped client keeps its emulator, clock, and transport.
  const wrapped: Client = { ...createClient({ sandboxUrl: 'http://127.0.0.1:4010' }), listCalendars: async () => [] }
  expect(createAuthorizeUrl(wrapped, application, request)).toMatch(/^http:\/\/127\.0\.0\.1:4010\/de\/oauth\/authorize/)
})

test('a client has three methods and nothing else that is listed', () => {
  expect(Object.keys(createClient()).sort()).toEqual(['getUserInfo', 'listCalendars', 'requestPermissions'])
})
