import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import { createConsumer } from './consumer.ts'

/** As Node resolves, with Node's types alone, and with every check there is. */
const NODE = {
  module: 'nodenext',
  lib: ['ES2023'],
  types: ['node'],
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
}

/** As a bundler resolves, for a browser or an edge runtime, and no stricter than `strict`. */
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: [] }

let project: string

beforeAll(async () => {
  project = await createConsumer(inject('installed').folder, 'test/package-install/consumers', 'test/types')
})

async function compile(options: object, files: readonly string[]): Promise<string> {
  const compilerOptions = {
    target: 'es2023',
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    allowImportingTsExtensions: true,
    typeRoots: [join(ROOT, 'node_modules/@types')],
    ...options,
  }
  const config = join(project, 'tsconfig.json')
  await writeFile(config, JSON.stringify({ compilerOptions, files }))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const { code, output } = await execute(process.execPath, [tsc, '-p', config])
  return code === 0 ? output : `${output}ended with ${code}`
}

/** The types that have to be there and those that must not, a flow, and an app. */
async function everything(): Promise<string[]> {
  const types = await readdir(join(ROOT, 'test/types'))
  expect(types.length).toBeGreaterThan(5)
  return [...types, 'flow.ts', 'app.ts', 'globals.ts']
}

test('a stranger under nodenext, and as strict as it goes, compiles what must compile, and not what must not', async () => {
  // Hono's own types name some of a browser's.
  expect(await compile({ ...NODE, skipLibCheck: true }, [...(await everything()), 'serve-node.ts'])).toBe('')
})

test('a stranger under bundler compiles what must compile, and not what must not', async () => {
  expect(await compile(BUNDLER, [...(await everything()), 'serve-bun.ts', 'serve-deno.ts', 'serve-workerd.ts'])).toBe(
    '',
  )
})

test('plain JavaScript is checked by its comments', async () => {
  // The types of older versions of Hono name some of a browser's.
  const lib = ['ES2023', 'DOM']
  expect(await compile({ ...NODE, lib, allowJs: true, checkJs: true }, ['flow.js'])).toBe('')
})

test('a check that finds nothing would be found out', async () => {
  const file = join(project, 'wrong.ts')
  await writeFile(
    file,
    `import { begin } from 'cronofy-extended-permissions'
begin({})
// @ts-expect-error It is none.
begin
`,
  )
  const output = await compile(NODE, ['wrong.ts'])
  expect(output).toContain("is not assignable to parameter of type 'BeginOptions'")
  expect(output).toContain("Unused '@ts-expect-error' directive")
})
