import fc from 'fast-check'
import { CompactEncrypt } from 'jose'
import { expect, test } from 'vitest'
import { drawCalendarHash } from '../../../src/sealing/calendar-hash.ts'
import { sealClaims, unsealClaims } from '../../../src/sealing/claims.ts'
import { sealPermissionRequest, unsealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import { createKeys, deriveKeyBytes, KEY, OTHER_KEY, rejectionOf } from '../../helpers/fixtures.ts'

/** Every purpose of a seal, in the library and in the worker. */
const PURPOSES = [
  'permission-request',
  'session',
  'oauth-attempt',
  'calendar-filter',
  'connection-link',
  'connection',
  'calendar-choice-link',
  'calendar-choice',
] as const

const NOW = Date.UTC(2026, 0, 1)
const ORIGIN = 'https://app.example.com'
const SEALING = { audience: ORIGIN, nowMs: NOW, ttlSeconds: 60 }
const OPENING = { audience: ORIGIN, nowMs: NOW }

const PAIRS = PURPOSES.flatMap((sealed) => PURPOSES.map((opened) => [sealed, opened] as const))

test.each(PAIRS)('a seal for %s unseals for %s only if they are the same (T13, T29)', async (sealed, opened) => {
  const claims = { sub: 'user-1' }
  const value = await sealClaims(createKeys(), claims, { ...SEALING, purpose: sealed })
  expect(await unsealClaims(createKeys(), value, { ...OPENING, purpose: opened })).toMatchObject(
    sealed === opened ? { status: 'valid', claims } : { status: 'invalid' },
  )
})

test('unsealClaims() returns invalid for any other purpose (T13)', async () => {
  const ring = createKeys()
  const value = await sealClaims(ring, {}, { ...SEALING, purpose: 'session' })
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), async (purpose) => {
      fc.pre(purpose !== 'session')
      expect(await unsealClaims(ring, value, { ...OPENING, purpose })).toEqual({ status: 'invalid' })
    }),
  )
})

const CLAIMS = { aud: ORIGIN, iat: NOW / 1000, exp: NOW / 1000 + 60, sub: 'user-1' }

async function sealWith(secret: string, keyPurpose: string, typ: string): Promise<string> {
  const [ours] = await createKeys().keysFor('session')
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(CLAIMS)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ, kid: ours?.kid ?? '' })
    .encrypt(await deriveKeyBytes(secret, keyPurpose))
}

test('unsealClaims() returns invalid when a wrong key has the right ID (T13, T19)', async () => {
  const opening = { ...OPENING, purpose: 'session' }
  expect(await unsealClaims(createKeys(), await sealWith(KEY, 'session', 'session'), opening)).toMatchObject({
    status: 'valid',
  })
  expect(await unsealClaims(createKeys(), await sealWith(OTHER_KEY, 'session', 'session'), opening)).toEqual({
    status: 'invalid',
  })
})

test('unsealClaims() returns invalid when the header or the key is of another purpose (T13, T29)', async () => {
  const opening = { ...OPENING, purpose: 'session' }
  for (const [keyPurpose, typ] of [
    ['session', 'oauth-attempt'],
    ['oauth-attempt', 'session'],
  ] as const) {
    expect(await unsealClaims(createKeys(), await sealWith(KEY, keyPurpose, typ), opening)).toEqual({
      status: 'invalid',
    })
  }
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
  const hash = drawCalendarHash(['a', 'b'])
  const redirectUri = `${ORIGIN}/return`
  const visible = fc.stringMatching(/^[a-z0-9/?=&%.-]{0,80}$/)
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      visible,
      fc.nat(),
      fc.constantFrom(...'AZaz09-_.~ \n\0'),
      async (subject, path, position, character) => {
        const request = {
          requestId: '0b8f0a4e-7a55-4a8c-9f3a-6f2c6d0c1e11',
          subject,
          dataCenter: 'de',
          permissionLevel: 'unrestricted',
          returnTo: `${ORIGIN}/${path}`,
          calendars: ['a', 'b'].map(hash.digestOf),
          hashKey: hash.key,
        } as const
        const value = await sealPermissionRequest(ring, request, { redirectUri, nowMs: NOW, ttlSeconds: 60 })
        expect(await unsealPermissionRequest(ring, value, { redirectUri, nowMs: NOW })).toEqual(request)
        const index = position % value.length
        fc.pre(value[index] !== character)
        const broken = value.slice(0, index) + character + value.slice(index + 1)
        expect(await rejectionOf(unsealPermissionRequest(ring, broken, { redirectUri, nowMs: NOW }))).toMatchObject({
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
