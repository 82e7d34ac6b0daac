/**
 * Code samples: the lines of real programs between a comment with `docs:begin <operationId>` and one with `docs:end`. The
 * programs are run by the tests, so what the site shows works.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { ROOT } from '../../test/scripts/run.ts'

/** What one language shows of one operation. */
export interface Sample {
  readonly operationId: string
  /** The language, for the highlighting: `python`. */
  readonly language: string
  /** The language, and what the client is generated with, for the reader: `Python (openapi-generator)`. */
  readonly label: string
  readonly source: string
}

/** Names that are not simply written with a capital letter. */
const NAMES: Readonly<Record<string, string>> = { curl: 'curl', php: 'PHP', typescript: 'TypeScript' }

/**
 * Reads the samples of every program under `folders` of the project, which have a folder for each language: `go`,
 * `python-openapi-generator`. A language without any sample is left out.
 *
 * @param operationIds Every operation of the description; a sample of anything else is a mistake.
 * @param required The operations that a language has to show once it shows any.
 * @throws Error which names the folder or the file, and what is wrong with it
 */
export async function readSamples(
  folders: readonly string[],
  operationIds: readonly string[],
  required: readonly string[],
): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const folder of await languagesIn(folders)) {
    const name = basename(folder)
    const own = await readLanguage(folder)
    if (own.size === 0) continue
    const unknown = [...own.keys()].filter((id) => !operationIds.includes(id))
    if (unknown.length > 0) throw new Error(`Cannot show ${name}: ${unknown.join(', ')} is no operation`)
    const missing = required.filter((id) => !own.has(id))
    if (missing.length > 0) throw new Error(`Cannot show ${name}: no program quotes ${missing.join(', ')}`)
    for (const [operationId, source] of own) {
      samples.push({ operationId, language: name.split('-', 1)[0] ?? name, label: labelOf(name), source })
    }
  }
  return samples
}

/** The samples in a program, by their operation. Several of one operation belong together. */
export function cutSamples(program: string, file: string): Map<string, string> {
  const samples = new Map<string, string>()
  let open: { id: string; lines: string[] } | undefined
  for (const [index, line] of program.split(/\r?\n/).entries()) {
    const fail = (what: string) => new Error(`Cannot cut samples out of ${file}: ${what} in line ${index + 1}`)
    const begin = /\bdocs:begin\b\s*(\w*)/.exec(line)
    if (begin !== null) {
      const [, id = ''] = begin
      if (open !== undefined) throw fail('docs:begin before docs:end')
      if (id === '') throw fail('docs:begin without an operation')
      open = { id, lines: [] }
    } else if (/\bdocs:end\b/.test(line)) {
      if (open === undefined) throw fail('docs:end without docs:begin')
      const before = samples.get(open.id)
      const source = dedent(open.lines)
      if (source === '') throw fail('nothing before docs:end')
      samples.set(open.id, before === undefined ? source : `${before}\n\n${source}`)
      open = undefined
    } else {
      open?.lines.push(line)
    }
  }
  if (open !== undefined) throw new Error(`Cannot cut samples out of ${file}: no docs:end after ${open.id}`)
  return samples
}

async function readLanguage(folder: string): Promise<Map<string, string>> {
  const samples = new Map<string, string>()
  for (const entry of (await readdir(folder, { recursive: true, withFileTypes: true })).sort(byPath)) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    for (const [id, source] of cutSamples(await readFile(file, 'utf8'), file)) {
      if (samples.has(id)) throw new Error(`Cannot show ${id}: ${file} is the second file with it in ${folder}`)
      samples.set(id, source)
    }
  }
  return samples
}

async function languagesIn(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(resolve(ROOT, folder), { withFileTypes: true })
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => resolve(ROOT, folder, name))
    }),
  )
  return found.flatMap((languages) => languages.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1)))
}

/** What most readers can read comes first: it is open when they come. */
function rank(folder: string): number {
  const index = ['curl', 'typescript'].indexOf(basename(folder))
  return index === -1 ? Number.POSITIVE_INFINITY : index
}

function byPath(a: { parentPath: string; name: string }, b: { parentPath: string; name: string }): number {
  return join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1
}

/** Without empty lines around it, and without the indentation that all lines share. */
function dedent(lines: readonly string[]): string {
  const filled = lines.filter((line) => line.trim() !== '')
  const indents = filled.map((line) => /^\s*/.exec(line)?.[0] ?? '')
  let shared = indents[0] ?? ''
  for (const indent of indents) while (!indent.startsWith(shared)) shared = shared.slice(0, -1)
  return lines
    .map((line) => (line.trim() === '' ? '' : line.slice(shared.length)))
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
}

/** `Python (openapi-generator)` for `python-openapi-generator`. */
function labelOf(folder: string): string {
  const [language = '', ...generator] = folder.split('-')
  const name = NAMES[language] ?? `${language.charAt(0).toUpperCase()}${language.slice(1)}`
  return generator.length === 0 ? name : `${name} (${generator.join('-')})`
}
