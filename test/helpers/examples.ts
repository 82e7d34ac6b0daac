import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'
import { GUIDE_PATHS, readCodeBlocks, readPage } from './guide.ts'

const PAGES = ['README.md', 'CONTRIBUTING.md', 'edge/template/README.md', ...GUIDE_PATHS]

const SOURCE_FOLDERS = ['src', 'edge/worker', 'edge/sandbox']

/** The blocks of code in a language that the pages show, each named after its file, and its place there. */
export function readBlocks(language: 'ts' | 'sh'): Map<string, string> {
  const blocks = new Map<string, string>()
  for (const path of PAGES) {
    // A block with a file shows lines of an example that runs by itself.
    const found = readCodeBlocks(readPage(path).text).filter(
      (block) => block.language === language && block.file === undefined,
    )
    for (const [index, { code }] of found.entries()) blocks.set(`${path} ${index + 1}`, code)
  }
  return blocks
}

/** Every example in TypeScript: those of the README, of the guide and of the doc comments. */
export async function readExamples(): Promise<Map<string, string>> {
  const examples = readBlocks('ts')
  for (const folder of SOURCE_FOLDERS) {
    for (const path of (await readdir(join(ROOT, folder), { recursive: true })).filter((name) =>
      name.endsWith('.ts'),
    )) {
      const name = path.replaceAll('\\', '/')
      const text = await readFile(join(ROOT, folder, name), 'utf8')
      for (const [index, match] of [...text.matchAll(/ \* ```ts\n([\s\S]*?) \* ```/g)].entries()) {
        examples.set(`${folder}/${name} ${index + 1}`, (match[1] ?? '').replace(/^ \* ?/gm, ''))
      }
    }
  }
  return examples
}

/**
 * An example as a module: what exports something is one already, anything else becomes a function.
 *
 * @param options.preamble What an example that imports nothing takes for granted.
 * @param options.returns The name of what the function gives back at its end.
 */
export function asModule(
  code: string,
  { preamble, returns }: { preamble: string; returns?: string | undefined },
): string {
  const imports = code.match(/^import .*$/gm) ?? []
  const body = code.replace(/^import .*$/gm, '')
  const importLines = imports.length > 0 ? imports.join('\n') : preamble
  const missingImport =
    /\bcreateClient\(/.test(body) && !/createClient/.test(importLines)
      ? "import { createClient } from 'cronofy-extended-permissions'\n"
      : ''
  if (/^export /m.test(body)) return `${importLines}\n${missingImport}${body}`
  const returnStatement = returns === undefined ? '' : `return ${returns}\n`
  return `${importLines}\n${missingImport}export async function example() {\n${body}\n${returnStatement}}`
}
