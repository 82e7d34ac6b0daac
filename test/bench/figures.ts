/**
 * Figures of pairs of runs: medians, ranges, ratios and limits.
 *
 * @module
 */

/** What was measured of one server in one run. */
export interface Run {
  /** From spawning the process to its first answer. */
  readonly firstAnswerMs: number
  /** Resident, after the first answers. */
  readonly memoryMiB: number
  /** Resident, after the load: what is kept of many answers, and what a runtime has not given back. */
  readonly loadedMemoryMiB: number
  readonly requestsPerSecond: number
}

/** Both servers, one after the other. */
export interface Pair {
  readonly ours: Run
  readonly theirs: Run
}

/** A figure of ours may be at most, or has to be at least, so many times the other's. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number }

/** A line of the table. */
export interface Row {
  readonly figure: keyof Run
  readonly ours: Spread
  readonly theirs: Spread
  /** Ours divided by theirs, pair by pair: what else the machine does falls on both. */
  readonly ratio: Spread
  readonly limit: Limit
  readonly held: boolean
}

/** The middle of some figures, and their ends. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** What the sandbox promises against Prism's mock server on the same description. */
export const LIMITS: Readonly<Record<keyof Run, Limit>> = {
  firstAnswerMs: { atMost: 1 / 4 },
  memoryMiB: { atMost: 1 / 2 },
  loadedMemoryMiB: { atMost: 1 / 2 },
  requestsPerSecond: { atLeast: 5 },
}

/** The table of some pairs. A limit is held where the median of the ratios holds it. */
export function compare(pairs: readonly Pair[]): Row[] {
  return (Object.keys(LIMITS) as (keyof Run)[]).map((figure) => {
    const ratio = spread(pairs.map(({ ours, theirs }) => ours[figure] / theirs[figure]))
    const limit = LIMITS[figure]
    return {
      figure,
      ours: spread(pairs.map(({ ours }) => ours[figure])),
      theirs: spread(pairs.map(({ theirs }) => theirs[figure])),
      ratio,
      limit,
      held: 'atMost' in limit ? ratio.median <= limit.atMost : ratio.median >= limit.atLeast,
    }
  })
}

/** Throws a RangeError where there is no figure. */
export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((one, other) => one - other)
  const half = sorted.length / 2
  const [min, low, high, max] = [sorted[0], sorted[Math.ceil(half) - 1], sorted[Math.floor(half)], sorted.at(-1)]
  if (min === undefined || low === undefined || high === undefined || max === undefined) {
    throw new RangeError('Cannot find the middle: there is no figure')
  }
  return { median: (low + high) / 2, min, max }
}
