/**
 * The table that `npm run bench` prints, in Markdown.
 *
 * @module
 */
import type { Limit, Row, Spread } from './figures.ts'

const NAMES: Readonly<Record<Row['figure'], readonly [name: string, digits: number]>> = {
  firstAnswerMs: ['time to first answer, ms', 0],
  memoryMiB: ['resident memory at first, MiB', 0],
  loadedMemoryMiB: ['resident memory after the load, MiB', 0],
  requestsPerSecond: ['`GET /v1/calendars` per second', 0],
}

/** Medians, with the range behind. */
export function renderTable(rows: readonly Row[]): string {
  const lines = rows.map(({ figure, ours, theirs, ratio, limit, held }) => {
    const [name, digits] = NAMES[figure]
    const cells = [
      name,
      show(ours, digits),
      show(theirs, digits),
      show(ratio, 2),
      showLimit(limit),
      held ? 'yes' : 'NO',
    ]
    return `| ${cells.join(' | ')} |`
  })
  return ['| | sandbox | Prism | ratio | limit | held |', '|---|---|---|---|---|---|', ...lines].join('\n')
}

function show({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`
}

function showLimit(limit: Limit): string {
  return 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`
}
