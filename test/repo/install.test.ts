import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { installPackages, TOOL_FOLDERS } from '../scripts/install-tools.ts'
import { listProjectFiles } from '../scripts/project-files.ts'
import { ROOT } from '../scripts/run.ts'

interface Lock {
  readonly packages: Readonly<Record<string, { dependencies?: Record<string, string>; version?: string }>>
}

const readLock = async (path: string) => JSON.parse(await readFile(join(ROOT, path), 'utf8')) as Lock

/** The system whose figures the documents state. On others, packages have other binaries. */
const IS_LINUX_X64 = process.platform === 'linux' && process.arch === 'x64'

test('npm ci installs at most 200 packages, as many as CONTRIBUTING.md states', async () => {
  // What npm has installed for this system.
  const { packages } = await readLock('node_modules/.package-lock.json')
  const count = Object.keys(packages).length
  expect(count).toBeGreaterThan(50)
  expect(count).toBeLessThanOrEqual(200)
  const [, stated] =
    /`npm ci` installs (\d+) packages/.exec(await readFile(join(ROOT, 'CONTRIBUTING.md'), 'utf8')) ?? []
  if (IS_LINUX_X64) expect(Number(stated)).toBe(count)
})

test('npm ci needs at most 800 MB, about as much as CONTRIBUTING.md states', async () => {
  const megabytes = await megabytesOf(join(ROOT, 'node_modules'))
  expect(megabytes).toBeGreaterThan(100)
  if (!IS_LINUX_X64) return
  expect(megabytes).toBeLessThanOrEqual(800)
  const [, stated] = /packages in (\d+) MB/.exec(await readFile(join(ROOT, 'CONTRIBUTING.md'), 'utf8')) ?? []
  expect(Math.abs(Number(stated) - megabytes)).toBeLessThan(30)
})

/** The disk space of packages in units of 1,048,576 bytes, as `du -m` counts it. Folders that begin with a dot have no packages. */
async function megabytesOf(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
  const inodes = new Map<number, number>()
  for (const name of names) {
    for (const entry of await readdir(join(folder, name), { recursive: true, withFileTypes: true })) {
      const { ino, blocks } = await lstat(join(entry.parentPath, entry.name))
      inodes.set(ino, blocks * 512)
    }
  }
  return [...inodes.values()].reduce((sum, bytes) => sum + bytes, 0) / 1024 ** 2
}

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

describe('installPackages()', () => {
  /** Stands for npm. It takes some time, and fails if `package.json` says so. */
  const NPM = `
    const { mkdirSync, readFileSync, writeFileSync, appendFileSync } = require('node:fs')
    const folder = process.argv[process.argv.indexOf('--prefix') + 1]
    const { fails, log } = JSON.parse(readFileSync(folder + '/package.json', 'utf8'))
    appendFileSync(log, 'x')
    mkdirSync(folder + '/node_modules/first', { recursive: true })
    setTimeout(() => {
      if (fails) process.exit(1)
      mkdirSync(folder + '/node_modules/last')
      writeFileSync(folder + '/node_modules/last/index.js', readFileSync(folder + '/package-lock.json'))
    }, 300)`

  let folder: string
  const log = () => join(folder, 'log')
  const write = (name: string, content: string) => writeFile(join(folder, name), content)
  const last = () => readFile(join(folder, 'tools/node_modules/last/index.js'), 'utf8')
  const install = () => installPackages(join(folder, 'tools'), 'a test')

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'install-tools-'))
    await mkdir(join(folder, 'tools'))
    await write('npm.cjs', NPM)
    await write('tools/package.json', JSON.stringify({ log: log() }))
    await write('tools/package-lock.json', '{"version":1}')
    vi.stubEnv('npm_execpath', join(folder, 'npm.cjs'))
    vi.spyOn(console, 'log').mockImplementation(() => {})
  })

  afterEach(async () => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  test('installs once', async () => {
    expect(await install()).toBe(true)
    expect(await install()).toBe(true)
    expect(await last()).toBe('{"version":1}')
    expect(await readFile(log(), 'utf8')).toBe('x')
  })

  test('several at once find all packages, and leave nothing else behind', async () => {
    const whole = async () => [await install(), await last()]
    expect(await Promise.all([whole(), whole(), whole()])).toEqual(Array(3).fill([true, '{"version":1}']))
    expect((await readdir(join(folder, 'tools'))).sort()).toEqual(['node_modules', 'package-lock.json', 'package.json'])
  })

  test('replaces what another lock file installed', async () => {
    await install()
    await write('tools/package-lock.json', '{"version":2}')
    expect(await install()).toBe(true)
    expect(await last()).toBe('{"version":2}')
  })

  test('installs nothing if npm fails, and keeps what was there', async () => {
    await install()
    await write('tools/package.json', JSON.stringify({ log: log(), fails: true }))
    await write('tools/package-lock.json', '{"version":2}')
    expect(await install()).toBe(false)
    expect(await last()).toBe('{"version":1}')
    await write('tools/package.json', JSON.stringify({ log: log() }))
    expect(await install()).toBe(true)
    expect(await last()).toBe('{"version":2}')
  })
})

test('no manifest and no page installs the package by its name alone', async () => {
  // The package is not published. Anyone who registers its name could run code on readers' machines.
  const files = listProjectFiles('*package.json', '*deno.json', '*.md', '*.yaml', '*.sh')
  expect(files.length).toBeGreaterThan(80)
  for (const file of files) {
    const text = await readFile(join(ROOT, file), 'utf8').catch(() => '')
    expect(text, file).not.toMatch(
      /npm:cronofy-extended-permissions|"cronofy-extended-permissions": "(?:[\^~*\d]|latest)/,
    )
    expect(text, file).not.toMatch(
      /(?:npm (?:install|i|add)|npx)(?: -\S+)* cronofy-(?:extended-permissions|sandbox)(?![-\w.]*\.tgz)/,
    )
  }
})
