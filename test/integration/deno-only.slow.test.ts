/** The tasks of `deno.json` in a copy of the project, on a machine with Deno and without npm, Node, and installed packages. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../edge/worker/config/config.ts'
import { createTestUser, readSettings, signIn } from '../examples/backends/test-user.ts'
import { execute, launch, type RunningProcess } from '../helpers/child-process.ts'
import { readShellExample } from '../helpers/shell.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePort, findFreePorts } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'

const [DENO] = resolveTool('deno')

/** Each task downloads packages at its first run. */
const TIMEOUT_MS = 300_000

let parent: string
let folder: string
let environment: Record<string, string>
let running: RunningProcess | undefined

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'deno-only-'))
  folder = join(parent, 'project')
  for (const file of await committedFiles()) await cp(join(ROOT, file), join(folder, file))
  environment = {
    // The folder of the executable has no npm and no Node.
    PATH: dirname(DENO),
    DENO_DIR: join(parent, 'cache'),
    NO_COLOR: '1',
    // Deno does not read all of npm's settings.
    NPM_CONFIG_REGISTRY: await npmRegistry(),
  }
}, TIMEOUT_MS)

afterEach(async () => {
  // The group, because the task is a process that starts another one.
  const { pid, exitCode, signalCode } = running?.child ?? {}
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid)
  await running?.ended
  running = undefined
})

afterAll(async () => {
  await rm(parent, { recursive: true, force: true })
})

/** The files that git knows, without those that were deleted. They are copied as they are in the work tree. */
async function committedFiles(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: ROOT })
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)))
}

async function npmRegistry(): Promise<string> {
  const [command, ...args] = resolveTool('npm')
  const { stdout } = await promisify(execFile)(command, [...args, 'config', 'get', 'registry'], { cwd: ROOT })
  return stdout.trim()
}

function runTask(args: readonly string[], settings: Record<string, string> = {}) {
  return execute(DENO, ['task', ...args], { ...environment, ...settings }, { cwd: folder })
}

function startTask(args: readonly string[], ports: Record<string, string>): RunningProcess {
  running = launch(DENO, ['task', ...args], { ...environment, ...ports }, { cwd: folder, detached: true })
  return running
}

/** The settings of the file `secrets.env` that the guide creates, with keys that the task has printed. */
async function guideSettings(): Promise<string> {
  const { code, output } = await runTask(['--quiet', 'keys'])
  expect(code, output).toBe(0)
  const [, settings = ''] =
    /<<'END'\n([\s\S]+?)END$/m.exec(readShellExample('docs/guides/deploy.md', '> secrets.env')) ?? []
  return output + settings
}

test('deno task start names the settings that are missing', async () => {
  const { code, output } = await runTask(['start'])
  expect(code).toBe(1)
  for (const name of ['PUBLIC_URL', 'SEALING_KEYS']) expect(output).toContain(name)
})

test('deno task demo names a port that is no port', async () => {
  const { code, output } = await runTask(['demo'], { PORT: 'x' })
  expect(code).toBe(1)
  expect(output).toContain('Cannot use PORT=x: it is not a port number')
})

test('deno task keys prints keys that the worker accepts', async () => {
  const { code, output } = await runTask(['--quiet', 'keys', 'ruby'])
  expect(code, output).toBe(0)
  const keys = Object.fromEntries(
    output
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/)),
  )
  const rest = { PUBLIC_URL: 'https://connect.example.com', ALLOWED_RETURN_URLS: 'https://app.example.com' }
  expect(readConfig({ ...rest, ...keys }).apiKeys).toMatchObject([{ name: 'ruby' }])
})

test.each(['check', 'test:deno'])('deno task %s passes', { timeout: TIMEOUT_MS }, async (name) => {
  const { code, output } = await runTask([name])
  expect(code, output).toBe(0)
})

test('deno task start, as the guide shows it, serves the worker with the settings of the guide', async () => {
  await writeFile(join(folder, 'secrets.env'), await guideSettings())
  const command = readShellExample('docs/guides/deploy.md', 'deno task --env-file=secrets.env start')
  const port = String(await findFreePort())
  const worker = startTask(command.trim().split(/\s+/).slice(2), { PORT: port })
  const response = await waitForHttp(`http://127.0.0.1:${port}/healthz`, worker)
  expect(await response.json()).toEqual({ status: 'ok' })
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
})

test('deno task sandbox serves the emulator', async () => {
  const port = String(await findFreePort())
  const response = await waitForHttp(`http://127.0.0.1:${port}/`, startTask(['sandbox', '--port', port], {}))
  expect(await response.text()).toContain('Cronofy emulator')
})

test('deno task demo lets a user of the application connect a calendar and grant access', async () => {
  const { port, sandboxPort, appPort } = await findFreePorts('port', 'sandboxPort', 'appPort')
  const ports = { PORT: `${port}`, SANDBOX_PORT: `${sandboxPort}`, APP_PORT: `${appPort}` }
  // The tasks before this one have downloaded all packages. A proxy must not see requests to this machine.
  const { child, output } = startTask(['demo'], { ...ports, HTTP_PROXY: 'http://127.0.0.1:9' })
  for (let tries = 0; tries < 1200 && !output().includes('Ctrl+C'); tries++) {
    expect([child.exitCode, child.signalCode], output()).toEqual([null, null])
    await sleep(100)
  }
  expect(output()).toMatch(/Starting the emulator[\s\S]*Ctrl\+C/)
  const origins = {
    backend: `http://localhost:${appPort}`,
    worker: `http://localhost:${port}`,
    sandbox: `http://127.0.0.1:${sandboxPort}`,
  }
  expect((await createTestUser(origins).get(`${origins.backend}/settings`)).status).toBe(401)
  const ada = await signIn(origins, 'ada')
  expect((await ada.connect('apple')).notice).toBe('Connected')
  const accessPage = await ada.requestAccess()
  expect(accessPage.url.origin).toBe(origins.sandbox)
  const { outcomes } = readSettings(await ada.post(accessPage.url.href, { decision: 'accept-all' }))
  expect(outcomes).toEqual(['Granted: full access to all requested calendars'])
})

test('no task has installed packages or changed deno.lock', async () => {
  expect(existsSync(join(folder, 'node_modules'))).toBe(false)
  expect(await readFile(join(folder, 'deno.lock'), 'utf8')).toBe(await readFile(join(ROOT, 'deno.lock'), 'utf8'))
})

test('the install command for Deno Deploy installs the packages of deno.lock, with which the entry runs', async () => {
  const { deploy } = JSON.parse(await readFile(join(ROOT, 'deno.json'), 'utf8')) as {
    deploy: { install: string; runtime: { entrypoint: string } }
  }
  const { code, output } = await runTask(['--eval', deploy.install])
  expect(code, output).toBe(0)

  await writeFile(join(folder, 'secrets.env'), await guideSettings())
  const port = String(await findFreePort())
  const args = ['run', '--env-file=secrets.env', '--allow-env', '--allow-net', deploy.runtime.entrypoint]
  running = launch(DENO, args, { ...environment, PORT: port }, { cwd: folder, detached: true })
  const response = await waitForHttp(`http://127.0.0.1:${port}/healthz`, running)
  expect(await response.json()).toEqual({ status: 'ok' })
})
