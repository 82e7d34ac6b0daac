import { expect, test } from 'vitest'
import { decodeFields, encodeFields } from '../../../src/sealing/fields.ts'

test('encodeFields() throws for a field whose length does not fit in two bytes', () => {
  expect(() => encodeFields([new Uint8Array(65_536)])).toThrow('Cannot encode a field of 65536 bytes.')
})

test('decodeFields() returns what was encoded, up to the longest field, and empty fields', () => {
  const fields = [new Uint8Array(65_535).fill(1), new Uint8Array(), Uint8Array.of(2), new Uint8Array()]
  expect(decodeFields(encodeFields(fields), 4)).toEqual(fields)
})

test.each([
  ['is longer than the bytes', [0, 2, 1]],
  ['has half a length', [0, 1, 1, 0]],
])('decodeFields() returns undefined when the last field %s', (_, bytes) => {
  expect(decodeFields(Uint8Array.from(bytes), 1)).toBeUndefined()
})
