/**
 * SipHash-2-4: a keyed hash of short values. Without the key, no one can find two values with the same hash. Unlike
 * `crypto.subtle`, it needs no promise, so that a list of calendars is hashed in one turn of the event loop.
 *
 * The four words of 64 bits are eight numbers of 32 bits, because `BigInt` takes several times as long.
 *
 * @see https://www.aumasson.jp/siphash/siphash.pdf
 * @module
 */

export const SIPHASH_KEY_BYTES = 16

/** Hashes `data` with a key of 16 bytes. Returns the low 32 bits of the hash. */
export function sipHash32(key: Uint8Array, data: Uint8Array): number {
  return sipHash(key, data)[0]
}

/** Hashes `data` with a key of 16 bytes. Returns the low and the high half, both unsigned. */
export function sipHash(key: Uint8Array, data: Uint8Array): readonly [low: number, high: number] {
  const keyView = new DataView(key.buffer, key.byteOffset, SIPHASH_KEY_BYTES)
  const [key0Low, key0High] = [keyView.getInt32(0, true), keyView.getInt32(4, true)]
  const [key1Low, key1High] = [keyView.getInt32(8, true), keyView.getInt32(12, true)]
  // "somepseudorandomlygeneratedbytes" in four words.
  let low0 = key0Low ^ 0x70736575
  let high0 = key0High ^ 0x736f6d65
  let low1 = key1Low ^ 0x6e646f6d
  let high1 = key1High ^ 0x646f7261
  let low2 = key0Low ^ 0x6e657261
  let high2 = key0High ^ 0x6c796765
  let low3 = key1Low ^ 0x79746573
  let high3 = key1High ^ 0x74656462

  // The data, padded with zeros to full words. The last byte is the length.
  const words = Math.floor(data.length / 8) + 1
  const padded = new Uint8Array(words * 8)
  padded.set(data)
  padded[padded.length - 1] = data.length
  const view = new DataView(padded.buffer)
  // Two rounds for each word, and four at the end.
  for (let round = 0; round < 2 * words + 4; round++) {
    const isWord = round < 2 * words
    const offset = 4 * (round - (round % 2))
    const low = isWord ? view.getInt32(offset, true) : 0
    const high = isWord ? view.getInt32(offset + 4, true) : 0
    if (isWord && round % 2 === 0) {
      low3 ^= low
      high3 ^= high
    }
    if (round === 2 * words) low2 ^= 0xff

    let sum = (low0 >>> 0) + (low1 >>> 0)
    high0 = (high0 + high1 + (sum > 0xffffffff ? 1 : 0)) | 0
    low0 = sum | 0
    let swap = (low1 << 13) | (high1 >>> 19)
    high1 = ((high1 << 13) | (low1 >>> 19)) ^ high0
    low1 = swap ^ low0
    swap = low0
    low0 = high0
    high0 = swap

    sum = (low2 >>> 0) + (low3 >>> 0)
    high2 = (high2 + high3 + (sum > 0xffffffff ? 1 : 0)) | 0
    low2 = sum | 0
    swap = (low3 << 16) | (high3 >>> 16)
    high3 = ((high3 << 16) | (low3 >>> 16)) ^ high2
    low3 = swap ^ low2

    sum = (low0 >>> 0) + (low3 >>> 0)
    high0 = (high0 + high3 + (sum > 0xffffffff ? 1 : 0)) | 0
    low0 = sum | 0
    swap = (low3 << 21) | (high3 >>> 11)
    high3 = ((high3 << 21) | (low3 >>> 11)) ^ high0
    low3 = swap ^ low0

    sum = (low2 >>> 0) + (low1 >>> 0)
    high2 = (high2 + high1 + (sum > 0xffffffff ? 1 : 0)) | 0
    low2 = sum | 0
    swap = (low1 << 17) | (high1 >>> 15)
    high1 = ((high1 << 17) | (low1 >>> 15)) ^ high2
    low1 = swap ^ low2
    swap = low2
    low2 = high2
    high2 = swap

    if (isWord && round % 2 === 1) {
      low0 ^= low
      high0 ^= high
    }
  }
  return [(low0 ^ low1 ^ low2 ^ low3) >>> 0, (high0 ^ high1 ^ high2 ^ high3) >>> 0]
}
