import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'

/** How Deno calls the project's folder. */
const HERE = pathToFileURL(ROOT).href

async function readJson<Manifest>(name: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(ROOT, name), 'utf8')) as Manifest
}

const npm = await readJson<{
  version: string
  license: string
  exports: Record<string, string | { default: string }>
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
}>('package.json')
const jsr = await readJson<{
  name: string
  version: string
  license: string
  exports: Record<string, string>
  imports: Record<string, string>
}>('deno.json')

test('JSR has the version, the licence and the exports that npm has, but for what is no code', () => {
  expect([jsr.version, jsr.license]).toEqual([npm.version, npm.license])
  const built = Object.entries(npm.exports).flatMap(([name, target]) =>
    typeof target === 'string' ? [] : [[name, target.default.replace('/dist/package/', '/').replace(/\.js$/, '.ts')]],
  )
  expect(jsr.exports).toEqual(Object.fromEntries(built))
})

test('Deno imports what npm installs, in the same versions', () => {
  // Deno has one version of a package, so it takes the newest of several ranges.
  const ranges = Object.entries({ ...npm.dependencies, ...npm.peerDependencies }).map(
    ([name, range]) => [name, range.split(' || ').at(-1)] as const,
  )
  const imports = ranges.map(([name, range]) => [name, `npm:${name}@${range}`])
  // Deno has no subpaths of a package unless a line says so.
  const subpaths = ranges
    .filter(([name]) => name === 'hono')
    .map(([name, range]) => [`${name}/`, `npm:/${name}@${range}/`])
  expect(jsr.imports).toEqual(Object.fromEntries([...imports, ...subpaths]))
})

test('JSR would take it: explicit types, no import that it does not know, and nothing but what is meant to be there', {
  timeout: 180_000,
}, async () => {
  const [deno] = resolveTool('deno')
  const { code, output } = await execute(deno, ['publish', '--dry-run', '--allow-dirty'], { NO_COLOR: '1' })
  expect(code, output).toBe(0)
  expect(output).toContain('Success Dry run complete')
  expect(output).not.toMatch(/warning/i)
  const names = output
    .split('\n')
    .filter((line) => line.includes(HERE))
    .map((line) =>
      line
        .trim()
        .slice(HERE.length)
        .replace(/ \([^(]*\)$/, ''),
    )
  expect(names).toEqual(expect.arrayContaining(['deno.json', 'LICENSE', 'README.md', 'openapi.yaml', 'src/index.ts']))
  expect(names.filter((name) => !/^(src|edge|generated)\//.test(name))).toHaveLength(4)
  // It is there to be copied, and knows the package by the name that npm has for it.
  expect(names.filter((name) => name.startsWith('edge/template/'))).toEqual([])
})
