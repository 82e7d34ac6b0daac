import fc from 'fast-check'
import { base64url, CompactEncrypt } from 'jose'
import { expect, test } from 'vitest'
import {
  calendarDigest,
  sealPermissionRequest,
  unsealPermissionRequest,
} from '../../../src/sealing/permission-request.ts'
import { sealClaims, unsealClaims } from '../../../src/sealing/seal.ts'
import { createKeys, KEY, OTHER_KEY, rejectionOf } from '../../helpers/fixtures.ts'

/** Every purpose of a seal, in the library and in the connect app. */
const PURPOSES = ['permission-request', 'session', 'oauth-attempt', 'calendar-filter'] as const

const NOW = Date.UTC(2026, 0, 1)
const ISSUER = 'https://app.example.com'
const SEALING = { issuer: ISSUER, nowMs: NOW, ttlSeconds: 60 }
const OPENING = { issuer: ISSUER, nowMs: NOW }

const PAIRS = PURPOSES.flatMap((sealed) => PURPOSES.map((opened) => [sealed, opened] as const))

test.each(PAIRS)('a seal for %s unseals for %s only if they are the same (T13)', async (sealed, opened) => {
  // Claims that are valid for every purpose.
  const own = { jti: 'j', lvl: 'unrestricted', cal: await calendarDigest('a') }
  const claims = { sub: 'user-1', dc: 'de', at: 'x', name: 'x', state: 's', ...own }
  const value = await sealClaims(createKeys(), claims, { ...SEALING, purpose: sealed })
  expect(await unsealClaims(createKeys(), value, { ...OPENING, purpose: opened })).toMatchObject(
    sealed === opened ? { status: 'valid', claims } : { status: 'invalid' },
  )
  const request = unsealPermissionRequest(createKeys(), value, OPENING)
  if (sealed === 'permission-request') expect(await request).toMatchObject({ subject: 'user-1' })
  else expect(await rejectionOf(request)).toMatchObject({ code: 'invalid_sealed_request' })
})

test('unsealClaims() returns invalid for any other purpose (T13)', async () => {
  const ring = createKeys()
  const value = await sealClaims(ring, {}, { ...SEALING, purpose: 'permission-request' })
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom(...PURPOSES.slice(1))), async (purpose) => {
      // Media types are compared without case and prefix (RFC 7515 section 4.1.9).
      fc.pre(purpose.toLowerCase().replace('application/', '') !== 'permission-request')
      expect(await unsealClaims(ring, value, { ...OPENING, purpose })).toEqual({ status: 'invalid' })
    }),
  )
})

test('unsealClaims() returns invalid when a wrong key has the right ID (T13, T19)', async () => {
  const [ours] = await createKeys().keys()
  const claims = { iss: ISSUER, iat: NOW / 1000, exp: NOW / 1000 + 60, sub: 'user-1' }
  const header = { alg: 'dir', enc: 'A256GCM', typ: 'session', kid: ours?.kid ?? '' }
  const sealWith = (key: string) =>
    new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader(header)
      .encrypt(base64url.decode(key))
  expect(await unsealClaims(createKeys(), await sealWith(KEY), { ...OPENING, purpose: 'session' })).toMatchObject({
    status: 'valid',
  })
  expect(await unsealClaims(createKeys(), await sealWith(OTHER_KEY), { ...OPENING, purpose: 'session' })).toEqual({
    status: 'invalid',
  })
})

test('unsealClaims() returns invalid when parts of two seals are exchanged (T13)', async () => {
  const one = (await sealClaims(createKeys(), { sub: 'user-1' }, { ...SEALING, purpose: 'session' })).split('.')
  const two = (await sealClaims(createKeys(), { sub: 'user-2' }, { ...SEALING, purpose: 'oauth-attempt' })).split('.')
  for (const index of [0, 2, 3, 4]) {
    const mixed = one.with(index, two[index] ?? '').join('.')
    for (const purpose of PURPOSES)
      expect(await unsealClaims(createKeys(), mixed, { ...OPENING, purpose })).toEqual({ status: 'invalid' })
  }
})

test('a seal unseals to what was sealed, and not at all when a character differs (T13)', async () => {
  const ring = createKeys()
  const calendars = await Promise.all(['a', 'b'].map(calendarDigest))
  const visible = fc.stringMatching(/^[a-z0-9/?=&%.-]{0,80}$/)
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      visible,
      fc.nat(),
      fc.constantFrom(...'AZaz09-_.~ \n\0'),
      async (subject, path, position, character) => {
        const request = {
          requestId: 'r',
          subject,
          dataCenter: 'de',
          permissionLevel: 'unrestricted',
          returnTo: `${ISSUER}/${path}`,
          calendars,
        } as const
        const value = await sealPermissionRequest(ring, request, SEALING)
        expect(await unsealPermissionRequest(ring, value, OPENING)).toEqual(request)
        const index = position % value.length
        fc.pre(value[index] !== character)
        const broken = value.slice(0, index) + character + value.slice(index + 1)
        expect(await rejectionOf(unsealPermissionRequest(ring, broken, OPENING))).toMatchObject({
          code: 'invalid_sealed_request',
        })
      },
    ),
  )
})

test('a seal is valid from its first millisecond to the last before its expiry, by the injected clock (T6)', async () => {
  const ring = createKeys()
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 86_400 }),
      fc.integer({ min: -5, max: 5 }),
      async (ttlSeconds, offMs) => {
        const value = await sealClaims(ring, {}, { ...SEALING, ttlSeconds, purpose: 'session' })
        const nowMs = NOW + ttlSeconds * 1000 + offMs
        const { status } = await unsealClaims(ring, value, { ...OPENING, nowMs, purpose: 'session' })
        expect(status).toBe(offMs < 0 ? 'valid' : 'expired')
      },
    ),
  )
})
