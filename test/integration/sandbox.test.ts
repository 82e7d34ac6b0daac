import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { createSandbox, defaultSeed, SANDBOX_DATA_CENTERS } from '../../edge/sandbox/index.ts'
import { type Listening, listen, listenPerDataCenter } from '../../edge/sandbox/node.ts'
import { measureRate } from '../bench/load.ts'

const CLI = fileURLToPath(new URL('../../edge/sandbox/cli.ts', import.meta.url))

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function started(port = 0): Promise<Listening> {
  const listening = await listen(createSandbox(), { port })
  closing.push(listening.close)
  return listening
}

interface Command {
  readonly child: ChildProcess
  /** Resolves to what was printed until then when `text` shows up. */
  printed(text: string): Promise<string>
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

function command(args: string[], env: Record<string, string> = {}): Command {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }))
  closing.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    child,
    ended,
    async printed(text) {
      while (!stdout.includes(text)) {
        if (child.exitCode !== null) throw new Error(`Cannot wait for "${text}": the command ended: ${stderr}`)
        await once(child.stdout, 'data')
      }
      return stdout
    },
  }
}

/** A file that is gone after the test. */
async function seedFile(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  closing.push(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

/** The first of `count` neighboring ports that are free. */
async function findFreePorts(count: number): Promise<number> {
  for (;;) {
    const first = Number(new URL((await startedOnce()).url).port)
    const servers = await Promise.allSettled(
      Array.from({ length: count }, (_, offset) => listen(createSandbox(), { port: first + offset })),
    )
    for (const server of servers) if (server.status === 'fulfilled') await server.value.close()
    if (servers.every(({ status }) => status === 'fulfilled')) return first
  }
}

/** A port that was free a moment ago. */
async function startedOnce(): Promise<Listening> {
  const listening = await listen(createSandbox(), { port: 0 })
  await listening.close()
  return listening
}

/** `fetch` sets Host by itself, so this goes beneath it. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/sandbox/accounts`, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.once('error', reject)
    sent.end()
  })
}

test('listen() rejects in one line that names the port and the way out when the port is in use', async () => {
  const { url } = await started()
  const port = Number(new URL(url).port)
  await expect(listen(createSandbox(), { port })).rejects.toThrow(
    new Error(
      `Cannot listen on port ${port}: it is in use. Choose another port with --port or SANDBOX_PORT. 0 selects a free one.`,
    ),
  )
})

test('listen() serves the sandbox on a free port, with addresses of that port', async () => {
  const { url } = await started()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
  const made = await fetch(`${url}/sandbox/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'google', data_center: 'de' }),
  })
  const { access_token } = (await made.json()) as { access_token: string }
  const asked = await fetch(`${url}/de/v1/permissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${access_token}` },
    body: JSON.stringify({
      permissions: [{ calendar_id: 'cal_de_google1_work', permission_level: 'unrestricted' }],
      redirect_uri: 'http://localhost:8787/return?request=x',
    }),
  })
  const { permissions_request } = (await asked.json()) as { permissions_request: { url: string } }
  expect(permissions_request.url.startsWith(`${url}/de/permissions/`)).toBe(true)
  const rejected = await fetch(permissions_request.url, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'reject' }),
    redirect: 'manual',
  })
  expect(rejected.status).toBe(303)
  expect(rejected.headers.get('location')).toBe('http://localhost:8787/return?request=x&error=access_denied')
})

test('listen() refuses foreign host names and lets its own pass', async () => {
  const { url } = await started()
  expect(await statusFor(url, 'evil.example')).toBe(403)
  expect(await statusFor(url, '127.0.0.1.evil.example:80')).toBe(403)
  expect(await statusFor(url, 'localhost:1')).toBe(200)
  expect(await statusFor(url, '[::1]:1')).toBe(200)
})

test('listenPerDataCenter() serves each data center without a prefix on its own port', async () => {
  const { url, urls, close } = await listenPerDataCenter(createSandbox(), { port: 0 })
  closing.push(close)
  expect(Object.keys(urls)).toEqual(['us', 'au', 'ca', 'de', 'sg', 'uk'])
  expect(urls['us']).toBe(url)
  for (const [id, origin] of Object.entries(urls)) {
    const made = await fetch(`${url}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'google', data_center: id }),
    })
    const { access_token } = (await made.json()) as { access_token: string }
    for (const path of ['/v1/calendars', `/${id}/v1/calendars`]) {
      const listed = await fetch(origin + path, { headers: { authorization: `Bearer ${access_token}` } })
      expect(await listed.text()).toContain(`cal_${id}_google1_work`)
    }
  }
  await close()
  for (const origin of Object.values(urls)) await expect(fetch(origin)).rejects.toThrow()
})

test('listenPerDataCenter() uses the next five ports, and closes the others when one is in use', async () => {
  const first = await findFreePorts(SANDBOX_DATA_CENTERS.length)
  const { urls, close } = await listenPerDataCenter(createSandbox(), { port: first })
  expect(Object.values(urls).map((url) => Number(new URL(url).port) - first)).toEqual([0, 1, 2, 3, 4, 5])
  await close()
  const other = await started(first + 2)
  await expect(listenPerDataCenter(createSandbox(), { port: first })).rejects.toThrow(
    `Cannot listen on port ${first + 2}: it is in use.`,
  )
  await other.close()
  await Promise.all([0, 1].map((offset) => started(first + offset)))
})

test('close() frees the port, also while a connection is open', async () => {
  const { url, close } = await listen(createSandbox(), { port: 0 })
  await (await fetch(url)).text()
  await close()
  await expect(fetch(url)).rejects.toThrow()
  expect((await started(Number(new URL(url).port))).url).toBe(url)
})

test.each([
  [['--port', 'x'], {}, 'Cannot listen on port "x". Pass a number from 0 to 65535.\n'],
  [['--port', '65536'], {}, 'Cannot listen on port "65536". Pass a number from 0 to 65535.\n'],
  [[], { SANDBOX_PORT: '-1' }, 'Cannot listen on port "-1". Pass a number from 0 to 65535.\n'],
  [['--prt', '1'], {}, "Unknown option '--prt'. Run with --help to list the options.\n"],
  [['--port'], {}, "Option '--port <value>' argument missing. Run with --help to list the options.\n"],
  [
    ['--host', 'emulator'],
    {},
    'Cannot listen on "emulator". Pass an IP address, such as 0.0.0.0 for all addresses of this machine.\n',
  ],
  [
    ['--host', '192.0.2.1', '--port', '0'],
    {},
    'Cannot listen on 192.0.2.1: this machine does not have this address. Pass another one with --host or SANDBOX_HOST.\n',
  ],
  [
    ['--allow-host', 'good', '--allow-host', '*.example.com', '--port', '0'],
    {},
    'Cannot allow the host "*.example.com". Pass a host name or an IP address, without a port or a wildcard.\n',
  ],
  [['--data-center', 'eu'], {}, 'Data center "eu" does not exist. Use one of us, au, ca, de, sg, uk.\n'],
  [
    ['--port', '65531', '--port-per-data-center'],
    {},
    'Cannot listen on port "65531". Pass a number from 0 to 65530.\n',
  ],
  [['--seed', 'nope.yaml'], {}, 'Cannot read the seed: nope.yaml: The file does not exist.\n'],
])('npm run sandbox ends with 1 and one line when it is given %j %j', async (args, env, stderr) => {
  expect(await command(args, env).ended).toEqual({ code: 1, stdout: '', stderr })
})

test('npm run sandbox refuses what is no option at all', async () => {
  const { code, stdout, stderr } = await command(['4010']).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^Unexpected argument '4010'\. .*\. Run with --help to list the options\.\n$/)
})

test('npm run sandbox --help tells every option and starts nothing', async () => {
  const { code, stdout, stderr } = await command(['--help']).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const options = [
    '--port PORT',
    '--host ADDRESS',
    '--allow-host NAME',
    '--data-center ID',
    '--port-per-data-center',
    '--seed FILE',
    '--help',
  ]
  for (const option of options) expect(stdout).toContain(`  ${option} `)
})

test('npm run sandbox --seed ends with 1 and a line for each thing that is wrong in the file', async () => {
  const file = await seedFile(
    'seed.yaml',
    'clients: []\naccounts:\n  - name: a\n    description: 5\n    profiles: []\n',
  )
  const { code, stdout, stderr } = await command(['--seed', file]).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr.split('\n')).toEqual([
    expect.stringContaining(`Cannot read the seed: ${file}: /clients: `),
    expect.stringContaining(`Cannot read the seed: ${file}: /accounts/0/description: `),
    '',
  ])
})

test('npm run sandbox --seed prints and serves the seed of the file', async () => {
  const seed = {
    clients: [{ clientId: 'mine', clientSecret: 'my-secret' }],
    accounts: [{ name: 'ada', description: 'the first', profiles: [] }],
  }
  const file = await seedFile('seed.json', JSON.stringify(seed))
  const text = await command(['--seed', file, '--port', '0']).printed('Press Ctrl+C to stop.')
  expect(text).toContain('client_id mine  client_secret my-secret')
  expect(text).toMatch(/^ {2}ada {2}the first$/m)
  expect(text).not.toContain('google')
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
  const { accounts } = (await (await fetch(`${url}/sandbox/accounts`)).json()) as { accounts: { name: string }[] }
  expect(accounts.map(({ name }) => name)).toEqual(['ada'])
})

test.each([
  ['options', ['--host', '0.0.0.0', '--allow-host', 'emulator', '--allow-host', '192.168.1.5'], {}],
  ['variables', [], { SANDBOX_HOST: '0.0.0.0', SANDBOX_ALLOW_HOST: 'emulator, 192.168.1.5' }],
])('npm run sandbox listens on all addresses and serves only the hosts that %s name', async (_, args, env) => {
  const text = await command(['--port', '0', ...args], env).printed('Press Ctrl+C to stop.')
  expect(text).toContain('Hosts besides loopback: emulator 192.168.1.5\n')
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
  const { port } = new URL(url)
  // On Linux, every address that begins with 127 is this machine's.
  const reached = process.platform === 'linux' ? `http://127.1.2.3:${port}` : url
  expect(await statusFor(reached, 'emulator:4010')).toBe(200)
  expect(await statusFor(reached, '192.168.1.5:4010')).toBe(200)
  expect(await statusFor(reached, `127.0.0.1:${port}`)).toBe(200)
  expect(await statusFor(reached, `127.1.2.3:${port}`)).toBe(403)
  expect(await statusFor(reached, 'emulator.evil.example')).toBe(403)
  expect(await statusFor(reached, '0.0.0.0')).toBe(403)
})

test.runIf(process.platform === 'linux')('npm run sandbox serves the address that --host names', async () => {
  const text = await command(['--port', '0', '--host', '127.1.2.3']).printed('Press Ctrl+C to stop.')
  const url = /http:\/\/127\.1\.2\.3:\d+/.exec(text)?.[0] ?? ''
  expect((await fetch(url)).status).toBe(200)
  await expect(fetch(url.replace('127.1.2.3', '127.0.0.1'))).rejects.toThrow()
})

test('npm run sandbox --data-center says which data center has no prefix, and serves it', async () => {
  const text = await command(['--data-center', 'de', '--port', '0']).printed('Press Ctrl+C to stop.')
  expect(text).toContain('Data centers, by path (de without one): /us /au /ca /de /sg /uk')
  const [, url = '', body = ''] = /curl (\S+) .* -d '(.+)'/.exec(text) ?? []
  const made = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const { access_token } = (await made.json()) as { access_token: string }
  const listed = await fetch(new URL('/v1/calendars', url), { headers: { authorization: `Bearer ${access_token}` } })
  expect(await listed.text()).toContain('cal_de_google1_work')
})

test('npm run sandbox --port-per-data-center prints every port', async () => {
  const text = await command(['--port-per-data-center', '--port', '0']).printed('Press Ctrl+C to stop.')
  const lines = [...text.matchAll(/^ {2}([a-z]{2}) {2}(http:\/\/127\.0\.0\.1:\d+)$/gm)]
  expect(lines.map(([, id]) => id)).toEqual(['us', 'au', 'ca', 'de', 'sg', 'uk'])
  for (const [, id, url] of lines) {
    expect(await (await fetch(url ?? '')).text()).toContain(`Without a prefix, it is <code>${id}</code>`)
  }
})

test('npm run sandbox prints no command to try when the seed has no account', async () => {
  const file = await seedFile('seed.json', '{"clients":[{"clientId":"c","clientSecret":"s"}],"accounts":[]}')
  const text = await command(['--seed', file, '--port', '0']).printed('Press Ctrl+C to stop.')
  expect(text).toContain('none. Add one to the seed')
  expect(text).not.toContain('curl')
})

test('npm run sandbox ends with 1 and one line when the port is in use', async () => {
  const { url } = await started()
  const { port } = new URL(url)
  const { code, stdout, stderr } = await command(['--port', port]).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(new RegExp(`^Cannot listen on port ${port}: it is in use\\. .*--port.*\\n$`))
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  'npm run sandbox prints where it is, serves, and ends on %s',
  async (signal) => {
    const { child, printed, ended } = command([], { SANDBOX_PORT: '0' })
    const text = await printed('Press Ctrl+C to stop.')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
    expect(text).toContain(`Inspector (accounts, requests, clock, and faults in a browser): ${url}/sandbox`)
    expect(text).toContain('client_id sandbox  client_secret sandbox-secret')
    for (const { name, description } of defaultSeed.accounts)
      expect(text).toMatch(new RegExp(`^  ${name} +${description}$`, 'm'))
    const line = new RegExp(`curl ${url}/sandbox/tokens -H 'content-type: application/json' -d '(.+)'`).exec(text)
    const response = await fetch(`${url}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: line?.[1] ?? '',
    })
    expect(response.status).toBe(200)
    child.kill(signal)
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
  },
)

/** Posts a body in chunks, without a length. Resolves to the status, or the error where the connection ended first. */
function postInChunks(url: string, chunks: number, chunk: string): Promise<number | string> {
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json' } })
    sent.once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)))
    sent.once('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    for (let index = 0; index < chunks; index++) sent.write(chunk)
    sent.end()
  })
}

