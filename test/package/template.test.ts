import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { answering } from '../support/answering.ts'
import { execute, launch } from '../support/execute.ts'
import { ROOT } from '../tools/run.ts'
import { tool } from '../tools/tool.ts'
import { findFreePort, newKey } from '../tools/worker-process.ts'
import { createConsumer } from './consumer.ts'
import { type InstalledSandbox, runSandbox } from './installed-sandbox.ts'

const { folder: installed } = inject('installed')

let sandbox: InstalledSandbox

beforeAll(async () => {
  sandbox = await runSandbox(installed)
})

afterAll(() => sandbox?.end())

/** A copy of the template where the package is installed, with the project's own Vitest. */
async function copyTemplate(): Promise<string> {
  const project = await createConsumer(installed, 'edge/template')
  await mkdir(join(project, 'node_modules'))
  await symlink(join(ROOT, 'node_modules/vitest'), join(project, 'node_modules/vitest'), 'junction')
  return project
}

/** Does with `.dev.vars.example` what the template's README says, for other addresses. */
async function configure(project: string, settings: Readonly<Record<string, string>>): Promise<void> {
  let text = await readFile(join(project, '.dev.vars.example'), 'utf8')
  for (const [name, value] of Object.entries(settings)) {
    expect(text).toMatch(new RegExp(`^${name}=`, 'm'))
    text = text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`)
  }
  await writeFile(join(project, '.dev.vars'), `${text}SEALING_KEYS=${newKey()}\n`)
}

async function expectPass(project: string, ...script: string[]): Promise<string> {
  const [npm, ...args] = tool('npm')
  const { code, output } = await execute(npm, [...args, '--prefix', project, ...script], { NO_COLOR: '1' })
  expect(code, output).toBe(0)
  return output
}

test('the template passes its own tests and its own checks with the installed package', async () => {
  const project = await copyTemplate()
  const [deno, ...first] = tool('deno')
  const [tested, , denoChecked] = await Promise.all([
    expectPass(project, 'test'),
    expectPass(project, 'run', 'check'),
    execute(deno, [...first, 'task', '--cwd', project, 'check'], { NO_COLOR: '1' }),
  ])
  expect(tested).toMatch(/Tests +7 passed \(7\)/)
  expect(denoChecked.code, denoChecked.output).toBe(0)
})

/** The template's own command for each runtime; somebody else is signed in with each, so that they are apart in one sandbox. */
const RUNTIMES = [
  [
    'workerd',
    'microsoft',
    (project: string, port: number): [string, ...string[]] => [
      ...tool('wrangler'),
      'dev',
      ...['--config', join(project, 'wrangler.jsonc'), '--ip', '127.0.0.1', '--port', String(port)],
      '--show-interactive-dev-session=false',
    ],
  ],
  ['deno', 'google', (project: string): [string, ...string[]] => [...tool('deno'), 'task', '--cwd', project, 'dev']],
] as const

test.each(RUNTIMES)('the template serves the flow in %s with the installed package', async (_, account, commandOf) => {
  const project = await copyTemplate()
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  await configure(project, { PUBLIC_URL: url, SANDBOX_URL: sandbox.url, SANDBOX_ACCOUNT: account })
  const [program, ...args] = commandOf(project, port)
  const app = launch(program, args, { PORT: String(port), NO_COLOR: '1' })
  try {
    expect(await (await answering(url, app)).text()).toContain('<li>Work: sandbox</li>')
    const start = await fetch(`${url}/permissions/start`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(),
      redirect: 'manual',
    })
    const decision = { url: start.headers.get('location'), decision: 'accept' }
    const { redirect_to = '' } = await sandbox.tell('/sandbox/decisions', decision)
    const back = await fetch(redirect_to, { redirect: 'manual' })
    expect(back.headers.get('location')).toBe(`${url}/?permission_status=granted`)
    expect(await (await fetch(url)).text()).toContain('<li>Work: unrestricted</li>')
    expect(app.output()).toContain(`"subject":"${account}","status":"granted"`)
  } finally {
    app.child.kill()
    await app.ended
  }
})

interface Manifest {
  readonly version?: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

test('the template asks for this version, and for the versions that it is tried with here', async () => {
  const read = async (path: string) => JSON.parse(await readFile(join(ROOT, path), 'utf8')) as Manifest
  const [ours, its] = [await read('package.json'), await read('edge/template/package.json')]
  expect(its.dependencies).toEqual({
    'cronofy-extended-permissions': `^${ours.version}`,
    hono: ours.peerDependencies?.['hono'],
  })
  expect(ours.devDependencies).toMatchObject(its.devDependencies)
  expect(Object.keys(its.devDependencies)).toContain('vitest')
})

test("the template's README tells of every file of code in it, and of the tarball's name", async () => {
  const [readme, files] = [
    await readFile(join(ROOT, 'edge/template/README.md'), 'utf8'),
    await readdir(join(ROOT, 'edge/template')),
  ]
  expect(files.filter((name) => name.endsWith('.ts') && !readme.includes(`\`${name}\``))).toEqual([])
  expect(readme).toContain(`./${inject('installed').tarball.replaceAll('\\', '/').split('/').at(-1)}`)
})
