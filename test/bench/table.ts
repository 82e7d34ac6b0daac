/**
 * The tables that `npm run bench` prints, in Markdown.
 *
 * @module
 */
import type { Limit, Row, Spread, Table } from './figures.ts'

/** A column: its title, and a function that renders its cells. */
type Column = readonly [title: string, cell: (row: Row) => string]

/** Renders medians with their ranges. Empty columns are omitted. */
export function renderTable({ figure, ours, theirs, rows }: Table): string {
  const has = (key: 'theirs' | 'limit' | 'note') => rows.some((row) => row[key] !== undefined)
  const columns: Column[] = [
    [figure, (row) => row.figure],
    [ours, (row) => formatSpread(row.ours)],
    ...(has('theirs') ? comparisonColumns(theirs) : []),
    ...(has('limit') ? LIMIT_COLUMNS : []),
    ...(has('note') ? NOTE_COLUMN : []),
  ]
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map(([title]) => title)),
    `|${'---|'.repeat(columns.length)}`,
    ...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
  ].join('\n')
}

function comparisonColumns(theirs = 'beside it'): Column[] {
  return [
    [theirs, (row) => formatSpread(row.theirs)],
    ['ratio', (row) => formatSpread(row.ratio)],
  ]
}

const LIMIT_COLUMNS: readonly Column[] = [
  ['limit', ({ limit }) => (limit === undefined ? '' : formatLimit(limit))],
  ['held', ({ limit, held }) => (limit === undefined ? '' : held ? 'yes' : 'NO')],
]

const NOTE_COLUMN: readonly Column[] = [['', ({ note = '' }) => note]]

/** Rounds to three digits, because no figure is more precise. A figure that is always the same has no range. */
function formatSpread(spread: Spread | undefined): string {
  if (spread === undefined) return ''
  const { median, min, max } = spread
  return min === max ? formatNumber(median) : `${formatNumber(median)} (${formatNumber(min)} to ${formatNumber(max)})`
}

function formatNumber(figure: number): string {
  if (figure === Number.POSITIVE_INFINITY) return 'any number'
  if (Number.isInteger(figure)) return String(figure)
  return figure.toFixed(figure < 10 ? 2 : figure < 100 ? 1 : 0)
}

function formatLimit(limit: Limit): string {
  return 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`
}
