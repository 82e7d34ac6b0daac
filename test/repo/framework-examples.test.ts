import { glob, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EXAMPLES } from '../examples/walker/examples.ts'
import { ROOT } from '../scripts/run.ts'

const FOLDER = join(ROOT, 'test/examples')

/** Folders that `npm run test:examples` does not run. */
const OTHERS = ['backends', 'connect-app', 'vitest', 'walker']

const read = (file: string) => readFile(join(FOLDER, file), 'utf8')

test('every example runs, and README.md names it', async () => {
  const entries = await readdir(FOLDER, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  expect(folders.sort()).toEqual([...EXAMPLES.map(({ name }) => name), ...OTHERS].sort())
  const readme = await read('README.md')
  expect(EXAMPLES.filter(({ name }) => !readme.includes(`[\`${name}\`](${name})`))).toEqual([])
})

test('every copy of the SQLite store is the same, so that a correction reaches all of them', async () => {
  const copies: string[] = []
  for await (const file of glob('**/store.ts', { cwd: FOLDER, exclude: ['**/node_modules/**'] })) {
    const text = await read(file)
    if (text.includes("'node:sqlite'")) copies.push(text)
  }
  expect(copies.length).toBeGreaterThan(3)
  expect(new Set(copies).size).toBe(1)
})

interface LockEntry {
  readonly resolved?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

describe.each(EXAMPLES.map(({ name }) => name))('the lock file of %s', (name) => {
  const readLock = async () =>
    (JSON.parse(await read(`${name}/package-lock.json`)) as { packages: Record<string, LockEntry> }).packages

  test('has what this version of the package needs', async () => {
    const { dependencies, peerDependencies } = JSON.parse(
      await readFile(join(ROOT, 'package.json'), 'utf8'),
    ) as LockEntry
    const locked = (await readLock())['node_modules/cronofy-extended-permissions']
    expect(locked, 'Run `npm run test:examples -- --lock`.').toMatchObject({ dependencies, peerDependencies })
  })

  test('names no registry', async () => {
    const hosts = Object.values(await readLock()).flatMap(
      ({ resolved = '' }) => /https?:\/\/[^/]+/.exec(resolved) ?? [],
    )
    expect(hosts).toEqual([])
  })
})
