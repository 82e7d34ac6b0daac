/**
 * Builds the page of an API reference with Redoc.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse, stringify } from 'yaml'
import { THEME } from '../../edge/worker/pages/stylesheet.ts'
import { ROOT } from '../../test/scripts/run.ts'
import { resolveTool } from '../../test/scripts/tool.ts'
import { REDOC_POLICY, withPolicy } from '../.vitepress/policy.ts'
import type { Api } from './apis.ts'
import { type Description, forReaders, operationIds } from './description.ts'
import { readSamples } from './samples.ts'

/** The URL of Redoc's logo on another host. The stylesheet shows the name instead. */
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g

/** Builds the page of an API into `folder`, with its description and its stylesheet. */
export async function buildReference(api: Api, folder: string): Promise<void> {
  const text = await readFile(join(ROOT, api.description), 'utf8')
  const description = parse(text) as Description
  const redoc = await renderRedoc(api, description)
  const page = redoc.replace('<noscript>OPERATIONS</noscript>', () => listOperations(description))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.html'), withPolicy(localize(page), REDOC_POLICY))
  await writeFile(join(folder, 'openapi.yaml'), text)
  const stylesheet = await readFile(join(ROOT, 'docs/api/redoc.css'), 'utf8')
  await writeFile(join(folder, 'style.css'), THEME + stylesheet)
}

/** What readers without scripts see below the introduction. Redoc renders operations with a script only. */
function listOperations({ paths }: Description): string {
  const items = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary }]) => {
      return `<li><code>${method.toUpperCase()} ${escapeHtml(path)}</code>: ${escapeHtml(summary)}</li>`
    }),
  )
  return `<noscript><h2>Operations</h2><p>This page needs scripts to show the operations. All of their text is in
<a href="openapi.yaml">openapi.yaml</a>.</p><ul>${items.join('')}</ul></noscript>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

async function renderRedoc(api: Api, description: Description): Promise<string> {
  const samples = await readSamples(api.programs, operationIds(description), api.shown)
  const languages = [...new Set(samples.map(({ label }) => label)), 'Payload'].map((lang) => ({ lang }))
  const folder = await mkdtemp(join(tmpdir(), 'redoc-'))
  try {
    const input = join(folder, 'description.yaml')
    const output = join(folder, 'index.html')
    await writeFile(input, stringify(forReaders(description, samples)))
    const [program, ...args] = resolveTool('redocly')
    await promisify(execFile)(program, [
      ...args,
      'build-docs',
      input,
      `--output=${output}`,
      `--title=${api.title} · Extended Permissions for Cronofy`,
      `--config=${join(ROOT, 'redocly.yaml')}`,
      `--template=${join(ROOT, 'docs/api/redoc.hbs')}`,
      `--openapi=${JSON.stringify({
        showExtensions: ['x-source'],
        downloadUrls: [{ title: 'OpenAPI description', url: 'openapi.yaml' }],
        codeSamples: { languages },
      })}`,
      '--inlineBundle',
    ])
    return await readFile(output, 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes the logo, which Redoc would load from another host. @throws Error if this version of Redoc uses other URLs for it */
function localize(page: string): string {
  if ((page.match(LOGO) ?? []).length !== 2) {
    throw new Error(
      'Cannot build the API reference: Redoc no longer loads its logo from the same two URLs. Update LOGO.',
    )
  }
  const [, main = ''] = /(<div id="redoc">.*?)<script type="module">/s.exec(page) ?? []
  // Redoc's links expect a server with a route for each operation. On this page, the fragment selects the operation.
  return page.replace(main, main.replaceAll('href="/', 'href="#/')).replaceAll(LOGO, 'data:,')
}
