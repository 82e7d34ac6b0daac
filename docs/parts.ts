/**
 * What the guide does not say itself, because the code says it already: `<!-- regions -->` on a line of its own is where such
 * a part goes.
 *
 * @module
 */
import { html } from 'hono/html'
import { defaultSeed } from '../edge/sandbox/config/default-seed.ts'
import type { Markup } from '../edge/worker/pages/parts/markup.ts'
import { DATA_CENTER_IDS, DATA_CENTERS } from '../src/data-centers.ts'
import { ERRORS } from '../src/error-codes.ts'
import { COVERAGE } from '../test/sandbox/coverage/index.ts'
import { COVERAGE_SOURCES } from '../test/sandbox/coverage/row.ts'
import { COVERAGE_HEADINGS, describeRow } from '../test/scripts/coverage-table.ts'
import { type Documented, readFields, readUnion } from './doc-comments.ts'
import { idOf, renderProse } from './markdown.ts'
import { renderSequence } from './sequence.ts'

/** Every part, by its name. */
export const PARTS: Readonly<Record<string, () => Markup>> = {
  sequence: () => html`<figure>${renderSequence()}</figure>`,
  regions: renderRegions,
  statuses: () => renderList(readUnion('src/flow/outcome.ts', 'OutcomeStatus').members),
  errors: renderErrors,
  'module-errors': () => renderList(readUnion('src/error-codes.ts', 'WorkerErrorCode').members),
  accounts: () =>
    renderList(defaultSeed.accounts.map(({ name, description }) => ({ name, comment: description ?? '' }))),
  behaviors: () => renderList(readFields('edge/sandbox/config/behaviors.ts', 'Behaviors')),
  coverage: renderCoverage,
}

/** Puts the parts where the page names them. @throws Error where it names one that there is not */
export async function fillParts(page: string): Promise<string> {
  const names = [...page.matchAll(/^<!-- (.*) -->$/gm)].map(([, name = '']) => name)
  const parts = new Map<string, string>()
  for (const name of names) {
    const render = PARTS[name]
    if (render === undefined) throw new Error(`Cannot fill the page: there is no part "${name}"`)
    parts.set(name, String(await render()))
  }
  return page.replace(/^<!-- (.*) -->$/gm, (_, name: string) => parts.get(name) ?? '')
}

function renderRegions(): Markup {
  return html`<div class="table" role="group" aria-label="Data centers" tabindex="0"><table>
  <thead><tr><th>Data center</th><th>Id</th><th>API host</th><th>App host</th></tr></thead>
  <tbody>${DATA_CENTER_IDS.map((id) => {
    const { country, apiHost, appHost } = DATA_CENTERS[id]
    return html`<tr><th scope="row">${country}</th><td><code>${id}</code></td><td><code>${apiHost}</code></td><td><code>${appHost}</code></td></tr>
  `
  })}</tbody>
</table></div>`
}

/** The codes of each class of errors, with their remedies. */
function renderErrors(): Markup {
  const remedies = new Map(Object.entries(ERRORS).map(([code, [, remedy]]) => [code, remedy]))
  return html`${['InputError', 'SelectionError', 'SealedRequestError', 'ProviderError', 'AuthorizationError'].map(
    (kind) => {
      const { comment, members } = readUnion('src/error-codes.ts', `${kind}Code`)
      return html`<h3 id="${idOf(kind)}"><code>${kind}</code></h3>
  <p>${renderProse(comment)}</p>
  ${renderList(members.map(({ name, comment }) => ({ name, comment: `${comment} ${remedies.get(name)}` })))}`
    },
  )}`
}

function renderCoverage(): Markup {
  return html`${COVERAGE_SOURCES.map((source) => {
    const rows = COVERAGE.filter((row) => row.source === source)
    if (rows.length === 0) return ''
    return html`<details id="coverage-${idOf(source)}"><summary>${COVERAGE_HEADINGS[source]} (${rows.length})</summary>
  <dl class="rows">${rows.map((row) => {
    const { about, from } = describeRow(row)
    return html`<div id="row-${row.id}"><dt>${row.id}</dt><dd>${renderProse(about)} <small>${renderProse(from)}</small></dd></div>
  `
  })}</dl></details>
  `
  })}`
}

/** Names with what they mean; each can be linked to. */
function renderList(entries: readonly Documented[]): Markup {
  return html`<dl class="rows">${entries.map(
    ({ name, comment }) => html`<div id="${name}"><dt><code>${name}</code></dt><dd>${renderProse(comment)}</dd></div>
  `,
  )}</dl>`
}
