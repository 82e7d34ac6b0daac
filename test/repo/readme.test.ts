import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { asModule, readExamples } from '../helpers/examples.ts'
import { ROOT } from '../scripts/run.ts'

/** What the examples take from the application around them. */
const SURROUNDINGS = `
import type { Context } from 'hono'
import type { Account, CalendarPermission, Client, DataCenter, KeyRing, OAuthApplication, Outcome, StoredTokens, Tokens } from 'cronofy-extended-permissions'
import type { PermissionHandler } from 'cronofy-extended-permissions/handler'
declare global {
  const environment: Record<string, unknown>
  const accessToken: string, sealingKey: string, newKey: string, oldKey: string
  const account: Account
  const request: Request
  function accountOfSession(c: Context): Account | null
  function accountOf(c: Context): Account | null
  function record(...what: unknown[]): Promise<void>
  interface Session { userId: string }
  const clientId: string, clientSecret: string
  const applications: OAuthApplication[]
  const permissions: PermissionHandler<unknown>
  const store: Map<string, StoredTokens>
  function readSession(request: Request): Promise<Session | undefined>
  function accountOfUser(session: Session | undefined): Account | null
  function userIdOf(c: Context): string | null
  function saveTokens(subject: string, dataCenter: DataCenter, tokens: Tokens): Promise<void>
}
`

/** Names that a block of its own has to bring, and a doc comment may take for granted. */
const PRELUDE = `
import { Hono } from 'hono'
import { begin, complete, createClient, createKeyRing, readPermissions, parseReturnUrl } from 'cronofy-extended-permissions'
import { createTokenManager } from 'cronofy-extended-permissions'
import { createConnectHandler, createPermissionHandler, type GetAccountOptions, type NodeRequest, type NodeResponse, sendResponse, toRequest } from 'cronofy-extended-permissions/handler'
import { cronofyConnect, extendedPermissions } from 'cronofy-extended-permissions/hono'
declare const app: Hono, client: ReturnType<typeof createClient>, keys: ReturnType<typeof createKeyRing>
`

test('every example of the README, of the guide and of the doc comments compiles, as strictly as the project itself', async () => {
  const examples = new Map<string, string>([['surroundings.ts', SURROUNDINGS]])
  for (const [name, code] of await readExamples()) {
    examples.set(`${name.replaceAll(/[ /]/g, '-')}.ts`, asModule(code, { preamble: PRELUDE }))
  }
  expect(examples.size).toBeGreaterThan(10)
  expect(compile(examples)).toEqual([])
})

function compile(files: ReadonlyMap<string, string>): string[] {
  const folder = join(ROOT, 'test/repo/.examples')
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
      // The quick start runs on Node.
      types: ['node'],
      paths: {
        'cronofy-extended-permissions': ['./src/index.ts'],
        'cronofy-extended-permissions/handler': ['./src/handler/index.ts'],
        'cronofy-extended-permissions/hono': ['./edge/worker/module.ts'],
        'cronofy-extended-permissions/worker': ['./edge/worker/index.ts'],
        'cronofy-extended-permissions/worker/service': ['./edge/worker/service-worker.ts'],
        'cronofy-extended-permissions/locales/*': ['./edge/worker/i18n/*.ts'],
        'cronofy-extended-permissions/sandbox': ['./edge/sandbox/index.ts'],
        'cronofy-extended-permissions/sandbox/node': ['./edge/sandbox/node.ts'],
      },
    },
  })
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')
    return `${diagnostic.file?.fileName.replace(folder, '')}: ${text}`
  })
}
