import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../scripts/run.ts'

const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8')

async function scriptsOf(path: string): Promise<string[]> {
  const { scripts } = JSON.parse(await read(path)) as { scripts: Readonly<Record<string, string>> }
  return Object.keys(scripts)
}

/** Of the project, and of the template that a page tells you to copy. */
const scripts = [...(await scriptsOf('package.json')), ...(await scriptsOf('edge/template/package.json'))]
const guide = (await readdir(join(ROOT, 'docs/guide'))).map((name) => `docs/guide/${name}`)
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...guide]

/** A path below one of the project's folders. A name with `*`, `<`, or `…` in it stands for several. */
const PATHS = /(?:^|[\s`(])((?:\.ci|\.github|docs|edge|generated|src|test)\/[\w./-]*)(?=[`\s),:;]|$)/gm

test.each(pages)('%s names no file and no script that does not exist', async (page) => {
  const text = await read(page)
  const paths = new Set([...text.matchAll(PATHS)].map(([, path = '']) => path.replace(/\.$/, '')))
  const missing: string[] = []
  for (const path of paths) await access(join(ROOT, path)).catch(() => missing.push(path))
  expect(missing).toEqual([])
  const commands = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name)
  expect(commands.filter((name) => !scripts.includes(name))).toEqual([])
})
