/**
 * `npm run docs`: builds the site into `dist/docs`: static files for any host.
 *
 * @module
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { html, raw } from 'hono/html'
import { parse } from 'yaml'
import { THEME } from '../edge/worker/pages/stylesheet.ts'
import { ROOT } from '../test/scripts/run.ts'
import { type Description, forReaders, operationIds } from './description.ts'
import { GUIDE_POLICY, type Policy, redocPolicy, renderHeaders } from './headers.ts'
import { renderMarkdown } from './markdown.ts'
import { renderGuidePage, renderPage } from './page.ts'
import { APIS, type ApiPage, GUIDE } from './pages.ts'
import { fillParts } from './parts.ts'
import { renderRedoc } from './redoc.ts'
import { readSamples } from './samples.ts'

const DOCS = join(ROOT, 'docs')

/** Builds the whole site into a folder, which is emptied before. */
export async function buildSite(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const write = (name: string, text: string) => writeFile(join(folder, name), text)

  await write('frame.css', THEME + (await readFile(join(DOCS, 'frame.css'), 'utf8')))
  for (const name of ['guide.css', 'redoc.css', 'skip.js', 'icon.svg'])
    await copyFile(join(DOCS, name), join(folder, name))

  for (const page of GUIDE) {
    const text = await readFile(join(DOCS, 'guide', `${page.name}.md`), 'utf8')
    const body = renderGuidePage(page, raw(await fillParts(renderMarkdown(text))))
    await write(
      `${page.name}.html`,
      String(await renderPage({ page, policy: GUIDE_POLICY, stylesheet: 'guide.css', body })),
    )
  }

  const policies = new Map<string, Policy>()
  for (const api of APIS) policies.set(`/${api.name}*`, await buildApiPage(api, write))
  await write('_headers', renderHeaders(policies))
}

/** Writes a description, its page and its script; the policy is what the page needs. */
async function buildApiPage(api: ApiPage, write: (name: string, text: string) => Promise<void>): Promise<Policy> {
  const text = await readFile(join(ROOT, api.description), 'utf8')
  await write(`${api.name}.yaml`, text)
  const description = parse(text) as Description
  const samples = await readSamples(api.programs, operationIds(description), api.shown)

  const scratch = await mkdtemp(join(tmpdir(), 'docs-'))
  try {
    const labels = [...new Set(samples.map(({ label }) => label))]
    const { head, body, script, bundle, hashes } = await renderRedoc(
      forReaders(description, samples),
      labels,
      `${api.name}.yaml`,
      scratch,
    )
    const policy = redocPolicy(hashes)
    const page = renderPage({
      page: api,
      policy,
      stylesheet: 'redoc.css',
      head: raw(head),
      body: html`<div id="content">${raw(body)}</div>
    <script type="module" src="${api.name}.js"></script>
    <script type="module" src="skip.js"></script>`,
    })
    await write(`${api.name}.html`, String(await page))
    await write(`${api.name}.js`, script)
    await write('redoc.js', bundle)
    return policy
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  await buildSite(join(ROOT, 'dist/docs'))
  console.log('The site is in dist/docs: static files for any host')
}
