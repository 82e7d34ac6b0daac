/**
 * A part of what `npm run bench` measures. Each is a file of its own.
 *
 * @module
 */
import type { Pair, Table } from './figures.ts'
import type { BenchOptions } from './options.ts'

export interface Section {
  /** As it is named on the command line. */
  readonly name: string
  /** One sentence: what is measured, and how. */
  readonly about: string
  readonly measure: (options: BenchOptions, progress: Progress) => Promise<Measured>
}

/** What came of it. */
export interface Measured {
  readonly tables: readonly Table[]
  /** Paragraphs to read the figures by. */
  readonly notes?: readonly string[]
}

/** Is told how far it is. */
export type Progress = (line: string) => void

/** Measures both, so many times, and each first every other time: what the first one warms up falls on both. */
export function measurePairs<Figure>(
  count: number,
  subjects: { ours: () => Promise<Figure>; theirs: () => Promise<Figure> },
  progress: Progress,
): Promise<Pair<Figure>[]> {
  return measureRounds(count, subjects, (line) => progress(line.replace('round', 'pair')))
}

/** Measures all, so many times, and in the opposite order every other time. */
export async function measureRounds<Name extends string, Figure>(
  count: number,
  subjects: Readonly<Record<Name, () => Promise<Figure>>>,
  progress: Progress,
): Promise<Record<Name, Figure>[]> {
  const names = Object.keys(subjects) as Name[]
  const rounds: Record<Name, Figure>[] = []
  for (let index = 0; index < count; index++) {
    const round: Partial<Record<Name, Figure>> = {}
    for (const name of index % 2 === 0 ? names : names.toReversed()) round[name] = await subjects[name]()
    rounds.push(round as Record<Name, Figure>)
    progress(`round ${index + 1} of ${count}`)
  }
  return rounds
}

/** One figure of each pair. */
export function pick<Figure>(pairs: readonly Pair<Figure>[], select: (figure: Figure) => number): Pair<number>[] {
  return pairs.map(({ ours, theirs }) => ({ ours: select(ours), theirs: select(theirs) }))
}
