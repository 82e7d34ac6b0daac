import { globSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { GUIDE_PATHS, readPage } from '../helpers/guide.ts'
import { ALL_TESTS, CHUNKS } from '../mutation/chunks.ts'
import { COVERAGE } from '../sandbox/coverage/index.ts'
import { listProjectFiles } from '../scripts/project-files.ts'
import { ROOT } from '../scripts/run.ts'

const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8')

async function scriptsOf(path: string): Promise<string[]> {
  const { scripts } = JSON.parse(await read(path)) as { scripts: Readonly<Record<string, string>> }
  return Object.keys(scripts)
}

/** Of the project, and of the template that a page tells you to copy. */
const scripts = [...(await scriptsOf('package.json')), ...(await scriptsOf('edge/template/package.json'))]
const { tasks: denoTable } = JSON.parse(await read('deno.json')) as { tasks: Readonly<Record<string, string>> }
const denoTasks = Object.keys(denoTable)
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...GUIDE_PATHS]

/** A path below one of the project's folders. A name with `*`, `<`, or `…` in it stands for several. */
const PATHS = /(?:^|[\s`(])((?:\.ci|\.github|docs|edge|generated|src|test)\/[\w./-]*)(?=[`\s),:;]|$)/gm

/** Every file and folder of a clean clone. A file on disk proves nothing: a build or an installation may have written it. */
const known = new Set(listProjectFiles().flatMap((path) => [path, ...foldersOf(path)]))

function foldersOf(path: string): string[] {
  const folder = dirname(path)
  return folder === '.' ? [] : [folder, ...foldersOf(folder)]
}

/** @param folders Where a path may begin. */
function missingOf(paths: Iterable<string>, folders: readonly string[] = ['']): string[] {
  return [...new Set(paths)].filter(
    (path) => !folders.some((folder) => known.has(join(folder, path).replace(/\/$/, ''))),
  )
}

test.each(pages)('%s names no file and no script that does not exist', async (page) => {
  const { text, fields } = readPage(page)
  const paths = [...text.matchAll(PATHS)].map(([, path = '']) => path.replace(/\.$/, ''))
  // A page about an example also names the example's own files.
  expect(missingOf(paths, ['', fields['example'] ?? ''])).toEqual([])
  const commands = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name)
  expect(commands.filter((name) => !scripts.includes(name))).toEqual([])
  const tasks = [...text.matchAll(/deno task (?:--\S+ )*([a-z][a-z:]*)/g)].map(([, name = '']) => name)
  expect(tasks.filter((name) => !denoTasks.includes(name))).toEqual([])
})

test('the coverage tables name no file that does not exist', async () => {
  const implementations = COVERAGE.map(({ implementation }) => `edge/sandbox/${implementation}`)
  expect(missingOf(implementations)).toEqual([])
})

test('every pattern of the mutation tests matches a file', async () => {
  const { mutate } = JSON.parse(await read('test/mutation/stryker.config.json')) as { mutate: string[] }
  const chunks = Object.values(CHUNKS)
  const patterns = [...mutate, ...ALL_TESTS, ...chunks.flatMap((chunk) => [...chunk.mutate, ...chunk.tests])]
  for (const pattern of patterns) {
    expect(globSync(pattern, { cwd: ROOT }), pattern).not.toEqual([])
  }
})

test('the chunks of the mutation tests are what Stryker mutates', async () => {
  const { mutate } = JSON.parse(await read('test/mutation/stryker.config.json')) as { mutate: string[] }
  const chunked = Object.values(CHUNKS).flatMap((chunk) => globSync([...chunk.mutate], { cwd: ROOT }))
  expect(chunked.sort()).toEqual(globSync(mutate, { cwd: ROOT }).sort())
})

test('every test file is in a project', async () => {
  const { default: main } = await import('../../vitest.config.ts')
  const { default: pages } = await import('../e2e/visual-a11y/vitest.config.ts')
  const { default: executable } = await import('../executable/vitest.config.ts')
  const included = [pages, executable, ...(main.test?.projects ?? [])].flatMap((project) =>
    typeof project === 'object' && 'test' in project ? (project.test?.include ?? []) : [],
  )
  // Most examples run where the package is installed. `deno test` runs its own. Tools bring tests of their own.
  const exclude = ['test/examples/**', 'test/deno/**', '**/node_modules/**']
  const files = globSync('test/**/*.test.ts', { cwd: ROOT, exclude })
  expect(files.sort()).toEqual(globSync(included, { cwd: ROOT, exclude }).sort())
})

test('the planted defects import no file that does not exist', async () => {
  const patches = await readdir(join(ROOT, 'test/mutation/patches'))
  const imported: string[] = []
  for (const name of patches) {
    const text = await read(`test/mutation/patches/${name}`)
    for (const section of text.split(/^diff --git /m).slice(1)) {
      const [, file = ''] = /^a\/(\S+)/.exec(section) ?? []
      const specifiers = [...section.matchAll(/^\+import .*?'(\.[^']+)'/gm)].map(([, specifier = '']) => specifier)
      imported.push(...specifiers.map((specifier) => join(dirname(file), specifier)))
    }
  }
  expect(imported).not.toEqual([])
  expect(missingOf(imported)).toEqual([])
})
