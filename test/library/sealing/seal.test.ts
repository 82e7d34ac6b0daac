import fc from 'fast-check'
import { base64url, CompactEncrypt } from 'jose'
import { expect, test } from 'vitest'
import { sealClaims, unsealClaims } from '../../../src/sealing/claims.ts'
import { findSeal, seal } from '../../../src/sealing/seal.ts'
import { createKeys, deriveKeyBytes, KEY, OTHER_KEY } from '../../helpers/fixtures.ts'

const NOW = Date.UTC(2026, 0, 1)
const SEALING = { purpose: 'test', audience: 'https://app.example.com', nowMs: NOW, ttlSeconds: 60 }
const OPENING = { purpose: 'test', audience: 'https://app.example.com', nowMs: NOW }
const CLAIMS = { sub: 'user-1' }

test('unsealClaims() returns invalid when any bit was flipped', async () => {
  const ring = createKeys()
  const sealed = await sealClaims(ring, CLAIMS, SEALING)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (let index = 0; index < sealed.length; index++) {
    const value = alphabet.indexOf(sealed.charAt(index))
    if (value < 0) continue
    for (let bit = 1; bit < 64; bit *= 2) {
      const flipped = sealed.slice(0, index) + alphabet.charAt(value ^ bit) + sealed.slice(index + 1)
      expect(await unsealClaims(ring, flipped, OPENING)).toEqual({ status: 'invalid' })
    }
  }
})

test('unsealClaims() returns invalid for any other string', async () => {
  const ring = createKeys()
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.stringMatching(/^[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*$/)),
      async (text) => {
        expect(await unsealClaims(ring, text, OPENING)).toEqual({ status: 'invalid' })
      },
    ),
  )
})

test.each([
  ['for another purpose', { ...OPENING, purpose: 'other' }],
  ['for another origin', { ...OPENING, audience: 'https://other.example.com' }],
])('unsealClaims() returns invalid when it was sealed %s', async (_, opening) => {
  const sealed = await sealClaims(createKeys(), CLAIMS, SEALING)
  expect(await unsealClaims(createKeys(), sealed, opening)).toEqual({ status: 'invalid' })
})

test('unsealClaims() returns invalid when the key was removed from the ring (T19)', async () => {
  const sealed = await sealClaims(createKeys(KEY), CLAIMS, SEALING)
  expect(await unsealClaims(createKeys(OTHER_KEY), sealed, OPENING)).toEqual({ status: 'invalid' })
})

test.each([
  ['is compressed', { alg: 'dir', enc: 'A256GCM', zip: 'DEF' }],
  ['uses another encryption', { alg: 'dir', enc: 'A128CBC-HS256' }],
  ['uses another algorithm', { alg: 'A256GCMKW', enc: 'A256GCM' }],
])('unsealClaims() returns invalid when a seal of the right key %s', async (_, header) => {
  const claims = { ...CLAIMS, aud: SEALING.audience, iat: NOW / 1000, exp: NOW / 1000 + 60 }
  const sealed = await sealText(JSON.stringify(claims), header)
  expect(await unsealClaims(createKeys(), sealed, OPENING)).toEqual({ status: 'invalid' })
})

test('unsealClaims() returns expired with the claims from the second of expiry on (T6)', async () => {
  const sealed = await sealClaims(createKeys(), CLAIMS, SEALING)
  expect(await unsealClaims(createKeys(), sealed, { ...OPENING, nowMs: NOW + 59_999 })).toMatchObject({
    status: 'valid',
  })
  expect(await unsealClaims(createKeys(), sealed, { ...OPENING, nowMs: NOW + 60_000 })).toMatchObject({
    status: 'expired',
    claims: CLAIMS,
  })
})

test('unsealClaims() returns the claims when any key of the ring sealed them (T19)', async () => {
  const sealed = await sealClaims(createKeys(KEY), CLAIMS, SEALING)
  expect(await unsealClaims(createKeys(OTHER_KEY, KEY), sealed, OPENING)).toMatchObject({
    status: 'valid',
    claims: CLAIMS,
  })
})

test('sealClaims() uses the first key of the ring (T19)', async () => {
  const sealed = await sealClaims(createKeys(OTHER_KEY, KEY), CLAIMS, SEALING)
  expect(await unsealClaims(createKeys(OTHER_KEY), sealed, OPENING)).toMatchObject({ status: 'valid' })
  expect(await unsealClaims(createKeys(KEY), sealed, OPENING)).toEqual({ status: 'invalid' })
})

test('sealClaims() reveals no claim, and never returns the same seal twice', async () => {
  const sealed = await sealClaims(createKeys(), CLAIMS, SEALING)
  const segments = sealed.split('.').map((segment) => new TextDecoder().decode(base64url.decode(segment)))
  expect(segments.join()).not.toContain('user-1')
  expect(await sealClaims(createKeys(), CLAIMS, SEALING)).not.toBe(sealed)
})

test('unsealClaims() returns whatever was sealed', async () => {
  const ring = createKeys()
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const sealed = await sealClaims(ring, { text }, SEALING)
      expect(await unsealClaims(ring, sealed, OPENING)).toMatchObject({ status: 'valid', claims: { text } })
    }),
  )
})

test('unsealClaims() returns invalid when a seal is longer than 8192 characters', async () => {
  const ring = createKeys()
  const sealed = await sealClaims(ring, { text: 'x'.repeat(7000) }, SEALING)
  expect(sealed.length).toBeGreaterThan(8192)
  expect(await unsealClaims(ring, sealed, OPENING)).toEqual({ status: 'invalid' })
})

