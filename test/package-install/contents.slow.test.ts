import { cp, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { GUIDE_PATHS } from '../helpers/guide.ts'
import { PUBLIC_API, readApiReports } from '../scripts/api-report.ts'
import { toolPath } from '../scripts/install-tools.ts'

const { folder, tarball } = inject('installed')
const PACKAGE = join(folder, 'node_modules/cronofy-extended-permissions')

/** Every file that is published, by its path in the package. */
const files = (await readdir(PACKAGE, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => relative(PACKAGE, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))

/** A tool of the project, which gets the tarball. */
function examine(tool: string, ...options: string[]) {
  return execute(process.execPath, [toolPath('test/package-install', tool), tarball, ...options], { NO_COLOR: '1' })
}

test('publint finds nothing to say about the tarball', async () => {
  const { code, output } = await examine('publint/src/cli.js', '--strict')
  expect(output).toContain('All good!')
  expect(code).toBe(0)
})

test('attw finds types that fit the code behind every export of code', async () => {
  // ESM only: a CommonJS module gets it by import(), and the resolution of Node 10, which knows no exports, is not served. The
  // description is no module.
  const options = ['--profile', 'esm-only', '--exclude-entrypoints', 'openapi.yaml', 'worker-openapi.yaml']
  const { code, output } = await examine('@arethetypeswrong/cli/dist/index.js', ...options)
  expect(output.match(/^node16 \(from ESM\): 🟢 \(ESM\)/gm)).toHaveLength(9)
  expect(output.match(/^bundler: 🟢/gm)).toHaveLength(11)
  expect(code, output).toBe(0)
})

test('the tarball has what is built, the guide, and beside them only what is named', () => {
  expect(files.filter((file) => !/^(?:dist\/package|docs)\//.test(file)).sort()).toEqual([
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'edge/sandbox/seed.schema.json',
    'edge/worker/openapi.yaml',
    'openapi.yaml',
    'package.json',
  ])
})

test('the links of the README work in the package', async () => {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8')
  const links = [...readme.matchAll(/\]\(([\w./-]+)(?:#[\w-]+)?\)/g)].map(([, path = '']) => path)
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((path) => !files.includes(path))).toEqual([])
  expect(files.filter((file) => file.startsWith('docs/')).sort()).toEqual(
    [
      ...GUIDE_PATHS,
      'docs/pictures/access-page-light.png',
      'docs/pictures/components.svg',
      'docs/pictures/flow.svg',
    ].sort(),
  )
})

test('every module is there with its types', () => {
  const modules = files.filter((file) => file.endsWith('.js')).map((file) => file.slice(0, -'.js'.length))
  expect(modules.length).toBeGreaterThan(100)
  const expected = modules.flatMap((name) => [`${name}.d.ts`, `${name}.js`])
  expect(files.filter((file) => file.startsWith('dist/')).sort()).toEqual(expected.sort())
})

test('the public API is the one in generated/public-api', async () => {
  // API Extractor takes a file below node_modules for another package.
  const unpacked = join(folder, 'unpacked')
  await cp(PACKAGE, unpacked, { recursive: true })
  const reports = await readApiReports(unpacked)
  const committed = new Map<string, string>()
  for (const name of await readdir(PUBLIC_API)) committed.set(name, await readFile(join(PUBLIC_API, name), 'utf8'))
  expect(reports, 'Run `npm run api-report`, look at what changed, and commit it with the change.').toEqual(committed)
})
