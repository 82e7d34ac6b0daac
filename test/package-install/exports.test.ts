import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'

const { folder } = inject('installed')
const PACKAGE = join(folder, 'node_modules/cronofy-extended-permissions')

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>
}

const manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as Manifest
const LIBRARY = ['jose', 'oauth4webapi', 'openapi-fetch']

/** The packages that each export of code needs, and those that only its types need. */
const NEEDS: readonly [name: string, packages: readonly string[], forTypes: readonly string[]][] = [
  ['.', LIBRARY, []],
  ['./handler', LIBRARY, []],
  ['./hono', [...LIBRARY, 'hono'], []],
  ['./worker', [...LIBRARY, 'hono'], []],
  ['./worker/service', [...LIBRARY, 'hono'], []],
  ['./locales/en', [], []],
  ['./locales/de', [], []],
  ['./sandbox', ['@cfworker/json-schema', 'hono'], []],
  // It takes a sandbox, which the other export makes.
  ['./sandbox/node', ['@hono/node-server'], ['hono']],
]

test('every export of code is looked at', () => {
  const code = Object.entries(manifest.exports).filter(([, target]) => typeof target !== 'string')
  expect(code.map(([name]) => name)).toEqual(NEEDS.map(([name]) => name))
})

test.each(NEEDS)('%s needs no other packages than %j', async (name, packages) => {
  const needed = await packagesOf(targetOf(name).default)
  expect([...needed].sort()).toEqual([...packages].sort())
})

test.each(NEEDS)('the types of %s need no other packages than %j and %j', async (name, packages, forTypes) => {
  const needed = await packagesOf(targetOf(name).types)
  expect([...packages, ...forTypes]).toEqual(expect.arrayContaining([...needed]))
})

test('what only one export needs is forced on nobody', () => {
  expect(Object.keys(manifest.dependencies).sort()).toEqual(LIBRARY)
  for (const name of Object.keys(manifest.peerDependencies)) {
    expect(manifest.peerDependenciesMeta[name], name).toEqual({ optional: true })
  }
})

test.each(NEEDS)('%s leaves nothing in a bundle that imports it and uses nothing', async (name) => {
  const contents = `import * as unused from '${specifierOf(name)}'`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
  })
  expect(outputFiles[0]?.text).toBe('')
})

test.each(NEEDS)('%s does nothing when it is imported', async (name, packages) => {
  // What the package needs may do something; it is there before.
  const script = `
    const names = Object.getOwnPropertyNames(globalThis).filter((name) => typeof globalThis[name] === 'function')
    const natives = names.map((name) => globalThis[name])
    const look = () => [Reflect.ownKeys(globalThis).length, ...process.getActiveResourcesInfo(), ...Object.keys(process.env)]
    for (const name of ${JSON.stringify(packages)}) await import(name)
    const before = String(look())
    await import('${specifierOf(name)}')
    console.log(before === String(look()), names.filter((name, index) => globalThis[name] !== natives[index]).join())
  `
  const file = join(folder, `look-at-${name.replaceAll(/\W/g, '')}.js`)
  await writeFile(file, script)
  const { output } = await execute(process.execPath, [file])
  expect(output.trim()).toBe('true')
})

function specifierOf(name: string): string {
  return `cronofy-extended-permissions${name.slice(1)}`
}

function targetOf(name: string): { readonly types: string; readonly default: string } {
  const target = manifest.exports[name]
  if (target === undefined || typeof target === 'string') throw new Error(`Cannot look at ${name}: it is no code`)
  return target
}

/** The packages that a file of the package imports, itself or through others. */
async function packagesOf(target: string): Promise<Set<string>> {
  const packages = new Set<string>()
  const seen = new Set<string>()
  async function visit(file: string): Promise<void> {
    if (seen.has(file)) return
    seen.add(file)
    const { importedFiles } = ts.preProcessFile(await readFile(file, 'utf8'), true, true)
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith('.')) await visit(join(dirname(file), asBuilt(fileName, file)))
      else if (!fileName.startsWith('node:')) packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(fileName)?.[0] ?? fileName)
    }
  }
  await visit(join(PACKAGE, target))
  return packages
}

/** Declarations name the source that they stand for. */
function asBuilt(name: string, from: string): string {
  return from.endsWith('.d.ts') ? name.replace(/\.[jt]s$/, '.d.ts') : name
}
