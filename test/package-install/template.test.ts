import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { execute, launch } from '../helpers/child-process.ts'
import { HAS_SHELL, readShellExample, runShell, startShell } from '../helpers/shell.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'
import { waitForUrl } from './command.ts'
import { type InstalledSandbox, runSandbox } from './installed-sandbox.ts'

const { folder: installed, tarball } = inject('installed')

/** Where the README's command copies the template to: a folder where the package is installed. */
const project = join(installed, 'my-app')

/** The template's own command for each runtime; somebody else is signed in with each, so that they are apart in one sandbox. */
const RUNTIMES = [
  [
    'workerd',
    'microsoft',
    (project: string, port: number): [string, ...string[]] => [
      ...resolveTool('wrangler'),
      'dev',
      ...['--config', join(project, 'wrangler.jsonc'), '--ip', '127.0.0.1', '--port', String(port)],
      '--show-interactive-dev-session=false',
    ],
  ],
  [
    'deno',
    'google',
    (project: string): [string, ...string[]] => [...resolveTool('deno'), 'task', '--cwd', project, 'dev'],
  ],
] as const

/** Puts other values into the file that the template's README makes. */
async function configure(settings: Readonly<Record<string, string>>): Promise<void> {
  const file = join(project, '.dev.vars')
  let text = await readFile(file, 'utf8')
  for (const [name, value] of Object.entries(settings)) {
    expect(text).toMatch(new RegExp(`^${name}=`, 'm'))
    text = text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`)
  }
  await writeFile(file, text)
}

describe.skipIf(!HAS_SHELL)('the template, copied and set up as its README says, with the installed package', () => {
  let sandbox: InstalledSandbox
  let steps: string
  let printed: string

  beforeAll(async () => {
    sandbox = await runSandbox(installed)
    const copy = await readShellExample('README.md', 'cp -r edge/template')
    await runShell(copy.replaceAll('../my-app', project.replaceAll('\\', '/')))
    await mkdir(join(project, 'node_modules'))
    await symlink(join(ROOT, 'node_modules/vitest'), join(project, 'node_modules/vitest'), 'junction')
    steps = await readShellExample('edge/template/README.md', 'cp .dev.vars.example')
    // What does not end is run below.
    printed = await runShell(`export NO_COLOR=1\nnpm() { [ "$1" != test ] || command npm "$@"; }\n${steps}`, project)
  })

  afterAll(() => sandbox?.end())

  test('has the tarball that its README installs, and a key of its own', async () => {
    expect(await readdir(project)).toContain(basename(tarball))
    expect(steps).toContain(`npm install ./${basename(tarball)} `)
    expect(await readFile(join(project, '.dev.vars'), 'utf8')).toMatch(/^SEALING_KEYS=[\w-]{43}$/m)
  })

  test('passes its own tests and its own checks', async () => {
    expect(printed).toMatch(/Tests +7 passed \(7\)/)
    const [[npm, ...first], [deno, ...second]] = [resolveTool('npm'), resolveTool('deno')]
    const checks = await Promise.all([
      execute(npm, [...first, '--prefix', project, 'run', 'check'], { NO_COLOR: '1' }),
      execute(deno, [...second, 'task', '--cwd', project, 'check'], { NO_COLOR: '1' }),
    ])
    for (const { code, output } of checks) expect(code, output).toBe(0)
  })

  test('runs its sandbox', async () => {
    const [command = ''] = /^npm run sandbox\b.*$/m.exec(steps) ?? []
    const running = startShell(command, project, { SANDBOX_PORT: '0' })
    try {
      expect(await waitForUrl(running)).toMatch(/^http:/)
    } finally {
      await running.end()
    }
  })

  test('keeps what is secret where it is live in a file that git ignores', async () => {
    await runShell(await readShellExample('edge/template/README.md', 'cat > live.env'), project)
    const live = await readFile(join(project, 'live.env'), 'utf8')
    expect(live).toMatch(/^PUBLIC_URL=https:\/\/app\.example\.com\nSEALING_KEYS=[\w-]{43}\n$/)
    expect((await readFile(join(project, '.gitignore'), 'utf8')).split('\n')).toContain('*.env')
  })

  test.each(RUNTIMES)('serves the flow in %s', async (_, account, commandOf) => {
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    await configure({ PUBLIC_URL: url, SANDBOX_URL: sandbox.url, SANDBOX_ACCOUNT: account })
    const [program, ...args] = commandOf(project, port)
    const app = launch(program, args, { PORT: String(port), NO_COLOR: '1' })
    try {
      expect(await (await waitForHttp(url, app)).text()).toContain('<li>Work: sandbox</li>')
      const start = await fetch(`${url}/permissions/start`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ all_calendars: 'true' }),
      })
      // `fetch` is a script, so the module responds with JSON.
      const { url: accessPage } = (await start.json()) as { url: string }
      const decision = { url: accessPage, decision: 'accept' }
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

test("the template's README tells of every file of code in it", async () => {
  const [readme, files] = [
    await readFile(join(ROOT, 'edge/template/README.md'), 'utf8'),
    await readdir(join(ROOT, 'edge/template')),
  ]
  expect(files.filter((name) => name.endsWith('.ts') && !readme.includes(`\`${name}\``))).toEqual([])
})
