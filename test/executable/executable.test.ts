import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { buildExecutable, EXECUTABLE } from '../scripts/build-executable.ts'

let folder = ''
let executable = ''

beforeAll(async () => {
  await buildExecutable()
  // An empty folder far from the project: a file that is not in the executable is not found.
  folder = await mkdtemp(join(tmpdir(), 'executable-'))
  executable = join(folder, basename(EXECUTABLE))
  await copyFile(EXECUTABLE, executable)
  await writeFile(join(folder, '.env'), 'SANDBOX_PORT=not-a-port\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const stopping: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(stopping.splice(0).map((stop) => stop()))
})

/** Starts the executable without Node on its path, and resolves to its URL. */
async function start(...args: string[]): Promise<{ url: string; output: string; stop: () => Promise<unknown> }> {
  const child = spawn(executable, ['--port', '0', ...args], { cwd: folder, env: {} })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const ended = once(child, 'close')
  const stop = async () => {
    child.kill('SIGTERM')
    return (await ended)[0]
  }
  stopping.push(stop)
  while (!output.includes('Press Ctrl+C to stop.')) {
    const next = await Promise.race([ended, once(child.stdout, 'data').then(() => undefined)])
    if (next !== undefined) throw new Error(`The executable ended with ${next[0]}:\n${output}`)
  }
  return { url: /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '', output, stop }
}

async function post(url: string, body: object, method = 'POST'): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(url, { method, headers, body: JSON.stringify(body) })).json()
}

async function tokenOf(url: string, account: string): Promise<string> {
  return ((await post(`${url}/sandbox/tokens`, { account, data_center: 'de' })) as { access_token: string })
    .access_token
}

test('the executable serves tokens, calendars, and the whole flow', async () => {
  const { url, stop } = await start()
  const headers = { authorization: `Bearer ${await tokenOf(url, 'google')}`, 'content-type': 'application/json' }
  const list = async () => (await fetch(`${url}/de/v1/calendars`, { headers })).json()
  expect(JSON.stringify(await list())).toContain('cal_de_google1_work')
  const body = {
    permissions: [{ calendar_id: 'cal_de_google1_work', permission_level: 'unrestricted' }],
    redirect_uri: 'http://localhost:8787/return',
  }
  const asked = await fetch(`${url}/de/v1/permissions`, { method: 'POST', headers, body: JSON.stringify(body) })
  const { permissions_request: permissionsRequest } = (await asked.json()) as { permissions_request: { url: string } }
  expect(await (await fetch(permissionsRequest.url)).text()).toContain('Allow unrestricted access?')
  await post(`${url}/sandbox/decisions`, { url: permissionsRequest.url, decision: 'accept' })
  expect(JSON.stringify(await list())).toContain('"permission_level":"unrestricted"')
  expect(await stop()).toBe(0)
})

test('the executable validates requests against the description that it contains', async () => {
  const { url } = await start()
  const response = await fetch(`${url}/de/v1/permissions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf(url, 'google')}`, 'content-type': 'application/json' },
    body: '{"permissions":[]}',
  })
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ errors: { redirect_uri: [{ key: 'errors.required' }] } })
})

test.each(['/', '/sandbox', '/sandbox/style.css', '/sandbox/inspector.js', '/sandbox/inspector.css'])(
  'the executable serves %s',
  async (path) => {
    const { url } = await start()
    const response = await fetch(url + path)
    expect(response.status).toBe(200)
    expect((await response.text()).length).toBeGreaterThan(500)
  },
)

test('the executable reads a seed file, and reports its errors', async () => {
  const seed = join(folder, 'seed.yaml')
  await writeFile(seed, 'clients: [{ clientId: mine, clientSecret: my-secret }]\naccounts: []\n')
  expect((await start('--seed', seed)).output).toContain('client_id mine  client_secret my-secret')
  await writeFile(seed, 'clients: []\naccounts: []\n')
  await expect(start('--seed', seed)).rejects.toThrow('Cannot read the seed:')
})

test('the executable rejects foreign hosts, and serves each data center on its port', async () => {
  const { url, output } = await start('--port-per-data-center')
  const status = await new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host: 'evil.example' } }, (response) => resolve(response.statusCode))
    sent.once('error', reject).end()
  })
  expect(status).toBe(403)
  const [, de = ''] = /^ {2}de {2}(\S+)$/m.exec(output) ?? []
  const headers = { authorization: `Bearer ${await tokenOf(url, 'google')}` }
  expect(await (await fetch(`${de}/v1/calendars`, { headers })).text()).toContain('cal_de_google1_work')
})

test.each(['reset', 'status'] as const)('the executable injects the fault "%s"', async (fault) => {
  const { url } = await start()
  const rest = fault === 'status' ? { status: 503 } : {}
  await post(`${url}/sandbox/faults`, [{ route: 'GET /v1/calendars', fault, count: 1, ...rest }], 'PUT')
  const calendars = () => fetch(`${url}/de/v1/calendars`)
  if (fault === 'reset') await expect(calendars()).rejects.toThrow()
  else expect((await calendars()).status).toBe(503)
  expect((await calendars()).status).toBe(401)
})
