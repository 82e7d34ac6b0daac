import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'

let modules: string[]

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'worker-bundle-'))
  const { code, output } = await execute(process.execPath, [
    join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
    'deploy',
    '--dry-run',
    '--outdir',
    folder,
    '--metafile',
    join(folder, 'meta.json'),
  ])
  expect(code, output).toBe(0)
  const meta = JSON.parse(await readFile(join(folder, 'meta.json'), 'utf8')) as { inputs: Record<string, unknown> }
  modules = Object.keys(meta.inputs)
  await rm(folder, { recursive: true })
})

test('wrangler deploy --dry-run bundles the worker', () => {
  expect(modules).toContain('edge/worker/entries/cloudflare.ts')
  expect(modules).toContain('src/flow/flow.ts')
})

test("the worker's bundle holds no sandbox module (T21)", () => {
  expect(modules.filter((name) => name.includes('sandbox/') || name.includes('json-schema'))).toEqual([])
  expect(modules).not.toContain('generated/description.ts')
})

test("the worker's bundle holds its four libraries, and no other", () => {
  const packages = new Set(modules.map((name) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1]).filter(Boolean))
  expect([...packages].sort()).toEqual(['hono', 'jose', 'oauth4webapi', 'openapi-fetch'])
})

test('no query of a request is kept in the logs of Cloudflare (T8)', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'wrangler.jsonc'), ts.sys.readFile)
  expect(config.observability).toEqual({ enabled: true, redact_query_string: true })
})
