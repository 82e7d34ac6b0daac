import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { beforeAll, expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { resolveTool } from '../scripts/tool.ts'
import { NODE_VERSIONS } from './command.ts'
import { createConsumer } from './consumer.ts'

const GRANTED = 'granted: Work, Home\n'

let project: string

beforeAll(async () => {
  project = await createConsumer(inject('installed').folder, 'test/package-install/consumers')
  await writeFile(join(project, 'deno.json'), JSON.stringify({ nodeModulesDir: 'manual' }))
})

test.each(NODE_VERSIONS)('plain JavaScript on Node %s is told that access is granted', async (_, node) => {
  expect(await execute(node, [join(project, 'flow.js')])).toEqual({ code: 0, output: GRANTED })
})

test('a script on Deno is told that access is granted, type-checked and without a permission', async () => {
  const args = ['run', '--quiet', '--check', '--config', join(project, 'deno.json'), join(project, 'flow.ts')]
  expect(await execute(resolveTool('deno')[0], args)).toEqual({ code: 0, output: GRANTED })
})

test('what a bundler makes of it, for a runtime that knows no packages, is told that access is granted', async () => {
  const outfile = join(project, 'bundle.mjs')
  await build({ entryPoints: [join(project, 'flow.ts')], bundle: true, minify: true, format: 'esm', outfile })
  expect(await execute(process.execPath, [outfile])).toEqual({ code: 0, output: GRANTED })
})
