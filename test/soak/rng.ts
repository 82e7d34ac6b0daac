/**
 * Random choices from a seed.
 *
 * @module
 */
import { createSeededRandom } from '../../edge/sandbox/faults/seeded-random.ts'

/** Random choices. The same seed gives the same choices. */
export interface Rng {
  /** Returns a number that is at least 0 and less than 1. */
  next(): number
  /** Returns a whole number that is at least 0 and less than `end`. */
  integerBelow(end: number): number
  pick<Value>(values: readonly [Value, ...Value[]]): Value
  /** Picks a name by weight: from `{a: 3, b: 1}`, it picks `a` three times out of four. */
  pickWeighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name
}

/** Creates the choices of one flow. They do not depend on other flows, so that a flow can be replayed alone. */
export function createRng(seed: number, flow: number): Rng {
  const next = createSeededRandom(Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) ^ Math.imul(flow + 1, 0x85ebca6b))
  // The first numbers of adjacent seeds are similar.
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
      throw new RangeError('Cannot choose: there are no weights')
    },
  }
}
