/**
 * `npm run docs`: builds the site into `dist/docs`, static files for any host. `-- --serve` serves it on this machine.
 *
 * @module
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCommandLine } from '../test/scripts/command-line.ts'
import { installTools, toolPath } from '../test/scripts/install-tools.ts'
import { ROOT, run } from '../test/scripts/run.ts'
import { APIS } from './api/apis.ts'
import { buildReference } from './api/redoc.ts'

/** Where the site is built. */
export const SITE: string = join(ROOT, 'dist/docs')

/** Headers for hosts that read `_headers`. A page cannot set these itself. */
const HEADERS = `/*
  Content-Security-Policy: frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
`

/** Builds the site into {@link SITE}. */
export async function buildSite(): Promise<void> {
  await installTools('docs')
  await rm(join(ROOT, 'docs/reference/library'), { recursive: true, force: true })
  await runTool('typedoc/bin/typedoc', '--options', join(ROOT, 'docs/typedoc.json'))
  await describeLibraryPages(join(ROOT, 'docs/reference/library'))
  await runTool('vitepress/bin/vitepress.js', 'build', 'docs')
  for (const api of APIS) await buildReference(api, join(SITE, 'api', api.name))
  await mkdir(SITE, { recursive: true })
  await writeFile(join(SITE, '_headers'), HEADERS)
}

/** Gives each page a description for `llms.txt`: its first sentence. TypeDoc's list of pages is not needed beside the sidebar. */
async function describeLibraryPages(folder: string): Promise<void> {
  await rm(join(folder, 'index.md'))
  for (const name of await readdir(folder)) {
    const page = await readFile(join(folder, name), 'utf8')
    const [, paragraph = ''] = /^# [^\n]*\n+([\s\S]+?)\n\n/.exec(page) ?? []
    const [sentence = ''] = paragraph
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll('\n', ' ')
      .split(/(?<=\.) /)
    await writeFile(join(folder, name), `---\ndescription: ${JSON.stringify(sentence)}\n---\n\n${page}`)
  }
}

async function runTool(file: string, ...args: string[]): Promise<void> {
  if ((await run('node', [toolPath('docs', file), ...args])) !== 0) {
    throw new Error(`Cannot build the site: ${file} failed. See its output above.`)
  }
}

if (import.meta.main) {
  const { serve } = readCommandLine(
    'npm run docs [-- --serve]: builds the site into dist/docs, and serves it',
    (args) => parseArgs({ args, options: { serve: { type: 'boolean', default: false } } }).values,
  )
  await buildSite()
  console.log('The site is in dist/docs: static files for any host.')
  if (serve) await runTool('vitepress/bin/vitepress.js', 'preview', 'docs')
}
