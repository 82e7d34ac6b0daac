import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ROOT } from '../scripts/run.ts'

/**
 * Which unit may import which: a unit imports only units of the layers above it in this table. A folder is a unit, and so is a
 * file at a root.
 */
const LAYERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  src: [
    ['error-codes.ts', 'shared'],
    ['errors.ts'],
    ['data-centers.ts', 'permission-level.ts'],
    ['account.ts'],
    ['client', 'sealing'],
    ['oauth-values.ts', 'token-response.ts'],
    ['oauth.ts', 'flow'],
    ['handler'],
    ['index.ts'],
  ],
  'edge/worker': [
    ['http'],
    ['config', 'i18n'],
    ['pages', 'session', 'operations'],
    ['presentation', 'calendar-list'],
    ['service', 'connect', 'connect-module.ts'],
    ['base-worker.ts', 'lazy.ts'],
    ['module.ts', 'service-worker.ts', 'worker.ts'],
    ['index.ts', 'entries'],
  ],
  'edge/sandbox': [
    ['http', 'validation'],
    ['config', 'openapi'],
    ['command', 'store', 'faults'],
    ['journal'],
    ['provider', 'control'],
    ['inspector'],
    ['app.ts'],
    ['index.ts'],
    ['node.ts'],
    ['cli.ts'],
  ],
}

