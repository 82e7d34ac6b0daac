import { base64url, calculateJwkThumbprint } from 'jose'
import { expect, test } from 'vitest'
import { createKeyRing, createSealingKey } from '../../../src/sealing/key-ring.ts'
import { deriveKeyBytes, KEY, OTHER_KEY } from '../../helpers/fixtures.ts'

const HEX = Array.from(base64url.decode(KEY), (byte) => byte.toString(16).padStart(2, '0')).join('')
const BASE64 = `${KEY.replaceAll('-', '+').replaceAll('_', '/')}=`

const INVALID: readonly [string, (string | undefined)[], string][] = [
  ['there is none', [], 'The sealing key is missing'],
  ['it is undefined', [undefined], 'key 1 of 1 is missing'],
  ['it is empty', [KEY, ''], 'key 2 of 2 is missing'],
  ['it is short (T19)', [KEY.slice(0, 42)], 'key 1 of 1 is not 32 bytes in base64url, base64, or hex'],
  ['it is long (T19)', [`${KEY}AAA`], 'key 1 of 1 is not 32 bytes'],
  ['it is short in hex (T19)', [HEX.slice(2)], 'key 1 of 1 is not 32 bytes'],
  ['it is long in hex (T19)', [`${HEX}0`], 'key 1 of 1 is not 32 bytes'],
  ['it is hex with a prefix', [`0x${HEX}`], 'key 1 of 1 is not 32 bytes'],
  ['it is a number', [5 as unknown as string], 'key 1 of 1 is not 32 bytes'],
  ['it is padded twice', [`${KEY}==`], 'key 1 of 1 is not 32 bytes'],
  ['it mixes two alphabets', [`+_${KEY.slice(2)}`], 'key 1 of 1 is not 32 bytes'],
  ['it is a placeholder (T19)', ['A'.repeat(43)], 'key 1 of 1 is not random'],
  ['it is a placeholder in hex (T19)', ['0'.repeat(64)], 'key 1 of 1 is not random'],
  ['it is given twice', [KEY, KEY], 'key 2 of 2 is a duplicate'],
  ['it is given twice in two forms', [KEY, HEX], 'key 2 of 2 is a duplicate'],
]

test.each(INVALID)('createKeyRing() throws when %s', (_, secrets, message) => {
  expect(() => createKeyRing(secrets)).toThrow(
    expect.objectContaining({ code: 'invalid_key', message: expect.stringContaining(message) }),
  )
})

test.each(INVALID)('keysFor() throws with a function when %s', async (_, secrets, message) => {
  const ring = createKeyRing(() => secrets)
  await expect(ring.keysFor('test')).rejects.toMatchObject({
    code: 'invalid_key',
    message: expect.stringContaining(message),
  })
})

test.each([
  ['base64', BASE64],
  ['base64 without padding', BASE64.replace('=', '')],
  ['padded base64url', `${KEY}=`],
  ['hex', HEX],
  ['upper-case hex', HEX.toUpperCase()],
  ['a line of a file', `${KEY}\n`],
])('createKeyRing() reads %s as the same key', async (_, secret) => {
  const [key] = await createKeyRing([secret]).keysFor('test')
  expect(key?.kid).toBe((await createKeyRing([KEY]).keysFor('test'))[0]?.kid)
})

test('createKeyRing() reads the characters that base64 and base64url write differently', async () => {
  expect(OTHER_KEY).toMatch(/-.*_/)
  const standard = `${OTHER_KEY.replaceAll('-', '+').replaceAll('_', '/')}=`
  const [ring, other] = [createKeyRing([standard]), createKeyRing([OTHER_KEY])]
  expect((await ring.keysFor('test'))[0]?.kid).toBe((await other.keysFor('test'))[0]?.kid)
})

test('createKeyRing() accepts keys that differ in one byte', () => {
  const changed = base64url.encode(base64url.decode(KEY).with(0, 0))
  expect(() => createKeyRing([KEY, changed])).not.toThrow()
})

test('createKeyRing() calls a function on first use, and again only after an error', async () => {
  let calls = 0
  const ring = createKeyRing(() => (++calls === 1 ? [undefined] : [KEY]))
  expect(calls).toBe(0)
  await expect(ring.keysFor('test')).rejects.toMatchObject({ code: 'invalid_key' })
  for (const purpose of ['test', 'test', 'other']) expect(await ring.keysFor(purpose)).toHaveLength(1)
  expect(calls).toBe(2)
})

test('createSealingKey() creates another usable key each time', async () => {
  const secrets = [createSealingKey(), createSealingKey()]
  expect(await createKeyRing(secrets).keysFor('test')).toHaveLength(2)
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/)
})

test('createKeyRing() quotes no key in an error (T8)', () => {
  const nearly = KEY.slice(0, 42)
  expect(() => createKeyRing([nearly])).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining(nearly) }),
  )
})

test('createKeyRing() shows no key when it is printed (T8)', async () => {
  const ring = createKeyRing([KEY])
  await ring.keysFor('test')
  expect(JSON.stringify(ring)).toBe('{}')
  expect(String(ring.keysFor)).not.toContain(KEY)
})

test('keysFor() returns the keys in order, with IDs of 8 characters, not extractable', async () => {
  const [first, second] = await createKeyRing([KEY, OTHER_KEY]).keysFor('test')
  expect(first?.kid).toMatch(/^[A-Za-z0-9_-]{8}$/)
  expect(first?.kid).not.toBe(second?.kid)
  expect(first?.key.extractable).toBe(false)
})

test('keysFor() uses the beginning of the thumbprint as the ID of a key (RFC 7638)', async () => {
  const [first] = await createKeyRing([KEY]).keysFor('test')
  expect(first?.kid).toBe((await calculateJwkThumbprint({ kty: 'oct', k: KEY })).slice(0, 8))
})

test('keysFor() derives the keys of a purpose once', async () => {
  const ring = createKeyRing([KEY])
  expect(await ring.keysFor('test')).toBe(await ring.keysFor('test'))
})

test('keysFor() derives another key for each purpose, by HKDF (RFC 5869) (T29)', async () => {
  const ring = createKeyRing([KEY])
  const iv = new Uint8Array(12)
  for (const purpose of ['permission-request', 'session']) {
    const [derived] = await ring.keysFor(purpose)
    const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, derived?.key as CryptoKey, new Uint8Array(4))
    const decryptWith = async (bytes: Uint8Array) => {
      const key = await crypto.subtle.importKey('raw', bytes as BufferSource, 'AES-GCM', false, ['decrypt'])
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, encrypted))
    }
    expect(await decryptWith(await deriveKeyBytes(KEY, purpose))).toEqual(new Uint8Array(4))
    await expect(decryptWith(await deriveKeyBytes(KEY, 'another'))).rejects.toThrow()
    await expect(decryptWith(base64url.decode(KEY))).rejects.toThrow()
  }
})

test('createKeyRing() accepts 16 distinct bytes, and rejects fewer (T19)', () => {
  const of = (different: number) =>
    base64url.encode(Uint8Array.from({ length: 32 }, (_, index) => Math.min(index, different - 1)))
  expect(() => createKeyRing([of(15)])).toThrow('is not random')
  expect(() => createKeyRing([of(16)])).not.toThrow()
})
