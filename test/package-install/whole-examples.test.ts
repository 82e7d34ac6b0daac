import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { readBlocks } from '../helpers/examples.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'

const { folder: installed } = inject('installed')

/** Copies an example to where the package is installed, so that its imports mean the package. */
async function copyExample(name: string): Promise<string> {
  const folder = join(installed, name)
  await cp(join(ROOT, 'test/examples', name), folder, { recursive: true })
  expect((await readdir(folder)).length).toBeGreaterThanOrEqual(2)
  return folder
}

test('the example for Vitest passes with the installed package', async () => {
  const folder = await copyExample('vitest')
  await mkdir(join(folder, 'node_modules'))
  await symlink(join(ROOT, 'node_modules/vitest'), join(folder, 'node_modules/vitest'), 'junction')
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const { code, output } = await execute(process.execPath, [vitest, 'run', '--root', folder], { NO_COLOR: '1' })
  expect(output).toMatch(/Tests +2 passed \(2\)/)
  expect(code).toBe(0)
})

test('the example for deno test passes with the installed package, type-checked and without a permission', async () => {
  const folder = await copyExample('deno/test')
  const [deno] = resolveTool('deno')
  const { code, output } = await execute(deno, ['test', '--config', join(folder, 'deno.json'), folder], {
    NO_COLOR: '1',
  })
  expect(output).toMatch(/ok \| 3 passed \| 0 failed/)
  expect(code).toBe(0)
})

test('the entry with a hook that the guide shows is bundled by wrangler from the installed package', async () => {
  const example = [...readBlocks('ts').values()].find((code) => code.includes('FUNNEL'))
  const entry = join(installed, 'entry.ts')
  await writeFile(entry, example ?? '')
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  const outdir = join(installed, 'bundle')
  const options = ['--dry-run', '--outdir', outdir, '--compatibility-date', '2026-10-01', '--name', 'entry']
  const { code, output } = await execute(process.execPath, [wrangler, 'deploy', entry, ...options])
  expect(code, output).toBe(0)
  expect(await readFile(join(outdir, 'entry.js'), 'utf8')).toContain('FUNNEL.writeDataPoint')
})