/** Which other parts and packages each part may import. The first row that matches a file counts. */
const PARTS: readonly { part: RegExp; may: RegExp }[] = [
  { part: /^generated\//, may: /^$/ },
  { part: /^src\/index\.ts$/, may: /^(generated\/(api|service)\.ts|src\/.*)$/ },
  { part: /^src\//, may: /^(generated\/api\.ts|src\/.*|jose|oauth4webapi|openapi-fetch)$/ },
  { part: /^edge\/worker\/entries\/node\.ts$/, may: /^(edge\/worker\/.*|@hono\/node-server)$/ },
  { part: /^edge\/worker\/entries\/cli\.ts$/, may: /^src\/sealing\/key-ring\.ts$/ },
  { part: /^edge\/worker\/entries\/cloudflare\.ts$/, may: /^(edge\/worker\/.*|cloudflare:workers)$/ },
  { part: /^edge\/worker\/entries\//, may: /^edge\/worker\/.*$/ },
  {
    part: /^edge\/worker\//,
    may: /^(generated\/service(-description)?\.ts|src\/.*|edge\/worker\/.*|hono(\/.*)?|oauth4webapi)$/,
  },
  { part: /^edge\/sandbox\/(node|cli)\.ts$/, may: /^(edge\/sandbox\/.*|@hono\/node-server|node:.*)$/ },
  {
    part: /^edge\/sandbox\/config\/seed-file\.ts$/,
    may: /^(edge\/sandbox\/.*|@cfworker\/json-schema|yaml|node:.*)$/,
  },
  {
    part: /^edge\/sandbox\/(http\/(name|loopback-only)|command\/options)\.ts$/,
    may: /^(src\/shared\/(display-name|host-name)\.ts|edge\/sandbox\/.*|hono(\/.*)?)$/,
  },
  { part: /^edge\/sandbox\//, may: /^(generated\/.*|edge\/sandbox\/.*|hono(\/.*)?|@cfworker\/json-schema)$/ },
  { part: /^edge\/template\/app\.test\.ts$/, may: /./ },
  {
    // A project to copy: it knows the package by its name only.
    part: /^edge\/template\//,
    may: /^(edge\/template\/.*|cronofy-extended-permissions(\/(hono|sandbox))?|@cloudflare\/workers-types|hono(\/.*)?)$/,
  },
  {
    // The site is built from what the code says about itself. None of it runs in a worker.
    part: /^docs\//,
    may: /^(docs\/.*|edge\/worker\/pages\/stylesheet\.ts|test\/scripts\/.*|vitepress(\/.*)?|vitepress-plugin-llms|yaml|node:.*)$/,
  },
]

/** Entries import the rest. Nothing imports them. */
const ENTRIES = /^edge\/worker\/entries\/|^edge\/template\/cloudflare\.ts$|^edge\/sandbox\/cli\.ts$/

/** Only these may keep state in a module: the application, once an isolate knows its settings. */
const KEPT_APP = 'edge/template/cloudflare.ts'

/** Names of the runtimes, which web-standard code does without. */
const RUNTIME_GLOBALS = /\b(process|Buffer|Deno|Bun|__dirname|setImmediate)\b[.(]/

const files = await sourceFiles()
const imports = new Map<string, string[]>()
for (const file of files) imports.set(file, await importsOf(file))

test('every unit imports only units of the layers above it', () => {
  const breaches = files.flatMap((file) =>
    (imports.get(file) ?? []).filter((name) => !mayImport(file, name)).map((name) => `${file} → ${name}`),
  )
  expect(breaches).toEqual([])
})

test('every unit is in the table of layers', () => {
  const units = [...new Set(files.map(unitOf).filter((unit) => unit !== undefined))]
  const listed = Object.entries(LAYERS).flatMap(([root, layers]) => layers.flat().map((name) => `${root}/${name}`))
  expect(units.sort()).toEqual(listed.sort())
})

test('a folder holds few enough files to be read at a glance', () => {
  const counts = new Map<string, number>()
  for (const file of files.filter((name) => /^(src|edge)\//.test(name))) {
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  }
  expect([...counts].filter(([, count]) => count > 14)).toEqual([])
})

test('every part imports only the parts and packages that it may', () => {
  const breaches = files.flatMap((file) => {
    const rule = PARTS.find(({ part }) => part.test(file))
    return (imports.get(file) ?? []).filter((name) => !rule?.may.test(name)).map((name) => `${file} → ${name}`)
  })
  expect(breaches).toEqual([])
})

test('nothing imports an entry', () => {
  const breaches = [...imports].flatMap(([file, names]) =>
    names.filter((name) => ENTRIES.test(name)).map((name) => `${file} → ${name}`),
  )
  expect(breaches).toEqual([])
})

test('no imports form a cycle, not even imports of types', () => {
  const done = new Set<string>()
  const circles: string[] = []
  function visit(file: string, path: readonly string[]): void {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const name of imports.get(file) ?? []) if (imports.has(name)) visit(name, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

test('only the entries know a runtime', async () => {
  const breaches: string[] = []
  for (const file of files) {
    if (ENTRIES.test(file) || file === 'edge/sandbox/node.ts' || file.startsWith('docs/')) continue
    const code = (await readFile(join(ROOT, file), 'utf8')).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    if (RUNTIME_GLOBALS.test(code)) breaches.push(file)
  }
  expect(breaches).toEqual([])
})

test('no module has a variable, or a collection that could grow (T20)', async () => {
  const state =
    /^(?:export )?(?:(?:let|var)\b|const \w+(?:: [^=\n]+)? = (?:\[\]|\{\}|new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\)))/m
  const breaches: string[] = []
  for (const file of files) if (state.test(await readFile(join(ROOT, file), 'utf8'))) breaches.push(file)
  expect(breaches).toEqual([KEPT_APP])
})

test('the worker takes no router of Hono but the smallest', async () => {
  const breaches: string[] = []
  for (const file of files.filter((name) => name.startsWith('edge/worker/'))) {
    if (/^import (?!type\b).* from 'hono'$/m.test(await readFile(join(ROOT, file), 'utf8'))) breaches.push(file)
  }
  expect(breaches).toEqual([])
})

test('an entry of the worker, or of the template, stays short', async () => {
  for (const file of files.filter((name) => ENTRIES.test(name) && !name.startsWith('edge/sandbox/'))) {
    expect((await readFile(join(ROOT, file), 'utf8')).split('\n').length, file).toBeLessThanOrEqual(22)
  }
})

/** `src/client`, `edge/worker/module.ts`; undefined for a file outside of the table. */
function unitOf(file: string): string | undefined {
  const root = Object.keys(LAYERS).find((name) => file.startsWith(`${name}/`))
  return root === undefined ? undefined : `${root}/${file.slice(root.length + 1).split('/')[0]}`
}

function mayImport(file: string, imported: string): boolean {
  const [from, to] = [unitOf(file), unitOf(imported)]
  if (from === undefined || to === undefined || from === to) return true
  const root = Object.keys(LAYERS).find((name) => from.startsWith(`${name}/`)) ?? ''
  // Imports between the roots are in the other table.
  if (!to.startsWith(`${root}/`)) return true
  const layerOf = (unit: string) =>
    (LAYERS[root] ?? []).findIndex((layer) => layer.includes(unit.slice(root.length + 1)))
  return layerOf(to) < layerOf(from)
}

async function sourceFiles(): Promise<string[]> {
  const found: string[] = []
  for (const folder of ['generated', 'src', 'edge', 'docs']) {
    for (const entry of await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.parentPath.includes('node_modules')) continue
      if (entry.name.endsWith('.ts')) found.push(toPath(join(entry.parentPath, entry.name)))
    }
  }
  return found.sort()
}

/** What a file imports: paths relative to the project, and package names. */
async function importsOf(file: string): Promise<string[]> {
  const { importedFiles } = ts.preProcessFile(await readFile(join(ROOT, file), 'utf8'), true, true)
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? toPath(join(ROOT, dirname(file), fileName)) : fileName,
  )
}

function toPath(path: string): string {
  return relative(ROOT, path).replaceAll('\\', '/')
}
