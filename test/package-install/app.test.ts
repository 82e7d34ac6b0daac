import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { execute, launch } from '../helpers/child-process.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'
import { workerdCommand } from '../soak/workerd.ts'
import { createConsumer, pasteExample } from './consumer.ts'
import { toSandboxUrl } from './consumers/provider.ts'
import { type InstalledSandbox, runSandbox } from './installed-sandbox.ts'

/** Each has somebody in a data center of its own, so that they are apart in one sandbox. */
const RUNTIMES = [
  ['node', 'de'],
  ['deno', 'uk'],
  ['bun', 'au'],
  ['workerd', 'us'],
] as const

type Runtime = (typeof RUNTIMES)[number][0]

let project: string
let sandbox: InstalledSandbox

beforeAll(async () => {
  const { folder } = inject('installed')
  project = await createConsumer(folder, 'test/package-install/consumers')
  await pasteExample('app.route', join(project, 'app.ts'), 'export default app')
  await writeFile(join(project, 'deno.json'), JSON.stringify({ nodeModulesDir: 'manual' }))
  sandbox = await runSandbox(folder)
})

afterAll(() => sandbox?.end())

test.each(RUNTIMES)(
  'the example of the README, pasted into an app on %s, walks the flow',
  async (runtime, dataCenter) => {
    const { access_token } = await sandbox.tell('/sandbox/tokens', { account: 'apple', data_center: dataCenter })
    const settings = { SANDBOX_URL: sandbox.url, DATA_CENTER: dataCenter, ACCESS_TOKEN: access_token ?? '' }
    const port = await findFreePort()
    const [program, ...args] = await commandOf(runtime, port, settings)
    const app = launch(program, args, { ...settings, PORT: String(port), NO_COLOR: '1' })
    const url = `http://127.0.0.1:${port}`
    try {
      await waitForHttp(`${url}/outcomes`, app)
      const start = await fetch(`${url}/permissions/start`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ all_calendars: 'true' }),
      })
      // `fetch` is a script, so the module responds with JSON.
      const { url: accessPage } = (await start.json()) as { url: string }
      const host = dataCenter === 'us' ? 'app.cronofy.com' : `app-${dataCenter}.cronofy.com`
      expect(new URL(accessPage).host, app.output()).toBe(host)

      const decision = { url: toSandboxUrl(accessPage, sandbox.url), decision: 'accept' }
      const { redirect_to = '' } = await sandbox.tell('/sandbox/decisions', decision)
      const back = await fetch(redirect_to.replace('https://app.example.com', url), { redirect: 'manual' })
      expect(back.headers.get('location')).toBe('https://app.example.com/settings?permission_status=granted')
      expect(await (await fetch(`${url}/outcomes`)).json()).toMatchObject([
        { status: 'granted', dataCenter, subject: 'user-1', calendars: [{ granted: true }, { granted: true }] },
      ])
    } finally {
      app.child.kill('SIGKILL')
      await app.ended
    }
  },
)

async function commandOf(
  runtime: Runtime,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<[string, ...string[]]> {
  const entry = join(project, `serve-${runtime}.ts`)
  switch (runtime) {
    case 'node':
      return [process.execPath, entry]
    case 'deno': {
      const config = join(project, 'deno.json')
      return [...resolveTool('deno'), 'run', '--allow-env', '--allow-net=127.0.0.1', '--config', config, entry]
    }
    case 'bun':
      return [...resolveTool('bun'), entry]
    case 'workerd': {
      const outdir = join(project, 'worker')
      await mkdir(outdir)
      const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
      const options = ['--dry-run', '--outdir', outdir, '--compatibility-date', '2026-10-01', '--name', 'app']
      const { code, output } = await execute(process.execPath, [wrangler, 'deploy', entry, ...options])
      expect(code, output).toBe(0)
      return workerdCommand(ROOT, outdir, { name: 'app', port, environment: settings, module: 'serve-workerd.js' })
    }
  }
}
