/**
 * Creates a random number generator: Mulberry32 by Tommy Ettinger (public domain), as published in
 * github.com/bryc/code, `jshash/PRNGs.md`. `Math.random` takes no seed, and nothing here has to be unguessable.
 *
 * @param seed An integer. Its lowest 32 bits count.
 * @returns Numbers from 0 (inclusive) to 1 (exclusive). The same seed gives the same sequence.
 */
export function createSeededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
