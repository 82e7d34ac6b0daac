/** `deno.json` and `deno.lock` beside what npm has: one version of everything. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type LockedPackages, shippedFolders } from '../scripts/audit.ts'
import { CHECKS } from '../scripts/check.ts'
import { ROOT } from '../scripts/run.ts'

async function readJson<Content>(name: string): Promise<Content> {
  return JSON.parse(await readFile(join(ROOT, name), 'utf8')) as Content
}

const npm = await readJson<{
  version: string
  license: string
  exports: Record<string, string | { default: string }>
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
}>('package.json')
const deno = await readJson<{
  version: string
  license: string
  exports: Record<string, string>
  imports: Record<string, string>
  tasks: Record<string, string>
}>('deno.json')
const npmLock = await readJson<{ packages: LockedPackages & Record<string, { version: string; integrity?: string }> }>(
  'package-lock.json',
)
const denoLock = await readJson<{ npm: Record<string, { integrity: string }>; workspace: object }>('deno.lock')

test('deno.json has the version, the license, and the exports of code that package.json has', () => {
  expect([deno.version, deno.license]).toEqual([npm.version, npm.license])
  const built = Object.entries(npm.exports).flatMap(([name, target]) =>
    typeof target === 'string' ? [] : [[name, target.default.replace('/dist/package/', '/').replace(/\.js$/, '.ts')]],
  )
  expect(deno.exports).toEqual(Object.fromEntries(built))
})

test('deno.json imports what package.json depends on, with the same ranges', () => {
  // Deno has one version of a package, so it takes the newest of several ranges.
  const ranges = Object.entries({ ...npm.dependencies, ...npm.peerDependencies }).map(
    ([name, range]) => [name, range.split(' || ').at(-1)] as const,
  )
  const imports = ranges.map(([name, range]) => [name, `npm:${name}@${range}`])
  // Deno has no subpaths of a package unless a line says so.
  const subpaths = ranges
    .filter(([name]) => name === 'hono')
    .map(([name, range]) => [`${name}/`, `npm:/${name}@${range}/`])
  expect(deno.imports).toEqual(Object.fromEntries([...imports, ...subpaths]))
})

test('deno.lock has the packages that ship, in the versions of package-lock.json, and no others', () => {
  const shipped = [...shippedFolders(npmLock.packages)].map((folder) => {
    const { version, integrity } = npmLock.packages[folder] ?? {}
    return [`${folder.replace('node_modules/', '')}@${version}`, integrity]
  })
  // A package with peers has their versions after an underscore.
  const locked = Object.entries(denoLock.npm).map(([name, { integrity }]) => [name.replace(/_.*/, ''), integrity])
  expect(locked.sort()).toEqual(shipped.sort())
  expect(Object.keys(denoLock.workspace)).toEqual(['dependencies'])
})

test('every task of deno.json installs nothing, and changes deno.lock only if that is its purpose', () => {
  for (const [name, command] of Object.entries(deno.tasks)) {
    expect(command, name).toMatch(/DENO_NO_PACKAGE_JSON=1 deno \w+ --node-modules-dir=none /)
    expect(command.includes(' --frozen '), name).toBe(name !== 'lock')
    expect(command, name).not.toMatch(/ (?:-A|--allow-all)\b/)
  }
})

test('npm run check checks the types of the files that deno task check checks', () => {
  const [, ...args] = CHECKS.find(([, command]) => command === 'deno')?.slice(1) ?? []
  const pathsOf = (words: readonly string[] = []) => words.filter((word) => /^(?:src|edge|test)\b/.test(word))
  expect(pathsOf(args)).toEqual(pathsOf(deno.tasks['check']?.split(' ')))
})
