/**
 * SipHash-2-4: a keyed hash of short values. Without the key, no one can find two values with the same hash. Unlike
 * `crypto.subtle`, it needs no promise, so that a list of calendars is hashed in one turn of the event loop.
 *
 * @see https://www.aumasson.jp/siphash/siphash.pdf
 * @module
 */

export const SIPHASH_KEY_BYTES = 16

/** "somepseudorandomlygeneratedbytes" in four words, each as its low and its high half. */
const INITIAL_STATE = [
  [0x70736575, 0x736f6d65],
  [0x6e646f6d, 0x646f7261],
  [0x6e657261, 0x6c796765],
  [0x79746573, 0x74656462],
] as const

/** The state: four words of 64 bits, each as its low and its high half. */
type State = Int32Array

/** Hashes `data` with a key of 16 bytes. Returns the low 32 bits of the hash. */
export function sipHash32(key: Uint8Array, data: Uint8Array): number {
  return sipHash(key, data)[0]
}

/** Hashes `data` with a key of 16 bytes. Returns the low and the high half, both unsigned. */
export function sipHash(key: Uint8Array, data: Uint8Array): readonly [low: number, high: number] {
  const keyView = new DataView(key.buffer, key.byteOffset, SIPHASH_KEY_BYTES)
  const state: State = new Int32Array(8)
  for (const [index, [low, high]] of INITIAL_STATE.entries()) {
    const keyOffset = (index % 2) * 8
    state[2 * index] = low ^ keyView.getInt32(keyOffset, true)
    state[2 * index + 1] = high ^ keyView.getInt32(keyOffset + 4, true)
  }

  // The data, padded with zeros to full words. The last byte is the length.
  const padded = new DataView(new ArrayBuffer((Math.floor(data.length / 8) + 1) * 8))
  new Uint8Array(padded.buffer).set(data)
  padded.setUint8(padded.byteLength - 1, data.length & 0xff)
  for (let offset = 0; offset < padded.byteLength; offset += 8) {
    const low = padded.getInt32(offset, true)
    const high = padded.getInt32(offset + 4, true)
    xor(state, 3, low, high)
    rounds(state, 2)
    xor(state, 0, low, high)
  }

  xor(state, 2, 0xff, 0)
  rounds(state, 4)
  return [half(state, 0), half(state, 1)]
}

/** One half of the XOR of all four words, unsigned. */
function half(state: State, index: 0 | 1): number {
  return [0, 2, 4, 6].reduce((result, word) => result ^ at(state, word + index), 0) >>> 0
}

function rounds(state: State, count: number): void {
  for (let round = 0; round < count; round++) {
    add(state, 0, 1)
    rotateAndXor(state, 1, 13, 0)
    rotate(state, 0, 32)
    add(state, 2, 3)
    rotateAndXor(state, 3, 16, 2)
    add(state, 0, 3)
    rotateAndXor(state, 3, 21, 0)
    add(state, 2, 1)
    rotateAndXor(state, 1, 17, 2)
    rotate(state, 2, 32)
  }
}

function add(state: State, target: number, source: number): void {
  const low = (at(state, 2 * target) >>> 0) + (at(state, 2 * source) >>> 0)
  state[2 * target + 1] = at(state, 2 * target + 1) + at(state, 2 * source + 1) + (low > 0xffffffff ? 1 : 0)
  state[2 * target] = low
}

function rotateAndXor(state: State, word: number, bits: number, source: number): void {
  rotate(state, word, bits)
  xor(state, word, at(state, 2 * source), at(state, 2 * source + 1))
}

/** Rotates to the left by 1 to 32 bits. */
function rotate(state: State, word: number, bits: number): void {
  const low = at(state, 2 * word)
  const high = at(state, 2 * word + 1)
  state[2 * word] = bits === 32 ? high : (low << bits) | (high >>> (32 - bits))
  state[2 * word + 1] = bits === 32 ? low : (high << bits) | (low >>> (32 - bits))
}

function xor(state: State, word: number, low: number, high: number): void {
  state[2 * word] = at(state, 2 * word) ^ low
  state[2 * word + 1] = at(state, 2 * word + 1) ^ high
}

function at(state: State, index: number): number {
  return state[index] ?? 0
}
