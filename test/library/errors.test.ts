import { expect, test } from 'vitest'
import { assertAccount } from '../../src/account.ts'
import { parseSandboxUrl } from '../../src/client/sandbox-url.ts'
import { apiBaseUrl, DATA_CENTER_IDS } from '../../src/data-centers.ts'
import { ERRORS } from '../../src/error-codes.ts'
import {
  AuthorizationError,
  ConfigurationError,
  ExtendedPermissionsError,
  InputError,
  ProviderError,
  SealedRequestError,
  SelectionError,
} from '../../src/errors.ts'
import { parseRedirectUri, parseReturnUrl } from '../../src/flow/return-url.ts'
import { assertMaxCalendars, parseSelection, selectCalendars } from '../../src/flow/select-calendars.ts'
import { HTTP_ERRORS, HttpError } from '../../src/handler/errors/http-error.ts'
import { assertPermissionLevel } from '../../src/permission-level.ts'
import { createKeyRing } from '../../src/sealing/key-ring.ts'
import { unsealPermissionRequest } from '../../src/sealing/permission-request.ts'
import { ACCOUNT, calendar, createKeys, KEY, rejectionOf, unrestrictedCalendar } from '../helpers/fixtures.ts'
import { sealRequest } from '../helpers/seal-request.ts'

const KEY_REMEDY = 'Pass at least one key of 32 random bytes, in base64url, base64, or hex.'

/** A message says what is wrong and what to do next. */
const SEALING = { redirectUri: 'https://app.example.com/return', nowMs: 0 }

const TEXTS: [string, () => unknown][] = [
  [
    `Data center "eu" does not exist: the IDs are ${DATA_CENTER_IDS.join(', ')}. Use one of DATA_CENTER_IDS.`,
    () => apiBaseUrl('eu' as never),
  ],
  [
    'account.subject must be a string of 1 to 128 bytes, not of 0. Pass the access token as issued, and a subject of 1 to 128 bytes.',
    () => assertAccount({ ...ACCOUNT, subject: '' }),
  ],
  [
    'account.subject must be a string of 1 to 128 bytes, not number. Pass the access token as issued, and a subject of 1 to 128 bytes.',
    () => assertAccount({ ...ACCOUNT, subject: 5 as never }),
  ],
  [
    'account.accessToken must be a string of visible ASCII characters. Pass the access token as issued, and a subject of 1 to 128 bytes.',
    () => assertAccount({ ...ACCOUNT, accessToken: '' }),
  ],
  [
    'account.subject must not contain unpaired surrogates. Pass the access token as issued, and a subject of 1 to 128 bytes.',
    () => assertAccount({ ...ACCOUNT, subject: 'a\ud800' }),
  ],
  [
    'permissionLevel is not a permission level that an application can request. Pass one of PERMISSION_LEVELS.',
    () => assertPermissionLevel('sandbox' as never),
  ],
  [`The sealing key is missing. ${KEY_REMEDY}`, () => createKeyRing([])],
  [`Sealing key 1 of 1 is not 32 bytes in base64url, base64, or hex. ${KEY_REMEDY}`, () => createKeyRing([5 as never])],
  [`Sealing key 1 of 2 is not 32 bytes in base64url, base64, or hex. ${KEY_REMEDY}`, () => createKeyRing(['A', KEY])],
  [
    'redirectUri "https://app.example.com/" is not an absolute http(s) URL, or it has a fragment or credentials. Pass an absolute http(s) URL without a fragment and credentials.',
    () => parseRedirectUri('https://me:pw@app.example.com/'),
  ],
  [
    'redirectUri (not shown) is not an absolute http(s) URL, or it has a fragment or credentials. Pass an absolute http(s) URL without a fragment and credentials.',
    () => parseRedirectUri('/return'),
  ],
  [
    'sandboxUrl "https://sandbox.example.com/" is not on this machine. Pass an http URL on this machine, such as http://127.0.0.1:4010, or pass the host of another one as allowSandboxHost.',
    () => parseSandboxUrl('https://sandbox.example.com'),
  ],
  [
    'The return URL has two different values of one query parameter. Begin again.',
    () => parseReturnUrl('https://app.example.com/?request=a&request=b'),
  ],
  ['maxCalendars must not be 0. Pass an integer from 1 to 250.', () => assertMaxCalendars(0)],
  [
    'The user has no calendar that can be changed. Select a calendar, or ask the user to connect one that can be changed.',
    () => selectCalendars([], { selection: { allCalendars: true }, maxCalendars: 1 }),
  ],
  [
    'allCalendars must be true, or left out. Pass exactly one selection of calendars.',
    () => parseSelection({ allCalendars: 'true' }),
  ],
  [
    'Both calendarIds and allCalendars are given. Pass exactly one selection of calendars.',
    () => parseSelection({ calendarIds: ['a'], allCalendars: true }),
  ],
  ['Neither calendarIds nor allCalendars is given. Pass exactly one selection of calendars.', () => parseSelection({})],
  [
    'calendarIds must be an array of at least one calendar ID. Pass exactly one selection of calendars.',
    () => parseSelection({ calendarIds: [] }),
  ],
  [
    '2 calendars are too many: at most 1 can be requested at once. Select fewer calendars.',
    () => selectCalendars([calendar('a'), calendar('b')], { selection: { allCalendars: true }, maxCalendars: 1 }),
  ],
  [
    'The user has no such calendar in this data center: (not a calendar ID). List the calendars again.',
    () =>
      selectCalendars([unrestrictedCalendar('a')], {
        selection: { calendarIds: ['at_de_5f3a8c1e9b7d4f60a2c4e6f8091b3d5f'] },
        maxCalendars: 1,
      }),
  ],
  [
    'The user has no such calendars in this data center: "x", "y". List the calendars again.',
    () => selectCalendars([unrestrictedCalendar('a')], { selection: { calendarIds: ['x', 'y'] }, maxCalendars: 1 }),
  ],
  [
    'returnTo "https://app.example.com/" is too long, or is not written as URL.href returns it. Pass an allowed URL of at most 2,048 characters, as URL.href returns it, or allow it with allowedReturnUrls or ALLOWED_RETURN_URLS.',
    () => sealRequest(createKeys(), { subject: 's', returnTo: 'https://app.example.com/#"', ...SEALING }),
  ],
  [
    'The sealed request was changed, or was not sealed with these keys for this purpose and redirect URI. Begin again.',
    () => unsealPermissionRequest(createKeys(), 'x', SEALING),
  ],
  [
    'The sealed request has expired. Begin again.',
    async () => {
      const sealed = await sealRequest(createKeys(), { subject: 's', ttlSeconds: 1, ...SEALING })
      return unsealPermissionRequest(createKeys(), sealed, { ...SEALING, nowMs: 1000 })
    },
  ],
]

