import { base64url, calculateJwkThumbprint } from 'jose'
import { expect, test } from 'vitest'
import { createKeyRing } from '../../../src/sealing/key-ring.ts'
import { KEY, OTHER_KEY } from '../../helpers/fixtures.ts'

test.each([
  ['there is none', [], 'There is no sealing key'],
  ['it is short (T19)', [KEY.slice(0, 42)], 'key 1 of 1 is not 32 bytes long'],
  ['it is long (T19)', [`${KEY}AAA`], 'key 1 of 1 is not 32 bytes long'],
  ['it is padded base64', [KEY, `${KEY}=`], 'key 2 of 2 is not base64url without padding'],
  ['it is empty', [''], 'key 1 of 1 is not 32 bytes long'],
  ['it is a placeholder (T19)', ['A'.repeat(43)], 'key 1 of 1 is not random'],
  ['it is given twice', [KEY, KEY], 'key 2 of 2 is a duplicate'],
])('createKeyRing() throws when %s', (_, secrets, message) => {
  expect(() => createKeyRing(secrets)).toThrow(
    expect.objectContaining({ code: 'invalid_key', message: expect.stringContaining(message) }),
  )
})

test('createKeyRing() quotes no key in an error (T8)', () => {
  const nearly = KEY.slice(0, 42)
  expect(() => createKeyRing([nearly])).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining(nearly) }),
  )
})

test('createKeyRing() shows no key when it is printed (T8)', async () => {
  const ring = createKeyRing([KEY])
  await ring.keys()
  expect(JSON.stringify(ring)).toBe('{}')
  expect(String(ring.keys)).not.toContain(KEY)
})

test('keys() returns the keys in order, with IDs of 8 characters, not extractable', async () => {
  const [first, second] = await createKeyRing([KEY, OTHER_KEY]).keys()
  expect(first?.kid).toMatch(/^[A-Za-z0-9_-]{8}$/)
  expect(first?.kid).not.toBe(second?.kid)
  expect(first?.key.extractable).toBe(false)
})

test('keys() uses the beginning of the thumbprint as the ID of a key (RFC 7638)', async () => {
  const [first] = await createKeyRing([KEY]).keys()
  expect(first?.kid).toBe((await calculateJwkThumbprint({ kty: 'oct', k: KEY })).slice(0, 8))
})

test('keys() imports once', async () => {
  const ring = createKeyRing([KEY])
  expect(await ring.keys()).toBe(await ring.keys())
})

test('createKeyRing() accepts 16 distinct bytes, and rejects fewer (T19)', () => {
  const of = (different: number) =>
    base64url.encode(Uint8Array.from({ length: 32 }, (_, index) => Math.min(index, different - 1)))
  expect(() => createKeyRing([of(15)])).toThrow('is not random')
  expect(() => createKeyRing([of(16)])).not.toThrow()
})
