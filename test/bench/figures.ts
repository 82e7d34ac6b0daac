/**
 * Calculates medians, ranges, and ratios of measurements, and checks limits.
 *
 * @module
 */

/** The maximum or the minimum of a figure. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number }

/** The median and the range of some figures. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The measurements of both subjects in one round. */
export interface Pair<Figure> {
  readonly ours: Figure
  readonly theirs: Figure
}

/** A row of a table. */
export interface Row {
  readonly figure: string
  readonly ours: Spread
  /** The figures of the alternative. Absent if there is no comparison. */
  readonly theirs?: Spread
  /** Ours divided by theirs for each pair, because other work of the machine affects both. */
  readonly ratio?: Spread
  /** The limit of the ratio if there is one, and otherwise of the figure. */
  readonly limit?: Limit
  /** Whether the median is within the limit. True if there is no limit. */
  readonly held: boolean
  /** A remark. */
  readonly note?: string
}

/** Rows with the names of their columns. */
export interface Table {
  readonly figure: string
  readonly ours: string
  readonly theirs?: string
  readonly rows: readonly Row[]
}

/** Creates a row that compares two subjects. */
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

/** Creates a row without a comparison. */
export function measuredRow(
  figure: string,
  figures: readonly number[],
  extra: { limit?: Limit; note?: string } = {},
): Row {
  const ours = toSpread(figures)
  return { figure, ours, ...extra, held: extra.limit === undefined || holds(ours.median, extra.limit) }
}

/** Returns the median and the range. @throws RangeError if there are no figures */
export function toSpread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b)
  const half = sorted.length / 2
  const [min, low, high, max] = [sorted[0], sorted[Math.ceil(half) - 1], sorted[Math.floor(half)], sorted.at(-1)]
  if (min === undefined || low === undefined || high === undefined || max === undefined) {
    throw new RangeError('Cannot calculate a median: there are no figures')
  }
  return { median: (low + high) / 2, min, max }
}

function holds(figure: number, limit: Limit): boolean {
  return 'atMost' in limit ? figure <= limit.atMost : figure >= limit.atLeast
}
