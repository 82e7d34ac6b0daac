import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'
import { workerdCommand } from '../soak/workerd.ts'
import { createConsumer } from './consumer.ts'
import { type InstalledSandbox, runSandbox } from './installed-sandbox.ts'
import { type AppSettings, walkApp } from './walk-app.ts'

/** Each has an account in a data center of its own, because all of them share one emulator. */
const RUNTIMES = [
  ['node', 'de'],
  ['deno', 'uk'],
  ['workerd', 'us'],
] as const

type Runtime = (typeof RUNTIMES)[number][0]

let project: string
let sandbox: InstalledSandbox

beforeAll(async () => {
  const { folder } = inject('installed')
  project = await createConsumer(folder, 'test/package-install/consumers')
  await writeFile(join(project, 'deno.json'), JSON.stringify({ nodeModulesDir: 'manual' }))
  sandbox = await runSandbox(folder)
})

afterAll(() => sandbox?.end())

test.each(RUNTIMES)('an app on %s that mounts the module walks the flow', async (runtime, dataCenter) => {
  await walkApp(sandbox, dataCenter, (port, settings) => commandOf(runtime, port, settings))
})

async function commandOf(runtime: Runtime, port: number, settings: AppSettings): Promise<[string, ...string[]]> {
  const entry = join(project, `serve-${runtime}.ts`)
  switch (runtime) {
    case 'node':
      return [process.execPath, entry]
    case 'deno': {
      const config = join(project, 'deno.json')
      return [...resolveTool('deno'), 'run', '--allow-env', '--allow-net=127.0.0.1', '--config', config, entry]
    }
    case 'workerd': {
      const outdir = join(project, 'worker')
      await mkdir(outdir)
      const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
      const options = ['--dry-run', '--outdir', outdir, '--compatibility-date', '2026-10-01', '--name', 'app']
      const { code, output } = await execute(process.execPath, [wrangler, 'deploy', entry, ...options])
      expect(code, output).toBe(0)
      return workerdCommand(ROOT, outdir, {
        name: 'app',
        port,
        environment: { ...settings },
        module: 'serve-workerd.js',
      })
    }
  }
}
