import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { de } from '../../edge/worker/i18n/de.ts'
import { en } from '../../edge/worker/i18n/en.ts'
import { ROOT } from '../scripts/run.ts'

const MODULE = `
import { Hono } from 'hono'
import { extendedPermissions } from './edge/worker/module.ts'
import { createKeyRing } from './src/index.ts'
const options = (locales) => ({
  redirectUri: 'https://app.example.com/permissions/return', allowedReturnUrls: ['https://app.example.com/settings'],
  keys: createKeyRing([KEY]), getAccount: () => null, locales,
})`

const WORKER = `
import { createWorker, readConfig } from './edge/worker/index.ts'
export default createWorker({ config: readConfig(ENVIRONMENT) })`

/** Bundles a script as an application would. Texts stay readable. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    external: ['cloudflare:workers'],
    target: 'es2023',
    charset: 'utf8',
    logLevel: 'error',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
  })
  return outputFiles[0]?.text ?? ''
}

/** Texts without parameters. */
function strings(messages: object): string[] {
  return Object.values(messages).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? strings(value) : []
  })
}

// Texts that a template literal puts together are not in the code as a whole.
const GERMAN = strings(de).filter((text) => text.length > 12 && !strings(en).includes(text))

test.each([
  ['the module alone', `${MODULE}\nexport default new Hono().route('/p', extendedPermissions(options()))`],
  ['createWorker() alone', WORKER],
])('a bundle of %s contains no German', async (_, script) => {
  const code = await bundle(script)
  expect(code).toContain(en.errors.notFound.title)
  expect(GERMAN.filter((text) => code.includes(text))).toEqual([])
  expect(code).not.toContain('i18n/de.ts')
})

test('a bundle of the module alone contains no text of the other pages', async () => {
  const code = await bundle(`${MODULE}\nexport default new Hono().route('/p', extendedPermissions(options()))`)
  expect(code).not.toContain(en.home.dataCentersHelp)
})

test('a bundle contains German when the application imports it, and in the Cloudflare worker', async () => {
  const import_ = "import { de } from './edge/worker/i18n/de.ts'"
  const withGerman = `${import_}${MODULE}\nexport default new Hono().route('/p', extendedPermissions(options({ de })))`
  for (const script of [withGerman, "export { default } from './edge/worker/entries/cloudflare.ts'"]) {
    expect(await bundle(script)).toContain(de.errors?.notFound?.title)
  }
})

test.each([
  [
    'a client',
    "export { createClient } from './src/index.ts'",
    ['permission_status', 'connection_status', 'connection_ended'],
  ],
  [
    'begin() and complete()',
    "export { begin, complete, createClient, createKeyRing } from './src/index.ts'",
    ['permission_status', 'connection_status', 'connection_ended'],
  ],
  [
    'createPermissionHandler()',
    "export { createPermissionHandler } from './src/handler/index.ts'",
    ['connection_status', 'connection_ended'],
  ],
])('a bundle of %s contains no other handler', async (_, script, foreign) => {
  const code = await bundle(script)
  expect(foreign.filter((text) => code.includes(text))).toEqual([])
})

test('a bundle of both handlers and the token manager contains each of these texts', async () => {
  const code = await bundle(`export { createTokenManager } from './src/index.ts'
    export { createConnectHandler, createPermissionHandler } from './src/handler/index.ts'`)
  for (const text of ['permission_status', 'connection_status', 'connection_ended']) expect(code).toContain(text)
})
