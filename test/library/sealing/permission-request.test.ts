import { CompactEncrypt, compactDecrypt } from 'jose'
import { expect, test } from 'vitest'
import { drawCalendarHash } from '../../../src/sealing/calendar-hash.ts'
import { sealClaims } from '../../../src/sealing/claims.ts'
import { decodeFields, encodeFields } from '../../../src/sealing/fields.ts'
import {
  permissionRequestCookie,
  sealPermissionRequest,
  unsealPermissionRequest,
} from '../../../src/sealing/permission-request.ts'
import { createKeys, deriveKeyBytes, KEY, rejectionOf } from '../../helpers/fixtures.ts'

const NOW = Date.UTC(2026, 0, 1)
const REDIRECT_URI = 'https://app.example.com/permissions/return'
const SEALING = { redirectUri: REDIRECT_URI, nowMs: NOW, ttlSeconds: 3600 }
const OPENING = { redirectUri: REDIRECT_URI, nowMs: NOW }

const IDS = Array.from({ length: 250 }, (_, index) => `cal_n23kjnwrw2_${index}`)
const HASH = drawCalendarHash(IDS)
const REQUEST = {
  requestId: '0b8f0a4e-7a55-4a8c-9f3a-6f2c6d0c1e11',
  subject: 'user-1',
  dataCenter: 'de',
  permissionLevel: 'unrestricted',
  returnTo: 'https://app.example.com/settings',
  hashKey: HASH.key,
} as const

function sealed(count = 1, overrides: object = {}, options = SEALING): Promise<string> {
  const calendars = IDS.slice(0, count).map(HASH.digestOf)
  return sealPermissionRequest(createKeys(), { ...REQUEST, calendars, ...overrides }, options)
}

test.each([
  ['too long', `https://app.example.com/${'a'.repeat(2025)}`],
  ['not as a URL has it', 'https://app.example.com/日'],
  ['holding a quotation mark', 'https://app.example.com/"'],
  ['empty', ''],
])('sealPermissionRequest() throws when returnTo is %s', async (_, returnTo) => {
  expect(await rejectionOf(sealed(1, { returnTo }))).toMatchObject({ code: 'invalid_return_to' })
})

test('sealPermissionRequest() throws when requestId is not a UUID', async () => {
  await expect(sealed(1, { requestId: 'r' })).rejects.toThrow('requestId is not a UUID')
})

test.each([
  ['text', 'not-a-seal'],
  ['nothing', ''],
  ['a value that is no string', 5 as unknown as string],
])('unsealPermissionRequest() throws when it is given %s', async (_, value) => {
  const error = await rejectionOf(unsealPermissionRequest(createKeys(), value, OPENING))
  expect(error).toMatchObject({ name: 'SealedRequestError', code: 'invalid_sealed_request' })
})

test.each([
  ['a path', 'https://app.example.com/other/return'],
  ['an origin', 'https://staging.example.com/permissions/return'],
  ['a query', `${REDIRECT_URI}?tenant=2`],
])('unsealPermissionRequest() throws when another redirect URI differs in %s (T29)', async (_, redirectUri) => {
  const value = await sealed()
  expect(await rejectionOf(unsealPermissionRequest(createKeys(), value, { ...OPENING, redirectUri }))).toMatchObject({
    code: 'invalid_sealed_request',
  })
})

test('unsealPermissionRequest() reveals returnTo when the request has expired (T6)', async () => {
  const value = await sealed()
  expect(await unsealPermissionRequest(createKeys(), value, { ...OPENING, nowMs: NOW + 3_599_999 })).toMatchObject({
    subject: 'user-1',
  })
  const error = await rejectionOf(unsealPermissionRequest(createKeys(), value, { ...OPENING, nowMs: NOW + 3_600_000 }))
  expect(error).toMatchObject({ code: 'expired_sealed_request', returnTo: 'https://app.example.com/settings' })
})

test('unsealPermissionRequest() returns what was sealed, and nothing else', async () => {
  const calendars = IDS.slice(0, 3).map(HASH.digestOf)
  expect(await unsealPermissionRequest(createKeys(), await sealed(3), OPENING)).toStrictEqual({ ...REQUEST, calendars })
  const { returnTo, ...rest } = REQUEST
  const without = await unsealPermissionRequest(createKeys(), await sealed(3, { returnTo: undefined }), OPENING)
  expect(without).toStrictEqual({ ...rest, calendars })
})

test('unsealPermissionRequest() unseals the longest request', async () => {
  const longest = { returnTo: `https://app.example.com/${'a'.repeat(2024)}`, subject: '\u0001'.repeat(128) }
  expect(await unsealPermissionRequest(createKeys(), await sealed(250, longest), OPENING)).toMatchObject(longest)
})

test('unsealPermissionRequest() ignores what a person or a program added', async () => {
  const value = await sealed()
  for (const text of [`"${value}"`, `${value}.`, `${value}&amp;`, ` ${value}\n`]) {
    expect(await unsealPermissionRequest(createKeys(), text, OPENING)).toMatchObject({ subject: 'user-1' })
  }
})

