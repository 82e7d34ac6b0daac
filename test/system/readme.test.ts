import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ROOT } from '../tools/run.ts'

/** What the examples take from the application around them. */
const SURROUNDINGS = `
import type { Context } from 'hono'
import type { Account, CalendarPermission, Client, KeyRing, Outcome } from 'cronofy-extended-permissions'
declare global {
  const environment: Record<string, unknown>
  const accessToken: string, sealingKey: string, newKey: string, oldKey: string
  const account: Account
  const request: Request
  function accountOfSession(c: Context): Account | null
  function accountOf(c: Context): Account | null
  function record(...what: unknown[]): Promise<void>
}
`

/** Names that a block of its own has to bring, and a doc comment may take for granted. */
const PRELUDE = `
import { Hono } from 'hono'
import { begin, complete, createClient, createKeyRing, readPermissions, readReturnUrl } from 'cronofy-extended-permissions'
import { extendedPermissions } from 'cronofy-extended-permissions/hono'
declare const app: Hono, client: ReturnType<typeof createClient>, keys: ReturnType<typeof createKeyRing>
`

test('every example of the README, of the guide and of the doc comments compiles, as strictly as the project itself', async () => {
  const examples = new Map<string, string>([['surroundings.ts', SURROUNDINGS]])
  const pages = (await readdir(join(ROOT, 'docs/guide'))).map((name) => `docs/guide/${name}`)
  for (const file of ['README.md', ...pages]) {
    const text = await readFile(join(ROOT, file), 'utf8')
    for (const [index, block] of [...text.matchAll(/```ts\n([\s\S]*?)```/g)].entries()) {
      examples.set(`${file.replaceAll('/', '-')}-${index + 1}.ts`, asModule(block[1] ?? ''))
    }
  }
  for (const folder of ['src', 'edge/worker', 'edge/sandbox']) {
    for (const file of (await readdir(join(ROOT, folder))).filter((name) => name.endsWith('.ts'))) {
      const text = await readFile(join(ROOT, folder, file), 'utf8')
      for (const [index, block] of [...text.matchAll(/ \* ```ts\n([\s\S]*?) \* ```/g)].entries()) {
        const code = (block[1] ?? '').replace(/^ \* ?/gm, '')
        examples.set(`${folder.replace('/', '-')}-${file}-${index + 1}.ts`, asModule(code))
      }
    }
  }
  expect(examples.size).toBeGreaterThan(10)
  expect(compile(examples)).toEqual([])
})

/** An example as a function of its own; what it imports is imported, and else the prelude is. */
function asModule(code: string): string {
  const imports = code.match(/^import .*$/gm) ?? []
  const body = code.replace(/^import .*$/gm, '')
  const head = imports.length > 0 ? imports.join('\n') : PRELUDE
  const missing =
    /\bcreateClient\(/.test(body) && !/createClient/.test(head)
      ? "import { createClient } from 'cronofy-extended-permissions'\n"
      : ''
  // What exports something is a module already.
  return /^export /m.test(body)
    ? `${head}\n${missing}${body}`
    : `${head}\n${missing}export async function example() {\n${body}\n}`
}

function compile(files: ReadonlyMap<string, string>): string[] {
  const folder = join(ROOT, 'test/system/.examples')
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
  const virtual = new Map([...files].map(([name, text]) => [join(folder, name).replaceAll('\\', '/'), text]))
  const host = ts.createCompilerHost(options)
  const { readFile: read, fileExists: exists } = host
  host.readFile = (name) => virtual.get(name) ?? read(name)
  host.fileExists = (name) => virtual.has(name) || exists(name)
  const program = ts.createProgram({
    rootNames: [...virtual.keys()],
    host,
    options: {
      ...options,
      // Half an example declares something for the reader only.
      noUnusedLocals: false,
      noUnusedParameters: false,
      noImplicitReturns: false,
      isolatedDeclarations: false,
      declaration: false,
      paths: {
        'cronofy-extended-permissions': ['./src/index.ts'],
        'cronofy-extended-permissions/hono': ['./edge/worker/index.ts'],
        'cronofy-extended-permissions/sandbox': ['./edge/sandbox/index.ts'],
      },
    },
  })
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')
    return `${diagnostic.file?.fileName.replace(folder, '')}: ${text}`
  })
}
