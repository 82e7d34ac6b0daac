import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { sendNavigation } from '../helpers/send-navigation.ts'
import { HAS_SHELL, readShellExample, runShell, startShell } from '../helpers/shell.ts'
import { createTestBrowser } from '../helpers/test-browser.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePorts } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'

const { folder: installed, tarball } = inject('installed')

/** Where the README's command copies the template to: a folder where the package is installed. */
const project = join(installed, 'my-worker')

/** What the template's README installs beside the package. */
const DEVELOPMENT_PACKAGES = ['vitest', 'wrangler', '@cloudflare/workers-types', '@types/node'] as const

describe.skipIf(!HAS_SHELL)('the template, copied and set up as its README says, with the installed package', () => {
  let steps: string
  let printed: string

  beforeAll(async () => {
    const copy = readShellExample('docs/tutorials/hono.md', 'cp -r edge/template')
    await runShell(copy.replaceAll('../my-worker', project.replaceAll('\\', '/')))
    for (const name of DEVELOPMENT_PACKAGES) {
      const link = join(project, 'node_modules', name)
      await mkdir(join(link, '..'), { recursive: true })
      await symlink(join(ROOT, 'node_modules', name), link, 'junction')
    }
    steps = readShellExample('edge/template/README.md', 'npm run dev')
    // `npm run dev` does not end. It is run below.
    printed = await runShell(
      `export NO_COLOR=1\nnpm() { case "$1" in test) command npm "$@" ;; esac; }\n${steps}`,
      project,
    )
  })

  test('has the tarball that its package.json installs', async () => {
    expect(await readdir(project)).toContain(basename(tarball))
    expect(steps).toContain(basename(tarball))
  })

  test('passes its own tests and its own check', async () => {
    expect(printed).toMatch(/Tests +9 passed \(9\)/)
    const [npm, ...first] = resolveTool('npm')
    const { code, output } = await execute(npm, [...first, '--prefix', project, 'run', 'check'], { NO_COLOR: '1' })
    expect(code, output).toBe(0)
  })

  test('keeps what is secret in production in a file that git ignores', async () => {
    await runShell(readShellExample('edge/template/README.md', '> live.env'), project)
    const live = await readFile(join(project, 'live.env'), 'utf8')
    expect(live).toMatch(/^SEALING_KEYS=[\w-]{43}\nSESSION_SECRET=[\w-]{43}\nPUBLIC_URL=https:\/\/app\.example\.com\n/)
    const ignored = (await readFile(join(project, '.gitignore'), 'utf8')).split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['*.env', '.dev.vars']))
  })

  test('npm run dev runs the emulator and the flow, without any other step', async () => {
    const { sandboxPort, port } = await findFreePorts('sandboxPort', 'port')
    const [sandbox, app] = [`http://127.0.0.1:${sandboxPort}`, `http://localhost:${port}`]
    const [command = ''] = /^npm run dev\b.*$/m.exec(steps) ?? []
    const running = startShell(command, project, { SANDBOX_PORT: String(sandboxPort), PORT: String(port) })
    try {
      await waitForHttp(app, running)
      const browser = createTestBrowser({ [sandbox]: sendNavigation, [app]: sendNavigation })
      await browser.post(`${app}/sign-in`, { user: 'ada' })
      const authorize = await browser.get(`${app}/cronofy/connect/us`)
      const connected = await browser.post(authorize.url.href, { account: 'google' })
      expect(connected.text).toContain('Work: sandbox')
      const accessPage = await browser.post(`${app}/permissions/start`, { all_calendars: 'true' })
      const back = await browser.post(accessPage.url.href, { decision: 'accept-all' })
      expect(back.url.href).toBe(`${app}/?permission_status=granted`)
      expect(back.text).toContain('Work: unrestricted')
      expect(back.text).toContain('<li>granted</li>')
    } finally {
      await running.end()
    }
  })
})

interface Manifest {
  readonly version?: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

test('the template needs this version, and the versions that it is tested with here', async () => {
  const read = async (path: string) => JSON.parse(await readFile(join(ROOT, path), 'utf8')) as Manifest
  const [ours, its] = [await read('package.json'), await read('edge/template/package.json')]
  expect(its.dependencies).toEqual({
    // Not published, so a registry has no package of this name, or another one.
    'cronofy-extended-permissions': `file:cronofy-extended-permissions-${ours.version}.tgz`,
    hono: ours.peerDependencies?.['hono'],
  })
  expect(ours.devDependencies).toMatchObject(its.devDependencies)
  expect(Object.keys(its.devDependencies)).toEqual(expect.arrayContaining([...DEVELOPMENT_PACKAGES]))
})

test("the template's README describes every file of code in it", async () => {
  const [readme, files] = [
    await readFile(join(ROOT, 'edge/template/README.md'), 'utf8'),
    await readdir(join(ROOT, 'edge/template')),
  ]
  expect(files.filter((name) => /\.[jt]s$/.test(name) && !readme.includes(`\`${name}\``))).toEqual([])
})
