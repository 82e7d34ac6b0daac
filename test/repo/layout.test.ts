import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ROOT } from '../scripts/run.ts'

/** Which folders and packages the files of each part may import. The first part that matches a file counts. */
const PARTS: readonly { part: RegExp; may: RegExp }[] = [
  { part: /^generated\//, may: /^$/ },
  { part: /^src\//, may: /^(generated\/api\.ts|src\/.*|jose|oauth4webapi|openapi-fetch)$/ },
  { part: /^edge\/worker\/node\.ts$/, may: /^(edge\/worker\/.*|@hono\/node-server)$/ },
  { part: /^edge\/worker\/(cloudflare|deno)\.ts$/, may: /^edge\/worker\/.*$/ },
  {
    part: /^edge\/worker\//,
    may: /^(generated\/service(-description)?\.ts|src\/.*|edge\/worker\/.*|hono(\/.*)?|oauth4webapi)$/,
  },
  { part: /^edge\/sandbox\/(node|cli)\.ts$/, may: /^(edge\/sandbox\/.*|@hono\/node-server|node:.*)$/ },
  { part: /^edge\/sandbox\/seed-file\.ts$/, may: /^(edge\/sandbox\/.*|@cfworker\/json-schema|yaml|node:.*)$/ },
  { part: /^edge\/sandbox\//, may: /^(generated\/.*|edge\/sandbox\/.*|hono(\/.*)?|@cfworker\/json-schema)$/ },
  {
    // What somebody copies: it knows the package by its name alone.
    part: /^edge\/template\//,
    may: /^(edge\/template\/.*|cronofy-extended-permissions(\/(hono|sandbox))?|hono(\/.*)?|vitest)$/,
  },
  {
    // The site is built from what the code says of itself, and nothing of it runs in a worker.
    part: /^docs\//,
    may: /^(docs\/.*|src\/.*|edge\/.*|test\/tools\/.*|hono\/html|highlight\.js\/.*|markdown-it|typescript|yaml|node:.*)$/,
  },
]

/** Entries import the rest; nothing imports them. */
const ENTRIES = /^edge\/(worker|template)\/(cloudflare|deno|node)\.ts$|^edge\/sandbox\/cli\.ts$/

/** The application itself, once an isolate knows its settings. */
const KEPT_APP = 'edge/template/cloudflare.ts'

/** Names of the runtimes, which web-standard code does without. */
const RUNTIME_GLOBALS = /\b(process|Buffer|Deno|Bun|__dirname|setImmediate)\b[.(]/

const files = await sourceFiles()
const imports = new Map<string, string[]>()
for (const file of files) imports.set(file, await importsOf(file))

test('every file imports only what its part may', () => {
  const breaches = files.flatMap((file) => {
    const rule = PARTS.find(({ part }) => part.test(file))
    return (imports.get(file) ?? []).filter((name) => !rule?.may.test(name)).map((name) => `${file} → ${name}`)
  })
  expect(files.length).toBeGreaterThan(60)
  expect(breaches).toEqual([])
})

test('nothing imports an entry', () => {
  const breaches = [...imports].flatMap(([file, names]) =>
    names.filter((name) => ENTRIES.test(name)).map((name) => `${file} → ${name}`),
  )
  expect(breaches).toEqual([])
})

test('no imports go in a circle, not even those of types', () => {
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
    expect((await readFile(join(ROOT, file), 'utf8')).split('\n').length, file).toBeLessThanOrEqual(21)
  }
})

async function sourceFiles(): Promise<string[]> {
  const found: string[] = []
  for (const folder of ['generated', 'src', 'edge', 'docs']) {
    for (const entry of await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith('.ts')) found.push(toPath(join(entry.parentPath, entry.name)))
    }
  }
  return found.sort()
}

/** What a file imports: paths from the project's folder, and names of packages. */
async function importsOf(file: string): Promise<string[]> {
  const { importedFiles } = ts.preProcessFile(await readFile(join(ROOT, file), 'utf8'), true, true)
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? toPath(join(ROOT, dirname(file), fileName)) : fileName,
  )
}

function toPath(path: string): string {
  return relative(ROOT, path).replaceAll('\\', '/')
}