test.each([
  ['lacks iat', { iat: undefined }],
  ['lacks exp', { exp: undefined }],
  ['lacks aud', { aud: undefined }],
  ['has a text for iat', { iat: '1' }],
  ['has a text for exp', { exp: '99999999999' }],
  ['has a list for aud', { aud: [SEALING.audience] }],
  ['has nbf, which is never set', { nbf: NOW / 1000 - 60 }],
])('unsealClaims() returns invalid when a seal of the right key %s', async (_, claims) => {
  const text = JSON.stringify({ ...CLAIMS, aud: SEALING.audience, iat: NOW / 1000, exp: NOW / 1000 + 60, ...claims })
  expect(await unsealClaims(createKeys(), await sealText(text), OPENING)).toEqual({
    status: 'invalid',
  })
})

test.each(['', 'text', 'null', '[]', '1'])(
  'unsealClaims() returns invalid when a seal of the right key holds %j',
  async (text) => {
    expect(await unsealClaims(createKeys(), await sealText(text), OPENING)).toEqual({
      status: 'invalid',
    })
  },
)

test('unsealClaims() returns invalid when a seal of the right key holds bytes that are not UTF-8', async () => {
  const claims = { sub: '?', aud: SEALING.audience, iat: NOW / 1000, exp: NOW / 1000 + 60 }
  const bytes = new TextEncoder().encode(JSON.stringify(claims))
  const sealed = await sealBytes(bytes.with(bytes.indexOf('?'.charCodeAt(0)), 0xff))
  expect(await unsealClaims(createKeys(), sealed, OPENING)).toEqual({ status: 'invalid' })
})

test('sealClaims() lets no claim replace audience and times', async () => {
  const sealed = await sealClaims(
    createKeys(),
    { ...CLAIMS, aud: 'https://other.example.com', iat: 0, exp: 99999999999 },
    SEALING,
  )
  expect(await unsealClaims(createKeys(), sealed, OPENING)).toEqual({
    status: 'valid',
    claims: { ...CLAIMS, aud: SEALING.audience, iat: NOW / 1000, exp: NOW / 1000 + 60 },
  })
})

test('unsealClaims() accepts 8192 characters, and no more', async () => {
  const ring = createKeys()
  const sealOf = (length: number) => sealClaims(ring, { ...CLAIMS, text: 'x'.repeat(length) }, SEALING)
  const statuses = new Map<number, string>()
  for (let length = 5850; length < 6010; length++) {
    const sealed = await sealOf(length)
    statuses.set(sealed.length, (await unsealClaims(ring, sealed, OPENING)).status)
  }
  expect(statuses.get(8192)).toBe('valid')
  expect([...statuses.keys()].some((length) => length > 8192)).toBe(true)
  for (const [length, status] of statuses) expect(status, `${length}`).toBe(length <= 8192 ? 'valid' : 'invalid')
})

test('sealClaims() and unsealClaims() throw when the ring is unusable, because the seal is not the cause', async () => {
  const sealed = await sealClaims(createKeys(), CLAIMS, SEALING)
  const [first] = await createKeys().keysFor('test')
  await expect(sealClaims({ keysFor: async () => [] }, CLAIMS, SEALING)).rejects.toThrow(
    'Cannot seal: the key ring is empty',
  )
  const broken = { keysFor: async () => [{ kid: first?.kid ?? '', key: 'no key' as never }] }
  await expect(unsealClaims(broken, sealed, OPENING)).rejects.toThrow(TypeError)
  await expect(sealClaims(createKeys(), CLAIMS, { ...SEALING, nowMs: Number.NaN })).rejects.toThrow(
    'the expiry would be',
  )
})

test('seal() never returns a value that contains "--" (T32)', async () => {
  const ring = createKeys()
  const seals = await Promise.all(Array.from({ length: 300 }, () => seal(ring, new Uint8Array(1500), 'test')))
  expect(seals.filter((sealed) => sealed.includes('--'))).toEqual([])
})

test.each([
  ['?error=access_denied', '?error=access_denied'],
  ['error=access_denied', 'error=access_denied'],
  ['.', '.'],
  ['"', '"'],
  ['&amp;', '&amp;'],
])('findSeal() finds a seal that is followed by %j', async (added, rest) => {
  const sealed = await sealClaims(createKeys(), CLAIMS, SEALING)
  expect(findSeal(sealed + added)).toEqual({ sealed, rest })
  expect(findSeal(`"${sealed}${added}`)).toEqual({ sealed, rest })
})

test.each(['', 'a.b', 'a'.repeat(20_000), `${'a.'.repeat(8000)}`])('findSeal() finds nothing in %j', (text) => {
  expect(findSeal(text)).toBeUndefined()
})

/** A seal that another program with the key could create. */
async function sealText(text: string, header?: { alg: string; enc: string }): Promise<string> {
  return sealBytes(new TextEncoder().encode(text), header)
}

async function sealBytes(bytes: Uint8Array, header = { alg: 'dir', enc: 'A256GCM' }): Promise<string> {
  const [key] = await createKeys().keysFor('test')
  return new CompactEncrypt(bytes)
    .setProtectedHeader({ ...header, typ: 'test', kid: key?.kid ?? '' })
    .encrypt(await deriveKeyBytes(KEY, 'test'))
}
