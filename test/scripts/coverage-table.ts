/**
 * The emulator's coverage table, as Markdown.
 *
 * @module
 */
import { COVERAGE_SOURCES, type CoverageRow, type CoverageSource } from '../sandbox/coverage/row.ts'

/** The heading of the table of each source. */
const HEADINGS: Readonly<Record<CoverageSource, string>> = {
  documented: 'Documented by Cronofy',
  SDK: 'Seen in an official SDK',
  'third party': 'Seen at a third party',
  guess: 'Guesses',
  'sandbox-only': 'Only in the emulator',
}

/** Renders a table for each source, the most reliable one first. */
export function renderCoverage(rows: readonly CoverageRow[]): string {
  return COVERAGE_SOURCES.flatMap((source) => {
    const sourceRows = rows.filter((row) => row.source === source)
    return sourceRows.length === 0 ? [] : [`## ${HEADINGS[source]}`, renderTable(sourceRows)]
  }).join('\n\n')
}

function renderTable(rows: readonly CoverageRow[]): string {
  return ['| row | the emulator | source |', '|---|---|---|', ...rows.map(renderRow)].join('\n')
}

function renderRow(row: CoverageRow): string {
  const { about, from } = describeRow(row)
  const cells = [`\`${row.id}\``, about, from]
  return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`
}

/** Returns the statement of a row and its source, as Markdown. */
function describeRow({ kind, routes, statement, reference, behavior: name }: CoverageRow): {
  about: string
  from: string
} {
  return {
    about: kind === 'route' ? `\`${routes.join(', ')}\`: ${statement}` : statement,
    from: name === undefined ? reference : `${reference}; behavior \`${name}\``,
  }
}
