/**
 * Generates sections of the guide from the code. `npm run generate` writes them between two comments of the page:
 * `<!-- generated: NAME -->` and `<!-- /generated -->`.
 *
 * @module
 */
import { defaultSeed } from '../../edge/sandbox/config/default-seed.ts'
import { FAULT_DEFINITIONS } from '../../edge/sandbox/faults/definitions.ts'
import { DATA_CENTER_IDS, DATA_CENTERS } from '../../src/data-centers.ts'
import { ERRORS, type ErrorInfo } from '../../src/error-codes.ts'
import { HTTP_ERRORS } from '../../src/handler/errors/http-error.ts'
import { COVERAGE } from '../sandbox/coverage/index.ts'
import { renderCoverage } from './coverage-table.ts'
import { type Documented, readFields, readUnion } from './doc-comments.ts'

const INFOS: ReadonlyMap<string, ErrorInfo> = new Map(Object.entries({ ...ERRORS, ...HTTP_ERRORS }))

/** The function that renders each section, by page and name. */
export const SECTIONS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/reference/data-centers.md': { 'data centers': renderDataCenters },
  'docs/reference/errors.md': {
    ...Object.fromEntries(
      ['InputError', 'SelectionError', 'SealedRequestError', 'ProviderError', 'AuthorizationError'].map((name) => [
        name,
        () => renderCodes('src/error-codes.ts', `${name}Code`),
      ]),
    ),
    handlers: () => renderCodes('src/error-codes.ts', 'WorkerErrorCode'),
    service: () => renderCodes('src/error-codes.ts', 'ServiceErrorCode'),
  },
  'docs/explanation/return.md': {
    statuses: () => renderTable('status', readUnion('src/flow/outcome.ts', 'OutcomeStatus').members),
  },
  'docs/reference/emulator.md': {
    accounts: () =>
      renderTable(
        'account',
        defaultSeed.accounts.map(({ name, description }) => ({ name, comment: description ?? '' })),
      ),
    behaviors: () => renderTable('behavior', readFields('edge/sandbox/config/behaviors.ts', 'Behaviors')),
  },
  'docs/guides/faults.md': {
    faults: () =>
      renderTable(
        'fault',
        Object.entries(FAULT_DEFINITIONS).map(([name, { description, parameters }]) => ({
          name,
          comment: `${description}.${renderParameters(Object.keys(parameters))}`,
        })),
      ),
  },
  'docs/reference/emulator-coverage.md': { coverage: () => renderCoverage(COVERAGE) },
}

/** Writes each section into the text of a page. @throws Error if the page lacks a section, or has an unknown one */
export function writeSections(file: string, page: string): string {
  const sections = SECTIONS[file] ?? {}
  const found = new Set<string>()
  const text = page.replaceAll(
    /(<!-- generated: ([^\n]*) -->\n).*?(<!-- \/generated -->)/gs,
    (_, begin: string, name: string, end: string) => {
      const render = sections[name]
      if (render === undefined) throw new Error(`Cannot write ${file}: there is no section "${name}"`)
      found.add(name)
      return `${begin}\n${escapeTags(render())}\n\n${end}`
    },
  )
  const missing = Object.keys(sections).filter((name) => !found.has(name))
  if (missing.length > 0) throw new Error(`Cannot write ${file}: it has no section "${missing.join('", "')}"`)
  return text
}

/** Escapes `<`, which would begin a tag outside of code. */
function escapeTags(markdown: string): string {
  return markdown.replaceAll(/`[^`]*`|</g, (found) => (found === '<' ? '&lt;' : found))
}

function renderDataCenters(): string {
  const rows = DATA_CENTER_IDS.map((id) => {
    const { country, apiHost, appHost } = DATA_CENTERS[id]
    return `| ${country} | \`${id}\` | \`${apiHost}\` | \`${appHost}\` |`
  })
  return ['| data center | ID | API host | app host |', '|---|---|---|---|', ...rows].join('\n')
}

/** Renders a heading for each code, with its meaning and its remedy. Links and searches find headings. */
function renderCodes(file: string, union: string): string {
  const { members } = readUnion(file, union)
  return members
    .map(({ name, comment }) => `### \`${name}\`\n\n${comment}${renderInfo(INFOS.get(name), union)}`)
    .join('\n\n')
}

/** What to do, and the statuses. Most codes of the handlers cannot come from the service, and its API reference has the others. */
function renderInfo(info: ErrorInfo | undefined, union: string): string {
  if (info === undefined) return ''
  const [status, remedy, serviceStatus = status] = info
  const service = union === 'WorkerErrorCode' ? '' : ` **Service:** ${serviceStatus}.`
  return ` **What to do:** ${remedy} **Page:** ${status}.${service}`
}

function renderParameters(names: readonly string[]): string {
  return names.length === 0 ? '' : ` Parameters: ${names.map((name) => `\`${name}\``).join(', ')}.`
}

function renderTable(title: string, entries: readonly Documented[]): string {
  const rows = entries.map(({ name, comment }) => `| \`${name}\` | ${comment.replaceAll('|', '\\|')} |`)
  return [`| ${title} | meaning |`, '|---|---|', ...rows].join('\n')
}
