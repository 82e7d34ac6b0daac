import { cp, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { execute, launch, type Running } from '../support/execute.ts'
import { type Installed, installPackage } from '../support/installed-package.ts'
import { ROOT } from '../tools/run.ts'

let installed: Installed

beforeAll(async () => {
  installed = await installPackage()
}, 180_000)
afterAll(() => installed?.remove())

/** The Node that runs the tests, and the machine's own where it has another one that the package is for. */
const NODES = await findNodes()

async function findNodes(): Promise<[version: string, path: string][]> {
  const nodes: [string, string][] = [[process.version, process.execPath]]
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((name) => !name.includes('node_modules'))) {
    const path = join(folder, 'node')
    const { code, output } = await execute(path, ['--version']).catch(() => ({ code: 1, output: '' }))
    const version = output.trim()
    const isNew = nodes.every(([known]) => known !== version)
    if (code === 0 && isNew && Number(/^v(\d+)/.exec(version)?.[1]) >= 20) nodes.push([version, path])
  }
  return nodes
}

/** The command as a shell finds it, where that Node comes first. */
function command(node: string, args: string[]): Running {
  const PATH = `${dirname(node)}${delimiter}${process.env['PATH']}`
  return launch(join(installed.folder, 'node_modules/.bin/cronofy-sandbox'), args, { PATH })
}

async function serving({ output, child, ended }: Running): Promise<string> {
  while (!output().includes('Ctrl-C ends it.')) {
    if (child.exitCode !== null) throw new Error(`Cannot ask the sandbox: it ended with ${await ended}\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0] ?? ''
}

test.each(NODES)('cronofy-sandbox of the installed package serves on Node %s', async (_, node) => {
  const seed = join(installed.folder, 'seed.yaml')
  await writeFile(
    seed,
    `clients: [{ clientId: mine, clientSecret: my-secret }]
accounts:
  - name: ada
    about: the first
    profiles:
      - { id: one, provider: google, name: ada@example.com, calendars: [{ id: work, name: Work }] }
`,
  )
  const running = command(node, ['--port', '0', '--seed', seed])
  try {
    const url = await serving(running)
    const made = await fetch(`${url}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'ada', data_center: 'de' }),
    })
    const { access_token } = (await made.json()) as { access_token: string }
    const calendars = await fetch(`${url}/de/v1/calendars`, { headers: { authorization: `Bearer ${access_token}` } })
    expect(await calendars.json()).toMatchObject({ calendars: [{ calendar_id: 'cal_de_one_work' }] })
  } finally {
    running.child.kill('SIGINT')
  }
  expect(await running.ended).toBe(0)
  expect(running.output().trim().endsWith('Ctrl-C ends it.')).toBe(true)
})

test.each(NODES)('cronofy-sandbox of the installed package refuses an unknown option on Node %s', async (_, node) => {
  const { ended, output } = command(node, ['--prt', '1'])
  expect(await ended).toBe(1)
  expect(output()).toBe("Unknown option '--prt'; --help lists what there is\n")
})

test.each(['yaml', '@hono/node-server', '@cfworker/json-schema'])(
  'cronofy-sandbox says in one line that %s is missing, and how to get it',
  async (name) => {
    const [from, to] = [join(installed.folder, 'node_modules', name), join(installed.folder, 'elsewhere')]
    await rename(from, to)
    try {
      const { ended, output } = command(process.execPath, ['--port', '0', '--seed', 'seed.yaml'])
      expect(await ended).toBe(1)
      expect(output()).toBe(
        `Cannot start: the package "${name}" is missing; npm install hono @hono/node-server @cfworker/json-schema yaml\n`,
      )
    } finally {
      await rename(to, from)
    }
  },
)

test('the installed package has the schema of the seed where an editor is told to look', async () => {
  const schema = join(installed.folder, 'node_modules/cronofy-extended-permissions/edge/sandbox/seed.schema.json')
  expect(JSON.parse(await readFile(schema, 'utf8'))).toMatchObject({ title: 'What a sandbox starts with' })
})

/** Copies an example to where the package is installed, so that its imports mean the package. */
async function copyExample(name: string): Promise<string> {
  const folder = join(installed.folder, name)
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
  const folder = await copyExample('deno')
  const deno = join(ROOT, 'node_modules/.bin/deno')
  const { code, output } = await execute(deno, ['test', '--config', join(folder, 'deno.json'), folder], {
    NO_COLOR: '1',
  })
  expect(output).toMatch(/ok \| 3 passed \| 0 failed/)
  expect(code).toBe(0)
})

test('the entry with a hook that the README shows is bundled by wrangler from the installed package', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  const [, example] = /```ts\n([^`]*createLazyWorker[^`]*)```/.exec(readme) ?? []
  const entry = join(installed.folder, 'entry.ts')
  await writeFile(entry, example ?? '')
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  const outdir = join(installed.folder, 'bundle')
  const options = ['--dry-run', '--outdir', outdir, '--compatibility-date', '2026-10-01', '--name', 'entry']
  const { code, output } = await execute(process.execPath, [wrangler, 'deploy', entry, ...options])
  expect(code, output).toBe(0)
  expect(await readFile(join(outdir, 'entry.js'), 'utf8')).toContain('FUNNEL.writeDataPoint')
})
