import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { createSandbox, type FaultEntry } from '../../edge/sandbox/index.ts'
import { type Listening, listen } from '../../edge/sandbox/node.ts'

const CLI = fileURLToPath(new URL('../../edge/sandbox/cli.ts', import.meta.url))
const READ = 'GET /v1/calendars'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function started(...faults: FaultEntry[]): Promise<Listening & { token: string }> {
  const listening = await listen(createSandbox({ faults }), { port: 0 })
  closing.push(listening.close)
  return { ...listening, token: await tokenFrom(listening.url) }
}

async function tokenFrom(url: string, account = 'enterprise'): Promise<string> {
  const made = await fetch(`${url}/sandbox/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, data_center: 'us' }),
  })
  return ((await made.json()) as { access_token: string }).access_token
}

function read({ url, token }: { url: string; token: string }, signal?: AbortSignal): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` }
  return fetch(`${url}/v1/calendars`, { headers, ...(signal !== undefined && { signal }) })
}

function ask({ url, token }: { url: string; token: string }, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/v1/permissions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      permissions: [{ calendar_id: 'cal_us_enterprise1_work', permission_level: 'unrestricted' }],
      redirect_uri: 'https://app.example.com/return',
    }),
    ...(signal !== undefined && { signal }),
  })
}

/** Everything that comes over the socket until it ends, and with which error it does. */
async function raw({
  url,
  token,
}: {
  url: string
  token: string
}): Promise<{ text: string; code: string | undefined }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let text = ''
  let code: string | undefined
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code
  })
  socket.write(`GET /v1/calendars HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  await new Promise((resolve) => socket.once('close', resolve))
  return { text, code }
}

/** The code that undici gives the cause of its own TypeError. */
async function causeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : error
  }
  throw new Error('Cannot look at the error: there was none')
}

async function journal(url: string): Promise<Record<string, unknown>[]> {
  const { requests } = (await (await fetch(`${url}/sandbox/requests`)).json()) as {
    requests: Record<string, unknown>[]
  }
  return requests
}

test('reset resets the connection before an answer', async () => {
  const sandbox = await started({ route: READ, fault: 'reset' })
  expect(await raw(sandbox)).toEqual({ text: '', code: 'ECONNRESET' })
  expect(await causeOf(read(sandbox))).toBe('ECONNRESET')
  expect(await journal(sandbox.url)).toMatchObject([{ fault: 'reset', status: null }, { fault: 'reset' }])
})

test('truncated_body cuts the connection half way, with its length unmet', async () => {
  const sandbox = await started({ route: READ, fault: 'truncated_body' })
  const { text } = await raw(sandbox)
  const length = Number(/\r\ncontent-length: (\d+)\r\n/.exec(text)?.[1])
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toHaveLength(Math.floor(length / 2))

  const response = await read(sandbox)
  expect(response.status).toBe(200)
  expect(await causeOf(response.text())).toBe('UND_ERR_SOCKET')
})

test('truncated_body cuts also an answer without a body', async () => {
  const sandbox = await started({ route: 'POST /oauth/token/revoke', fault: 'truncated_body' })
  const body = new URLSearchParams({ client_id: 'sandbox', client_secret: 'sandbox-secret', token: 'x' })
  const response = await fetch(`${sandbox.url}/oauth/token/revoke`, { method: 'POST', body })
  expect(await causeOf(response.text())).toBe('UND_ERR_SOCKET')
})

test('slow_headers and slow_body take their time on a socket', async () => {
  const sandbox = await started(
    { route: READ, fault: 'slow_headers', ms: 200, count: 1 },
    { route: READ, fault: 'slow_body', ms: 200, count: 1 },
  )
  const startedMs = Date.now()
  const late = await read(sandbox)
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(190)
  const right = await late.text()

  let pieces = 0
  let text = ''
  for await (const piece of (await read(sandbox)).body ?? []) {
    pieces += 1
    text += new TextDecoder().decode(piece)
  }
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(390)
  expect(text).toBe(right)
  expect(pieces).toBeGreaterThan(3)
})

test('response_timeout takes effect and ends when the client hangs up', async () => {
  const sandbox = await started({ route: 'POST /v1/permissions', fault: 'response_timeout' })
  const giveUp = new AbortController()
  const asked = ask(sandbox, giveUp.signal)
  const { url } = sandbox
  const granted = async () => (await (await fetch(`${url}/sandbox/state`)).text()).includes('work":"unrestricted"')
  while (!(await granted())) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await journal(url)).toEqual([])
  giveUp.abort()
  await expect(asked).rejects.toThrow('aborted')
  while ((await journal(url)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await journal(url)).toMatchObject([{ fault: 'response_timeout', status: null }])
})

test('endless_body waits for a reader that reads no more, and ends when the reader goes away', async () => {
  const sandbox = await started({ route: READ, fault: 'endless_body' })
  const giveUp = new AbortController()
  const reader = (await read(sandbox, giveUp.signal)).body?.getReader()
  let length = 0
  while (length < 4_000_000) length += (await reader?.read())?.value?.byteLength ?? 0
  // Nobody reads now: what the kernel and the streams take is bounded, so the sandbox has to stop.
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before).toBeLessThan(32_000_000)
  giveUp.abort()
  await expect(reader?.read()).rejects.toThrow()
})

test('oversized_json comes whole', async () => {
  const sandbox = await started({ route: READ, fault: 'oversized_json', bytes: 5_000_000 })
  const { padding, calendars } = (await (await read(sandbox)).json()) as { padding: string; calendars: unknown[] }
  expect([padding.length, calendars.length]).toEqual([5_000_000, 2])
})

const HANGING: FaultEntry[] = [
  { route: READ, fault: 'slow_headers', ms: 600_000 },
  { route: READ, fault: 'slow_body', ms: 600_000 },
  { route: READ, fault: 'endless_body' },
  { route: 'POST /v1/permissions', fault: 'response_timeout' },
  { route: 'POST /v1/permissions', fault: 'response_timeout', ms: 600_000 },
]

test.each(HANGING)('close() ends what $fault keeps waiting', async (fault) => {
  const sandbox = await started(fault)
  const call = fault.route === READ ? read : ask
  const answered = call(sandbox).then((response) => response.text())
  const ended = expect(answered).rejects.toThrow(TypeError)
  while (!(await (await fetch(`${sandbox.url}/sandbox/faults`)).text()).includes('"hits":1')) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await sandbox.close()
  await ended
})

interface Command {
  readonly child: ChildProcess
  readonly url: string
  readonly stderr: () => string
}

async function command(): Promise<Command> {
  const child = spawn(process.execPath, [CLI, '--port', '0'])
  closing.push(async () => child.kill('SIGKILL'))
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  while (!stdout.includes('Ctrl+C')) stdout += String((await once(child.stdout, 'data'))[0])
  return { child, url: /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0] ?? '', stderr: () => stderr }
}

test('npm run sandbox ends at once, and says nothing, while faults keep calls waiting and cut others', async () => {
  const { child, url, stderr } = await command()
  const sandbox = { url, token: await tokenFrom(url) }
  const faults: FaultEntry[] = [
    { route: READ, fault: 'reset', count: 1 },
    { route: READ, fault: 'truncated_body', count: 1 },
    ...HANGING.map((fault): FaultEntry => ({ ...fault, count: 1 })),
  ]
  await fetch(`${url}/sandbox/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  })
  const calls = faults.map(({ route }) => (route === READ ? read : ask)(sandbox).then((response) => response.text()))
  const ended = Promise.allSettled(calls)
  for (let struck = 0; struck < faults.length; ) {
    const text = await (await fetch(`${url}/sandbox/faults`)).text()
    struck = text.split('"hits":1').length - 1
  }
  const startedMs = Date.now()
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(Date.now() - startedMs).toBeLessThan(10_000)
  expect((await ended).map(({ status }) => status)).toEqual(faults.map(() => 'rejected'))
  expect(stderr()).toBe('')
})
