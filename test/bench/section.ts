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
export async function measurePairs<Figure>(
  count: number,
  subjects: { ours: () => Promise<Figure>; theirs: () => Promise<Figure> },
  progress: Progress,
): Promise<Pair<Figure>[]> {
  const pairs: Pair<Figure>[] = []
  for (let index = 0; index < count; index++) {
    if (index % 2 === 0) {
      const ours = await subjects.ours()
      pairs.push({ ours, theirs: await subjects.theirs() })
    } else {
      const theirs = await subjects.theirs()
      pairs.push({ ours: await subjects.ours(), theirs })
    }
    progress(`pair ${index + 1} of ${count}`)
  }
  return pairs
}

/** One figure of each pair. */
export function pick<Figure>(pairs: readonly Pair<Figure>[], of: (figure: Figure) => number): Pair<number>[] {
  return pairs.map(({ ours, theirs }) => ({ ours: of(ours), theirs: of(theirs) }))
}
