import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { execute, launch, type RunningProcess } from '../helpers/child-process.ts'
import { findFreePort, findFreePorts, isPortFree } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { workerCommand, workerEnvironment } from '../scripts/worker-process.ts'

const START = join(ROOT, 'test/scripts/start.ts')

/** What is printed before anything is loaded. */
const FIRST_LINE = 'Starting the emulator, the worker, and an application. This takes a few seconds.\n'

/** How the banner ends. */
const LAST_LINE = 'Press Ctrl+C to stop everything.'

const WORKER = join(ROOT, 'edge/worker/entries/node.ts')

let running: RunningProcess | undefined

afterEach(async () => {
  running?.child.kill()
  await running?.ended
  running = undefined
})

async function ports(): Promise<{ PORT: string; SANDBOX_PORT: string; APP_PORT: string }> {
  const { PORT, SANDBOX_PORT, APP_PORT } = await findFreePorts('PORT', 'SANDBOX_PORT', 'APP_PORT')
  return { PORT: `${PORT}`, SANDBOX_PORT: `${SANDBOX_PORT}`, APP_PORT: `${APP_PORT}` }
}

async function occupy(port: string): Promise<() => Promise<void>> {
  const server = createServer()
  await once(server.listen(Number(port), '127.0.0.1'), 'listening')
  return () => new Promise((resolve) => server.close(() => resolve()))
}

/** Resolves when the last line of the banner is printed, which names how to stop it. */
async function waitUntilStarted({ output, child }: RunningProcess): Promise<void> {
  for (let tries = 0; tries < 1000 && child.exitCode === null && !output().includes(LAST_LINE); tries++)
    await sleep(100)
  expect(output()).toContain(LAST_LINE)
}

test.each([
  [['PORT'], 'Port {PORT} is in use.'],
  [['SANDBOX_PORT'], 'Port {SANDBOX_PORT} is in use.'],
  [['APP_PORT'], 'Port {APP_PORT} is in use.'],
  [['PORT', 'APP_PORT'], 'Ports {PORT} and {APP_PORT} are in use.'],
] as const)('npm start names all ports that are in use (%s), and a command that works', async (names, expected) => {
  const env = await ports()
  const releases = await Promise.all(names.map((name) => occupy(env[name])))
  const { code, output } = await execute(process.execPath, [START], env)
  for (const release of releases) await release()
  expect(code).toBe(1)
  const message = expected.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof env) => env[name])
  const [, settings = ''] = output.split(`${FIRST_LINE}${message} Run: `)
  const command = /^PORT=(\d+) SANDBOX_PORT=(\d+) APP_PORT=(\d+) npm start\n$/.exec(settings)
  expect(command, output).not.toBeNull()
  for (const [index, name] of (['PORT', 'SANDBOX_PORT', 'APP_PORT'] as const).entries()) {
    const isUsed = names.some((used) => used === name)
    expect(command?.[index + 1] === env[name], name).toBe(!isUsed)
  }
})

test('npm start says that two of its parts have the same port', async () => {
  const env = await ports()
  const { code, output } = await execute(process.execPath, [START], { ...env, PORT: env.APP_PORT })
  expect(code).toBe(1)
  expect(output).toMatch(
    /PORT, SANDBOX_PORT, APP_PORT must differ\. Run: PORT=\d+ SANDBOX_PORT=\d+ APP_PORT=\d+ npm start\n$/,
  )
})

test('npm start says in one line that a port is no port', async () => {
  const { code, output } = await execute(process.execPath, [START], { ...(await ports()), PORT: 'x' })
  expect(code).toBe(1)
  expect(output).toBe(`${FIRST_LINE}Cannot use PORT=x: it is not a port number\n`)
})

test.each(['node', 'cloudflare', 'deno'])(
  'npm start on %s gives an address that works, and Ctrl+C ends everything',
  async (runtime) => {
    const env = await ports()
    const ownBackend = 'http://127.0.0.1:4000'
    running = launch(process.execPath, [START, runtime], { ...env, ALLOWED_RETURN_URLS: ownBackend })
    await waitUntilStarted(running)
    expect(running.output()).toContain(`http://localhost:${env.PORT}`)
    const page = await fetch(`http://localhost:${env.PORT}/`)
    expect(await page.text()).toContain('Full access to your calendars')
    const application = await fetch(`http://localhost:${env.APP_PORT}/settings`)
    expect(await application.text()).toContain('Sign in to Acme Scheduling')
    const [, variables = '', script = ''] = /(SERVICE_URL=[\s\S]*?) sh (\S+)/.exec(running.output()) ?? []
    for (const returnTo of [`http://localhost:${env.APP_PORT}`, `${ownBackend}/connected`]) {
      const settings = variables.replace(/RETURN_TO=\S+/, `RETURN_TO=${returnTo}`)
      const { code, output } = await execute('sh', ['-c', `${settings} sh ${join(ROOT, script)}`])
      expect(code, output).toBe(0)
      expect(output).toContain('revoked')
    }

    running.child.kill('SIGINT')
    expect(await running.ended).toBe(0)
    for (let tries = 0; tries < 50 && !(await isPortFree(Number(env.PORT))); tries++) await sleep(100)
    expect(await isPortFree(Number(env.PORT))).toBe(true)
    expect(await isPortFree(Number(env.SANDBOX_PORT))).toBe(true)
  },
)

test('npm start ends when the process that started it ends', async () => {
  const env = await ports()
  // As npm does, it starts a program, and passes no signal on.
  const parent = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(START)}], { stdio: 'inherit' })`
  running = launch(process.execPath, ['--eval', parent], env)
  await waitUntilStarted(running)
  running.child.kill('SIGKILL')
  for (let tries = 0; tries < 100 && !(await isPortFree(Number(env.PORT))); tries++) await sleep(100)
  for (const port of Object.values(env)) expect(await isPortFree(Number(port)), port).toBe(true)
})

test.each(['node', 'deno'] as const)('the worker on %s says in one line that its port is in use', async (runtime) => {
  const port = await findFreePort()
  const release = await occupy(String(port))
  const environment = workerEnvironment({
    publicUrl: 'http://localhost:8787',
    sandboxUrl: 'http://127.0.0.1:4010',
    port,
  })
  const [command, ...args] = workerCommand(runtime, environment)
  const { code, output } = await execute(command, args, environment)
  await release()
  expect(code).toBe(1)
  expect(output.trim().split('\n')).toHaveLength(1)
  expect(output).toContain('Choose another port with PORT')
})

test('npm run worker names every fault of its configuration, and ends', async () => {
  const { code, output } = await execute(process.execPath, [WORKER], {
    PUBLIC_URL: 'http://example.com',
    SEALING_KEYS: '',
  })
  expect(code).toBe(1)
  for (const name of ['PUBLIC_URL', 'SEALING_KEYS', 'CRONOFY_<ID>_CLIENT_ID']) expect(output).toContain(name)
  expect(output).not.toContain('    at ')
})