test.each(TEXTS)('the message is: %s', async (text, act) => {
  const error = await rejectionOf(Promise.resolve().then(act))
  expect((error as Error).message).toBe(text)
})

test.each(Object.entries({ ...ERRORS, ...HTTP_ERRORS }))('%s has a remedy of one sentence', (_, [, remedy]) => {
  expect(remedy).toMatch(/^[A-Z](?:[^.]|\.(?! |$)){9,}\.$/)
})

test('the status for the service is in the table only where it differs', () => {
  const repeated = Object.entries(ERRORS).filter(([, [status, , serviceStatus]]) => serviceStatus === status)
  expect(repeated).toEqual([])
})

test('ProviderError says what failed, why, and what to do', () => {
  const details = { operation: 'GET /v1/calendars', dataCenter: 'de' }
  const error = new ProviderError('plan_required', 'the response has status 402', details)
  expect(error.message).toBe(
    `Cannot GET /v1/calendars in data center "de": the response has status 402. ${ERRORS.plan_required[1]}`,
  )
})

test.each([
  new InputError('invalid_ttl', 'x.'),
  new SelectionError('no_calendars', 'x.'),
  new SealedRequestError('account_mismatch', 'x.'),
  new ProviderError('timeout', 'x', { operation: 'GET /v1/calendars', dataCenter: 'de' }),
  new AuthorizationError('access_denied', 'x.'),
  new ConfigurationError(['PUBLIC_URL is missing']),
])('$name takes its remedy and its status from the table, and its message ends with the remedy', (error) => {
  expect(error).toBeInstanceOf(ExtendedPermissionsError)
  expect([error.status, error.remedy]).toEqual(ERRORS[error.code].slice(0, 2))
  expect(error.message.endsWith(error.remedy)).toBe(true)
})

test('an error has its own name, and no field without a value', () => {
  const details = { operation: 'GET /v1/calendars', dataCenter: 'de' }
  const bare = (error: Error) => Object.fromEntries(Object.entries(error))
  expect(bare(new ProviderError('timeout', 'x', details))).toStrictEqual({
    name: 'ProviderError',
    code: 'timeout',
    status: 504,
    remedy: 'Try again later.',
    ...details,
  })
  expect(bare(new SealedRequestError('account_mismatch', 'x.'))).toStrictEqual({
    name: 'SealedRequestError',
    code: 'account_mismatch',
    status: 403,
    remedy: 'Begin again as this user.',
  })
  expect(bare(new SelectionError('no_calendars', 'x.'))).toMatchObject({ name: 'SelectionError' })
  expect(bare(new HttpError('not_found', 'x.'))).toStrictEqual({
    name: 'HttpError',
    code: 'not_found',
    status: 404,
    remedy: 'Check the path of the request.',
  })
})
