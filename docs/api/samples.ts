/**
 * Extracts code samples from programs: the lines between a comment with `docs:begin <operationId>` and one with `docs:end`.
 * The tests run the programs, so the samples work.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { ROOT } from '../../test/scripts/run.ts'

/** The code sample of an operation in one language. */
export interface Sample {
  readonly operationId: string
  /** The language for syntax highlighting: `python`. */
  readonly language: string
  /** The label of the sample, with the client generator if there is one: `Python (openapi-generator)`. */
  readonly label: string
  readonly source: string
}

/** Names for which a capital first letter is not enough. */
const NAMES: Readonly<Record<string, string>> = { curl: 'curl', php: 'PHP', typescript: 'TypeScript' }

/**
 * Reads the samples of every program in `folders`, which contain a folder for each language, such as `go` or
 * `python-openapi-generator`. A language without samples is omitted.
 *
 * @param operationIds The operations of the description. A sample of another operation is an error.
 * @param required The operations that a language must show if it has any sample.
 * @throws Error with the folder or the file, and the cause
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
    if (unknown.length > 0)
      throw new Error(`Cannot read the samples of ${name}: the description has no operation ${unknown.join(', ')}`)
    const missing = required.filter((id) => !own.has(id))
    if (missing.length > 0)
      throw new Error(`Cannot read the samples of ${name}: no program has a sample of ${missing.join(', ')}`)
    for (const [operationId, source] of own) {
      samples.push({ operationId, language: name.split('-', 1)[0] ?? name, label: labelOf(name), source })
    }
  }
  return samples
}

/** Returns the samples in a program by operation. Several samples of one operation are joined. */
export function cutSamples(program: string, file: string): Map<string, string> {
  const samples = new Map<string, string>()
  let open: { id: string; lines: string[] } | undefined
  for (const [index, line] of program.split(/\r?\n/).entries()) {
    const fail = (what: string) => new Error(`Cannot read the samples in ${file}: ${what} in line ${index + 1}`)
    const begin = /\bdocs:begin\b\s*(\w*)/.exec(line)
    if (begin !== null) {
      const [, id = ''] = begin
      if (open !== undefined) throw fail('docs:begin inside another sample')
      if (id === '') throw fail('docs:begin without an operation')
      open = { id, lines: [] }
    } else if (/\bdocs:end\b/.test(line)) {
      if (open === undefined) throw fail('docs:end without docs:begin')
      const before = samples.get(open.id)
      const source = dedent(open.lines)
      if (source === '') throw fail('no code before docs:end')
      samples.set(open.id, before === undefined ? source : `${before}\n\n${source}`)
      open = undefined
    } else {
      open?.lines.push(line)
    }
  }
  if (open !== undefined) throw new Error(`Cannot read the samples in ${file}: no docs:end after ${open.id}`)
  return samples
}

async function readLanguage(folder: string): Promise<Map<string, string>> {
  const samples = new Map<string, string>()
  for (const entry of (await readdir(folder, { recursive: true, withFileTypes: true })).sort(byPath)) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    for (const [id, source] of cutSamples(await readFile(file, 'utf8'), file)) {
      if (samples.has(id))
        throw new Error(`Cannot read the sample of ${id}: ${file} is the second file in ${folder} that has one`)
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

/** Sorts the most widely known languages first, because Redoc opens the first sample. */
function rank(folder: string): number {
  const index = ['curl', 'typescript'].indexOf(basename(folder))
  return index === -1 ? Number.POSITIVE_INFINITY : index
}

function byPath(a: { parentPath: string; name: string }, b: { parentPath: string; name: string }): number {
  return join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1
}

/** Removes empty lines at the start and the end, and the indentation that all lines share. */
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

/** Returns `Python (openapi-generator)` for `python-openapi-generator`. */
function labelOf(folder: string): string {
  const [language = '', ...generator] = folder.split('-')
  const name = NAMES[language] ?? `${language.charAt(0).toUpperCase()}${language.slice(1)}`
  return generator.length === 0 ? name : `${name} (${generator.join('-')})`
}
