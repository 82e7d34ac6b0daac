/**
 * The sandbox's coverage table as the README prints it.
 *
 * @module
 */
import { COVERAGE } from '../sandbox/coverage/index.ts'
import { COVERAGE_SOURCES, type CoverageRow, type CoverageSource } from '../sandbox/coverage/row.ts'

/** Between these the README is written, not edited. */
const BEGIN = '<!-- coverage: written by `npm run generate` from test/sandbox/coverage/ -->'
const END = '<!-- /coverage -->'

/** What each source means, as the heading of its table. */
export const COVERAGE_HEADINGS: Readonly<Record<CoverageSource, string>> = {
  documented: "Documented: stated in Cronofy's own documentation (docs.cronofy.com, mostly under developers/api)",
  SDK: 'SDK: seen in the source or the tests of an official SDK',
  'third party': 'Third party: seen in the code or a recording of someone else',
  guess: 'Guess: nothing that was found confirms it',
  'sandbox-only': "The sandbox's own: no provider has it",
}

/** The README with the table in its place. @throws Error where the two comments are not there, once each. */
export function insertCoverageTable(readme: string): string {
  const [before, afterBegin, ...extraBegins] = readme.split(BEGIN)
  const [, after, ...extraEnds] = afterBegin?.split(END) ?? []
  if (before === undefined || after === undefined || extraBegins.length + extraEnds.length > 0) {
    throw new Error(`Cannot print the table: README.md has not "${BEGIN}" and "${END}", once each`)
  }
  return `${before}${BEGIN}\n\n${renderCoverage(COVERAGE)}\n\n${END}${after}`
}

/** A table for each source, the surest first. */
export function renderCoverage(rows: readonly CoverageRow[]): string {
  return COVERAGE_SOURCES.flatMap((source) => {
    const sourceRows = rows.filter((row) => row.source === source)
    return sourceRows.length === 0
      ? []
      : [`**${COVERAGE_HEADINGS[source]}** (${sourceRows.length})`, renderTable(sourceRows)]
  }).join('\n\n')
}

function renderTable(rows: readonly CoverageRow[]): string {
  return ['| what (its tests) | the sandbox | source |', '|---|---|---|', ...rows.map(renderRow)].join('\n')
}

function renderRow(row: CoverageRow): string {
  const { about, from } = describeRow(row)
  const cells = [`[${row.id}](${row.test})`, about, from]
  return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`
}

/** What a row says and where that comes from, in Markdown. */
export function describeRow({ kind, routes, statement, reference, behavior: name }: CoverageRow): {
  about: string
  from: string
} {
  return {
    about: kind === 'route' ? `\`${routes.join(', ')}\`: ${statement}` : statement,
    from: name === undefined ? reference : `${reference}; switch \`${name}\``,
  }
}
