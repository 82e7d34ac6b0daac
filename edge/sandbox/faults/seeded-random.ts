/**
 * Chance that repeats itself: which calls a share of faults strikes.
 *
 * @module
 */

/**
 * Mulberry32 by Tommy Ettinger (public domain), as published in github.com/bryc/code, `jshash/PRNGs.md`. It is a dozen
 * lines, `Math.random` takes no seed, and nothing here has to be unguessable: no reason for a dependency.
 *
 * @param seed A whole number; its lowest 32 bits count.
 * @returns Numbers of at least 0 and less than 1, the same ones in the same order for the same seed.
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
