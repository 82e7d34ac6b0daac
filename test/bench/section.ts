/**
 * A section of `npm run bench`. Each section is a separate file.
 *
 * @module
 */
import type { Pair, Table } from './figures.ts'
import type { BenchOptions } from './options.ts'

export interface Section {
  /** The name of the section on the command line. */
  readonly name: string
  /** A description of the measurements and the method. */
  readonly about: string
  readonly measure: (options: BenchOptions, progress: Progress) => Promise<Measured>
}

/** The results of a section. */
export interface Measured {
  readonly tables: readonly Table[]
  /** Notes that explain the figures. */
  readonly notes?: readonly string[]
}

/** Receives messages about the progress. */
export type Progress = (line: string) => void

/** Measures both subjects `count` times. Their order alternates, because the first measurement warms up the machine. */
export function measurePairs<Figure>(
  count: number,
  subjects: { ours: () => Promise<Figure>; theirs: () => Promise<Figure> },
  progress: Progress,
): Promise<Pair<Figure>[]> {
  return measureRounds(count, subjects, (line) => progress(line.replace('round', 'pair')))
}

/** Measures all subjects `count` times, in the reverse order every second time. */
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

/** Selects one figure from each side of each pair. */
export function pick<Figure>(pairs: readonly Pair<Figure>[], select: (figure: Figure) => number): Pair<number>[] {
  return pairs.map(({ ours, theirs }) => ({ ours: select(ours), theirs: select(theirs) }))
}
