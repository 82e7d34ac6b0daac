import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../scripts/run.ts'

const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8')

const contributing = await read('CONTRIBUTING.md')
const { version, scripts } = JSON.parse(await read('package.json')) as {
  version: string
  scripts: Readonly<Record<string, string>>
}

/** Words in code that name something below a folder of ours; `…` stands for any part of a name. */
const PATHS = /(?:^|[\s`(])((?:\.ci|\.github|docs|edge|generated|src|test)\/[\w./-]*)(?=[`\s),:;]|$)/gm

test('CONTRIBUTING.md names no file and no script that is not there', async () => {
  const paths = [...contributing.matchAll(PATHS)].map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(40)
  const missing: string[] = []
  for (const path of new Set(paths)) await access(join(ROOT, path)).catch(() => missing.push(path))
  expect(missing).toEqual([])
  const named = [...contributing.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
})

test('CONTRIBUTING.md tells the layout in ten lines', () => {
  const [, layout = ''] = /^## The layout in ten lines\n\n```\n([\s\S]*?)```/m.exec(contributing) ?? []
  expect(layout.trimEnd().split('\n')).toHaveLength(10)
})

test('CHANGELOG.md has the version that is to be released, below what is not', async () => {
  const headings = [...(await read('CHANGELOG.md')).matchAll(/^## \[(.+?)\]/gm)].map(([, name]) => name)
  expect(headings.slice(0, 2)).toEqual(['Unreleased', version])
})

test('CONTRIBUTING.md names every text that says the package is not published yet, for the day when it is', async () => {
  const guide = (await readdir(join(ROOT, 'docs/guide'))).map((name) => `docs/guide/${name}`)
  const says: string[] = []
  for (const page of ['README.md', 'CHANGELOG.md', 'SECURITY.md', 'edge/template/README.md', ...guide]) {
    if (/\b(registry|published) yet\b/.test((await read(page)).replaceAll(/\s+/g, ' '))) says.push(page)
  }
  const [, step = ''] = /\n5\. (When both are there[\s\S]*?)\n\n/.exec(contributing) ?? []
  const named = [...step.matchAll(/`([\w/]+\.md)`/g)].map(([, path]) => path)
  expect(named.sort()).toEqual(says.sort())
})
