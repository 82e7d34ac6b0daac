/**
 * Seeded choices.
 *
 * @module
 */
import { createSeededRandom } from '../../edge/sandbox/faults/seeded-random.ts'

/** Choices that repeat themselves for the same seed. */
export interface Rng {
  /** At least 0 and less than 1. */
  next(): number
  /** A whole number of at least 0 and less than `end`. */
  integerBelow(end: number): number
  pick<Value>(values: readonly [Value, ...Value[]]): Value
  /** By weight: of `{a: 3, b: 1}`, `a` three times out of four. */
  pickWeighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name
}

/** The choices of one flow: independent of those of any other, so that one flow can be replayed alone. */
export function createRng(seed: number, flow: number): Rng {
  const next = createSeededRandom(Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) ^ Math.imul(flow + 1, 0x85ebca6b))
  // Neighbouring seeds begin alike.
  for (let skipped = 0; skipped < 4; skipped++) next()
  const integerBelow = (end: number) => Math.floor(next() * end)
  return {
    next,
    integerBelow,
    pick: (values) => values[integerBelow(values.length)] ?? values[0],
    pickWeighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const entries = Object.entries(weights) as [Name, number][]
      let remaining = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) {
        remaining -= weight
        if (remaining < 0) return name
      }
      throw new RangeError('Cannot choose: there is no weight')
    },
  }
}
