import { expect, test } from 'vitest'
import { sipHash, sipHash32 } from '../../../src/sealing/siphash.ts'

const KEY = Uint8Array.from({ length: 16 }, (_, index) => index)

/** The reference vectors of the authors, `vectors_sip64` in their `vectors.h`: the data is 0, 1, 2, … */
test.each([
  [0, 0x726fdb47, 0xdd0e0e31],
  [1, 0x74f839c5, 0x93dc67fd],
  [2, 0x0d6c8009, 0xd9a94f5a],
  [3, 0x85676696, 0xd7fb7e2d],
  [7, 0xab0200f5, 0x8b01d137],
  [8, 0x93f5f579, 0x9a932462],
  [15, 0xa129ca61, 0x49be45e5],
  [16, 0x3f2acc7f, 0x57c29bdb],
  [63, 0x958a324c, 0xeb064572],
])('sipHash() has the reference hash of %i bytes', (length, high, low) => {
  const data = Uint8Array.from({ length }, (_, index) => index)
  expect(sipHash(KEY, data)).toEqual([low, high])
  expect(sipHash32(KEY, data)).toBe(low)
})

/** Computed with the authors' algorithm on integers of 64 bits. */
test('sipHash() carries nothing when two lower halves add up to exactly 32 bits of ones', () => {
  const key = Uint8Array.of(0xe7, 0xf5, 0xe8, 0xe1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  expect(sipHash(key, new Uint8Array())).toEqual([0xf2ccfc85, 0x9f4a276e])
})

test('sipHash() accepts a part of a longer buffer', () => {
  const buffer = new Uint8Array([9, 9, ...KEY, 9])
  expect(sipHash(buffer.subarray(2, 18), new Uint8Array())).toEqual(sipHash(KEY, new Uint8Array()))
})
