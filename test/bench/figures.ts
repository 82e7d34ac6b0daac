/**
 * Figures of pairs of runs: medians, ranges, ratios and limits.
 *
 * @module
 */

/** A figure may be at most, or has to be at least, so much. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number }

/** The middle of some figures, and their ends. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** What was measured of both, one after the other. */
export interface Pair<Figure> {
  readonly ours: Figure
  readonly theirs: Figure
}

/** A line of a table. */
export interface Row {
  readonly figure: string
  readonly ours: Spread
  /** What a user would have instead; absent where a figure stands alone. */
  readonly theirs?: Spread
  /** Ours divided by theirs, pair by pair: what else the machine does falls on both. */
  readonly ratio?: Spread
  /** Of the ratio where there is one, of the figure where not. */
  readonly limit?: Limit
  /** Whether the median keeps the limit. True where there is none. */
  readonly held: boolean
  /** What else there is to say. */
  readonly note?: string
}

/** Some figures with their columns' names. */
export interface Table {
  readonly figure: string
  readonly ours: string
  readonly theirs?: string
  readonly rows: readonly Row[]
}

/** A line about a pair of runs. */
export function comparedRow(figure: string, pairs: readonly Pair<number>[], limit?: Limit): Row {
  const ratio = toSpread(pairs.map(({ ours, theirs }) => ours / theirs))
  return {
    figure,
    ours: toSpread(pairs.map(({ ours }) => ours)),
    theirs: toSpread(pairs.map(({ theirs }) => theirs)),
    ratio,
    ...(limit !== undefined && { limit }),
    held: limit === undefined || holds(ratio.median, limit),
  }
}

/** A line about figures that stand alone. */
export function measuredRow(
  figure: string,
  figures: readonly number[],
  extra: { limit?: Limit; note?: string } = {},
): Row {
  const ours = toSpread(figures)
  return { figure, ours, ...extra, held: extra.limit === undefined || holds(ours.median, extra.limit) }
}

/** Throws a RangeError where there is no figure. */
export function toSpread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b)
  const half = sorted.length / 2
  const [min, low, high, max] = [sorted[0], sorted[Math.ceil(half) - 1], sorted[Math.floor(half)], sorted.at(-1)]
  if (min === undefined || low === undefined || high === undefined || max === undefined) {
    throw new RangeError('Cannot find the middle: there is no figure')
  }
  return { median: (low + high) / 2, min, max }
}

function holds(figure: number, limit: Limit): boolean {
  return 'atMost' in limit ? figure <= limit.atMost : figure >= limit.atLeast
}
