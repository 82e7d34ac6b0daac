import { expect, test } from 'vitest'
import {
  calendarDigest,
  sealPermissionRequest,
  unsealPermissionRequest,
} from '../../../src/sealing/permission-request.ts'
import { sealClaims, unsealClaims } from '../../../src/sealing/seal.ts'
import { createKeys, rejectionOf } from '../../helpers/fixtures.ts'

const NOW = Date.UTC(2026, 0, 1)
const ISSUER = 'https://app.example.com'
const SEALING = { issuer: ISSUER, nowMs: NOW, ttlSeconds: 3600 }
const REQUEST = {
  requestId: '0b8f0a4e-7a55-4a8c-9f3a-6f2c6d0c1e11',
  subject: 'user-1',
  dataCenter: 'de',
  permissionLevel: 'unrestricted',
  returnTo: 'https://app.example.com/settings',
} as const

async function sealed(calendars = 1, overrides: object = {}) {
  const ids = Array.from({ length: calendars }, (_, index) => `cal_n23kjnwrw2_${index}`)
  return sealPermissionRequest(
    createKeys(),
    { ...REQUEST, calendars: await Promise.all(ids.map(calendarDigest)), ...overrides },
    SEALING,
  )
}

test.each([
  ['too long', `https://app.example.com/${'a'.repeat(2025)}`],
  ['not as a URL has it', 'https://app.example.com/日'],
  ['holding a quotation mark', 'https://app.example.com/"'],
  ['empty', ''],
])('sealPermissionRequest() throws when returnTo is %s', async (_, returnTo) => {
  expect(await rejectionOf(sealed(1, { returnTo }))).toMatchObject({ code: 'invalid_return_to' })
})

test('unsealPermissionRequest() unseals whatever sealPermissionRequest() accepts', async () => {
  const longest = {
    returnTo: `https://app.example.com/${'a'.repeat(2024)}`,
    subject: '\u0001'.repeat(128),
  }
  expect(await unsealPermissionRequest(createKeys(), await sealed(250, longest), { nowMs: NOW })).toMatchObject(longest)
})

test.each([
  ['text', 'not-a-seal'],
  ['nothing', ''],
  ['no text', 5 as unknown as string],
])('unsealPermissionRequest() throws when it is given %s', async (_, value) => {
  const error = await rejectionOf(unsealPermissionRequest(createKeys(), value, { nowMs: NOW }))
  expect(error).toMatchObject({ name: 'SealedRequestError', code: 'invalid_sealed_request' })
})

test('unsealPermissionRequest() throws when an authentic seal is not a request', async () => {
  for (const claims of [{}, { jti: 'x', sub: 'y', dc: 'eu', cal: '' }, { jti: 'x', sub: 'y', dc: 'de' }]) {
    const value = await sealClaims(createKeys(), claims, { ...SEALING, purpose: 'permission-request' })
    expect(await rejectionOf(unsealPermissionRequest(createKeys(), value, { nowMs: NOW }))).toMatchObject({
      code: 'invalid_sealed_request',
    })
  }
})

test('unsealPermissionRequest() throws when another origin sealed it', async () => {
  const error = await rejectionOf(
    unsealPermissionRequest(createKeys(), await sealed(), { issuer: 'https://other.example.com', nowMs: NOW }),
  )
  expect(error).toMatchObject({ code: 'invalid_sealed_request' })
})

test('unsealPermissionRequest() reveals returnTo when the request has expired (T6)', async () => {
  const value = await sealed()
  expect(await unsealPermissionRequest(createKeys(), value, { nowMs: NOW + 3_599_999 })).toMatchObject({
    subject: 'user-1',
  })
  const error = await rejectionOf(unsealPermissionRequest(createKeys(), value, { nowMs: NOW + 3_600_000 }))
  expect(error).toMatchObject({ code: 'expired_sealed_request', returnTo: 'https://app.example.com/settings' })
})

test('unsealPermissionRequest() returns what was sealed', async () => {
  const opened = await unsealPermissionRequest(createKeys(), await sealed(3), { issuer: ISSUER, nowMs: NOW })
  expect(opened).toMatchObject(REQUEST)
  expect(opened.calendars).toEqual(
    await Promise.all(['cal_n23kjnwrw2_0', 'cal_n23kjnwrw2_1', 'cal_n23kjnwrw2_2'].map(calendarDigest)),
  )
})

test('sealPermissionRequest() stays within its documented length for 1, 100, and 250 calendars', async () => {
  // Measured: 448, 1,856, and 3,990. The origin of an application adds a few characters.
  expect((await sealed(1)).length).toBeLessThanOrEqual(460)
  expect((await sealed(100)).length).toBeLessThanOrEqual(1870)
  expect((await sealed(250)).length).toBeLessThanOrEqual(4000)
})

test('sealPermissionRequest() seals these claims and no others', async () => {
  const ring = createKeys()
  const value = await sealPermissionRequest(
    ring,
    {
      requestId: 'r',
      subject: 's',
      dataCenter: 'de',
      permissionLevel: 'unrestricted',
      calendars: [await calendarDigest('a')],
    },
    SEALING,
  )
  const opened = await unsealClaims(ring, value, { purpose: 'permission-request', issuer: ISSUER, nowMs: NOW })
  expect(opened).toStrictEqual({
    status: 'valid',
    claims: {
      jti: 'r',
      sub: 's',
      dc: 'de',
      lvl: 'unrestricted',
      cal: 'ypeBEsobvco',
      iss: ISSUER,
      iat: NOW / 1000,
      exp: NOW / 1000 + 3600,
    },
  })
  expect(await unsealPermissionRequest(ring, value, { nowMs: NOW })).not.toHaveProperty('returnTo')
})

test.each([{ jti: 5 }, { sub: 5 }, { dc: 'eu' }, { dc: 5 }, { lvl: 5 }, { lvl: 'sandbox' }, { cal: 5 }])(
  'unsealPermissionRequest() throws when an authentic seal has %j',
  async (wrong) => {
    const claims = { jti: 'r', sub: 's', dc: 'de', lvl: 'unrestricted', cal: '', ...wrong } as never
    const value = await sealClaims(createKeys(), claims, { ...SEALING, purpose: 'permission-request' })
    expect(await rejectionOf(unsealPermissionRequest(createKeys(), value, { nowMs: NOW }))).toMatchObject({
      code: 'invalid_sealed_request',
    })
  },
)