/** Of the process, now. */
async function residentMiB(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]) / 1024
}

test.runIf(process.platform === 'linux')('bodies in chunks fill no memory, however many they are', async () => {
  const { child, printed } = command(['--port', '0'])
  const url = /http:\/\/\S+/.exec(await printed('http://'))?.[0].replace(/\/$/, '') ?? ''
  const chunk = 'x'.repeat(65_536)
  expect(await postInChunks(`${url}/oauth/token`, 16, chunk)).toBe(400)
  expect(await postInChunks(`${url}/oauth/token`, 17, chunk)).toBe(400)
  for (let index = 0; index < 500; index++) await postInChunks(`${url}/oauth/token`, 16, chunk)
  const { requests } = (await (await fetch(`${url}/sandbox/requests`)).json()) as { requests: object[] }
  expect(requests).toHaveLength(501)
  // All of them would be 500 MiB.
  expect(await residentMiB(child.pid)).toBeLessThan(350)
})

test.runIf(process.platform === 'linux')('thousands of answers leave little behind', async () => {
  const { child, printed } = command(['--port', '0'])
  const url = /http:\/\/\S+/.exec(await printed('http://'))?.[0].replace(/\/$/, '') ?? ''
  const made = await fetch(`${url}/sandbox/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'google', data_center: 'us' }),
  })
  const { access_token } = (await made.json()) as { access_token: string }
  const target = { url: `${url}/v1/calendars`, headers: { authorization: `Bearer ${access_token}` } }
  const readSeconds = (seconds: number) => measureRate(target, 8, seconds)
  await readSeconds(0.1)
  const beforeMiB = await residentMiB(child.pid)
  await readSeconds(3)
  // Texts that the journal held a thousand times, and a young generation that grew as it liked, were 150 MiB.
  expect((await residentMiB(child.pid)) - beforeMiB).toBeLessThan(70)
})
