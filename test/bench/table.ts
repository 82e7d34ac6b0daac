/**
 * The tables that `npm run bench` prints, in Markdown.
 *
 * @module
 */
import type { Limit, Row, Spread, Table } from './figures.ts'

/** A column: its title, and what stands in it. */
type Column = readonly [title: string, cell: (row: Row) => string]

/** Medians, with the range behind. A column that nothing would stand in is left out. */
export function renderTable({ figure, ours, theirs, rows }: Table): string {
  const has = (key: 'theirs' | 'limit' | 'note') => rows.some((row) => row[key] !== undefined)
  const columns: Column[] = [
    [figure, (row) => row.figure],
    [ours, (row) => show(row.ours)],
    ...(has('theirs') ? compared(theirs) : []),
    ...(has('limit') ? LIMITED : []),
    ...(has('note') ? NOTED : []),
  ]
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map(([title]) => title)),
    `|${'---|'.repeat(columns.length)}`,
    ...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
  ].join('\n')
}

function compared(theirs = 'beside it'): Column[] {
  return [
    [theirs, (row) => show(row.theirs)],
    ['ratio', (row) => show(row.ratio)],
  ]
}

const LIMITED: readonly Column[] = [
  ['limit', ({ limit }) => (limit === undefined ? '' : showLimit(limit))],
  ['held', ({ limit, held }) => (limit === undefined ? '' : held ? 'yes' : 'NO')],
]

const NOTED: readonly Column[] = [['', ({ note = '' }) => note]]

/** Three digits are more than any of it can be relied on; a figure that never differs is shown without a range. */
function show(spread: Spread | undefined): string {
  if (spread === undefined) return ''
  const { median, min, max } = spread
  return min === max ? digits(median) : `${digits(median)} (${digits(min)} to ${digits(max)})`
}

function digits(figure: number): string {
  if (figure === Number.POSITIVE_INFINITY) return 'any number'
  if (Number.isInteger(figure)) return String(figure)
  return figure.toFixed(figure < 10 ? 2 : figure < 100 ? 1 : 0)
}

function showLimit(limit: Limit): string {
  return 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`
}
