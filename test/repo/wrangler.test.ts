import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unstable_readConfig as readConfig } from 'wrangler'
import { ROOT } from '../scripts/run.ts'

/** All but the one of the site, which runs no code. */
const WORKERS = globSync('{.,edge/template,test/examples/*}/wrangler.jsonc', { cwd: ROOT })

test('the worker, the template, and the examples have a configuration', () => {
  expect(WORKERS.sort()).toEqual([
    'edge/template/wrangler.jsonc',
    'test/examples/connect-app/wrangler.jsonc',
    'test/examples/workers/wrangler.jsonc',
    'wrangler.jsonc',
  ])
})

test.each(WORKERS)('%s makes isolates start fast, and keeps queries out of the log', (path) => {
  expect(readConfig({ config: join(ROOT, path) })).toMatchObject({
    compatibility_date: '2026-10-01',
    compatibility_flags: ['no_nodejs_compat'],
    minify: true,
    keep_names: false,
    observability: { enabled: true, redact_query_string: true },
  })
})
