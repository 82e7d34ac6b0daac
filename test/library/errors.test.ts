import { expect, test } from 'vitest'
import { assertAccount } from '../../src/account.ts'
import { parseSandboxUrl } from '../../src/client/sandbox-url.ts'
import { apiBaseUrl } from '../../src/data-centers.ts'
import {
  AuthorizationError,
  InputError,
  ProviderError,
  type ProviderErrorCode,
  SealedRequestError,
} from '../../src/errors.ts'
import { parseRedirectUri, parseReturnUrl } from '../../src/flow/return-url.ts'
import { assertMaxCalendars, selectCalendars } from '../../src/flow/select-calendars.ts'
import { createKeyRing } from '../../src/sealing/key-ring.ts'
import { sealPermissionRequest, unsealPermissionRequest } from '../../src/sealing/permission-request.ts'
import { sealClaims } from '../../src/sealing/seal.ts'
import { ACCOUNT, calendar, KEY, keys, rejection, unrestricted } from '../helpers/fixtures.ts'

/** What a developer reads has to say what was wrong, and what to do next. So each text stands here once more. */
const TEXTS: [string, () => unknown][] = [
  ['Cannot reach data center "eu": it is none of us, au, ca, de, sg, uk', () => apiBaseUrl('eu' as never)],
  [
    "Cannot use account: subject is 0 bytes long, give the application's own user id of 1 to 128 bytes",
    () => assertAccount({ ...ACCOUNT, subject: '' }),
  ],
  [
    "Cannot use account: subject is no text, give the application's own user id of 1 to 128 bytes",
    () => assertAccount({ ...ACCOUNT, subject: 5 as never }),
  ],
  [
    'Cannot use account: accessToken is not a text of visible ASCII characters, give it as the token endpoint did',
    () => assertAccount({ ...ACCOUNT, accessToken: '' }),
  ],
  ['Cannot make a key ring: there is no key', () => createKeyRing([])],
  ['Cannot use key 1 of 1: it is not base64url without padding', () => createKeyRing([5 as never])],
  ['Cannot use key 1 of 2: it is not 32 bytes long, which are 43 characters', () => createKeyRing(['A', KEY])],
  [
    'Cannot use redirectUri "https://app.example.com/": it is not an absolute http(s) address without fragment and user name',
    () => parseRedirectUri('https://me:pw@app.example.com/'),
  ],
  [
    'Cannot use redirectUri that was given: it is not an absolute http(s) address without fragment and user name',
    () => parseRedirectUri('/return'),
  ],
  [
    'Cannot use sandbox "https://sandbox.example.com/": it is not an http address of this machine, such as http://127.0.0.1:4010',
    () => parseSandboxUrl('https://sandbox.example.com'),
  ],
  [
    'Cannot read the return address: a parameter is repeated. Begin again',
    () => parseReturnUrl('https://app.example.com/?request=a&request=b'),
  ],
  ['Cannot use maxCalendars 0: give a whole number from 1 to 250', () => assertMaxCalendars(0)],
  [
    'Cannot ask for permission: the user has no calendar that can be changed. Ask them to connect one',
    () => selectCalendars([], undefined, 1),
  ],
  [
    'Cannot ask for permission: calendarIds is empty. Name at least one, or leave it out for every eligible one',
    () => selectCalendars([calendar('a')], [], 1),
  ],
  [
    'Cannot ask for permission: 2 calendars, at most 1 at once. Name fewer',
    () => selectCalendars([calendar('a'), calendar('b')], undefined, 1),
  ],
  [
    "Cannot find calendar (no id of a calendar): not among the user's calendars in this data center, or deleted. List the calendars again",
    () => selectCalendars([unrestricted('a')], ['at_de_5f3a8c1e9b7d4f60a2c4e6f8091b3d5f'], 1),
  ],
  [
    'Cannot find calendars "x", "y": not among the user\'s calendars in this data center, or deleted. List the calendars again',
    () => selectCalendars([unrestricted('a')], ['x', 'y'], 1),
  ],
  [
    'Cannot seal the request: returnTo "https://app.example.com/" is not an address of at most 2048 characters, give it as URL.href does',
    () =>
      sealPermissionRequest(
        keys(),
        { requestId: 'r', subject: 's', dataCenter: 'de', calendars: [], returnTo: 'https://app.example.com/#"' },
        { issuer: 'https://app.example.com', nowMs: 0, ttlSeconds: 1 },
      ),
  ],
  [
    'Cannot open the permission request: none of the keys sealed it for this purpose and origin, or it was changed. Begin again',
    () => unsealPermissionRequest(keys(), 'x', { nowMs: 0 }),
  ],
  [
    'Cannot open the permission request: it has expired. Begin again',
    async () => {
      const claims = { jti: 'r', sub: 's', dc: 'de', cal: '' }
      const sealed = await sealClaims(keys(), claims, {
        purpose: 'permission-request',
        issuer: 'https://a',
        nowMs: 0,
        ttlSeconds: 1,
      })
      return unsealPermissionRequest(keys(), sealed, { nowMs: 1000 })
    },
  ],
]

test.each(TEXTS)('an error says: %s', async (text, act) => {
  const error = await rejection(Promise.resolve().then(act))
  expect((error as Error).message).toBe(text)
})

const PROVIDER_CODES: ProviderErrorCode[] = [
  'account_token_rejected',
  'client_credentials_rejected',
  'invalid_grant',
  'provider_bad_request',
  'plan_required',
  'account_scope_insufficient',
  'provider_not_found',
  'provider_validation_failed',
  'account_locked',
  'rate_limited',
  'provider_unavailable',
  'provider_unreachable',
  'timeout',
  'aborted',
  'invalid_provider_response',
  'untrusted_redirect',
]

test.each(PROVIDER_CODES)('a provider error with %s says where, what, and what to do', (code) => {
  const error = new ProviderError(code, 'the answer is 4711', { operation: 'GET /v1/calendars', dataCenter: 'de' })
  expect(error.message).toMatch(
    /^Cannot GET \/v1\/calendars in data center "de": the answer is 4711\. [A-Z][^.]{10,}[^.]$/,
  )
})

test('an error has its own name, and no field that says nothing', () => {
  const details = { operation: 'GET /v1/calendars', dataCenter: 'de' }
  const bare = (error: Error) => Object.fromEntries(Object.entries(error))
  expect(bare(new ProviderError('timeout', 'x', details))).toStrictEqual({
    name: 'ProviderError',
    code: 'timeout',
    ...details,
  })
  expect(bare(new InputError('no_calendars', 'x'))).toStrictEqual({ name: 'InputError', code: 'no_calendars' })
  expect(bare(new SealedRequestError('account_mismatch', 'x'))).toStrictEqual({
    name: 'SealedRequestError',
    code: 'account_mismatch',
  })
  expect(bare(new AuthorizationError('invalid_authorization_response', 'x'))).toStrictEqual({
    name: 'AuthorizationError',
    code: 'invalid_authorization_response',
  })
})
