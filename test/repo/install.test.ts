import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TOOL_FOLDERS } from '../scripts/install-tools.ts'
import { ROOT } from '../scripts/run.ts'

interface Lock {
  readonly packages: Readonly<Record<string, { dependencies?: Record<string, string>; version?: string }>>
}

const readLock = async (path: string) => JSON.parse(await readFile(join(ROOT, path), 'utf8')) as Lock

test('npm ci installs at most 200 packages', async () => {
  // What npm has installed for this system.
  const { packages } = await readLock('node_modules/.package-lock.json')
  expect(Object.keys(packages).length).toBeGreaterThan(50)
  expect(Object.keys(packages).length).toBeLessThanOrEqual(200)
})

test('no project of Vitest runs the tests of an installed package', async () => {
  const { default: config } = await import('../../vitest.config.ts')
  const projects = (config.test?.projects ?? []) as { test: { name: string; exclude?: string[] } }[]
  // A project without `exclude` has Vitest's own, which has it.
  const own = projects.filter(({ test }) => test.exclude !== undefined)
  expect(own.length).toBeGreaterThan(0)
  for (const { test } of own) expect(test.exclude, test.name).toContain('**/node_modules/**')
})

test.each(TOOL_FOLDERS)('the lock file of %s has what its package.json names, in exact versions', async (folder) => {
  const manifest = JSON.parse(await readFile(join(ROOT, folder, 'package.json'), 'utf8')) as {
    private: boolean
    dependencies: Record<string, string>
  }
  const { packages } = await readLock(join(folder, 'package-lock.json'))
  expect(manifest.private).toBe(true)
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    expect(packages[`node_modules/${name}`]?.version, name).toBe(version)
  }
})