test('the return URL for 250 calendars has at most 2,000 characters (T32)', async () => {
  const redirectUri = `https://app.example.com/${'r'.repeat(36)}`
  const returnTo = `https://app.example.com/${'t'.repeat(16)}`
  expect([redirectUri.length, returnTo.length]).toEqual([60, 40])
  const value = await sealed(250, { subject: 's'.repeat(128), returnTo }, { ...SEALING, redirectUri })
  expect(`${redirectUri}?request=${value}&error=access_denied`.length).toBeLessThanOrEqual(2000)
  expect(`${returnTo}?sealed_request=${value}&permission_error=access_denied`.length).toBeLessThanOrEqual(2000)
})

test('sealPermissionRequest() stays within its documented length for 1, 100, and 250 calendars', async () => {
  const returnTo = `https://app.example.com/${'t'.repeat(16)}`
  const lengths = await Promise.all([1, 100, 250].map(async (count) => (await sealed(count, { returnTo })).length))
  for (const [index, documented] of [340, 870, 1670].entries()) {
    expect(Math.abs((lengths[index] ?? 0) - documented), `${lengths}`).toBeLessThan(documented / 10)
  }
})

const encoder = new TextEncoder()

/** The fields of a valid seal, as another program with the key could seal them. */
async function fields(): Promise<(string | Uint8Array)[]> {
  const audience = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(REDIRECT_URI)), 0, 16)
  const times = [NOW / 1000, NOW / 1000 + 60].map(String)
  const requestId = new Uint8Array(16)
  return [audience, requestId, 's', 'de', '', ...times, 'unrestricted', new Uint8Array(16), new Uint8Array(4)]
}

async function sealBytes(bytes: Uint8Array): Promise<string> {
  const [key] = await createKeys().keysFor('permission-request')
  return new CompactEncrypt(bytes)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key?.kid ?? '', typ: 'permission-request' })
    .encrypt(await deriveKeyBytes(KEY, 'permission-request'))
}

test('unsealPermissionRequest() unseals what another program with the key has sealed', async () => {
  const value = await sealBytes(encodeFields(await fields()))
  expect(await unsealPermissionRequest(createKeys(), value, OPENING)).toMatchObject({ subject: 's', calendars: [0] })
})

test('sealPermissionRequest() seals when the request was issued, and when it expires', async () => {
  const { plaintext } = await compactDecrypt(await sealed(), await deriveKeyBytes(KEY, 'permission-request'))
  const [issuedAt, expiresAt] = (decodeFields(plaintext, 10) ?? []).slice(5, 7)
  expect([issuedAt, expiresAt].map((field) => Number(new TextDecoder().decode(field)))).toEqual([
    NOW / 1000,
    NOW / 1000 + 3600,
  ])
})

test.each([
  ['another audience', 0, new Uint8Array(16)],
  ['a short audience', 0, new Uint8Array(15)],
  ['a short request ID', 1, new Uint8Array(15)],
  ['a long request ID', 1, new Uint8Array(17)],
  ['another data center', 3, 'eu'],
  ['an expiry that is no number', 6, 'never'],
  ['a negative expiry', 6, '-1'],
  ['an expiry that only begins with a number', 6, '9999999999x'],
  ['an expiry that only ends with a number', 6, 'x9999999999'],
  ['no expiry', 6, ''],
  ['another level', 7, 'sandbox'],
  ['a short hash key', 8, new Uint8Array(15)],
  ['no calendar', 9, ''],
])('unsealPermissionRequest() throws when an authentic seal has %s', async (_, index, value) => {
  const sealedValue = await sealBytes(encodeFields((await fields()).with(index, value)))
  expect(await rejectionOf(unsealPermissionRequest(createKeys(), sealedValue, OPENING))).toMatchObject({
    code: 'invalid_sealed_request',
  })
})

test('unsealPermissionRequest() throws when an authentic seal has other fields', async () => {
  const valid = await fields()
  const bytes = encodeFields(valid)
  const broken = [
    encodeFields(valid.slice(0, -1)),
    encodeFields([...valid, '']),
    bytes.subarray(0, -1),
    Uint8Array.from([...bytes, 0]),
    new Uint8Array(),
    encoder.encode('{}'),
  ]
  for (const plaintext of broken) {
    const value = await sealBytes(plaintext)
    expect(await rejectionOf(unsealPermissionRequest(createKeys(), value, OPENING))).toMatchObject({
      code: 'invalid_sealed_request',
    })
  }
  const claims = await sealClaims(
    createKeys(),
    {},
    { ...SEALING, audience: REDIRECT_URI, purpose: 'permission-request' },
  )
  expect(await rejectionOf(unsealPermissionRequest(createKeys(), claims, OPENING))).toMatchObject({
    code: 'invalid_sealed_request',
  })
})

test('permissionRequestCookie() names one cookie for each mount point', () => {
  const names = ['https://a.example/x/return', 'https://a.example/y/return'].map(permissionRequestCookie)
  expect(new Set(names).size).toBe(2)
  for (const name of names) expect(name).toMatch(/^__Host-permission-request-[0-9a-f]{8}$/)
  const paths = Array.from({ length: 100 }, (_, index) => `https://a.example/${index}/return`)
  expect(paths.map(permissionRequestCookie).filter((name) => name.includes('-request-0'))).not.toEqual([])
  for (const name of paths.map(permissionRequestCookie)) expect(name).toMatch(/-[0-9a-f]{8}$/)
  expect(permissionRequestCookie('http://localhost:3000/return')).toMatch(/^permission-request-[0-9a-f]{8}$/)
})
