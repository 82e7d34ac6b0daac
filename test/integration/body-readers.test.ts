/** The module behind code that has touched the body, served by Deno and workerd: it requests nothing that was not read (T23). */
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, type RunningProcess } from '../helpers/child-process.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'
import { bundleWorker, workerdCommand } from '../soak/workerd.ts'

const RUNTIMES = ['deno', 'workerd'] as const
const ENTRY = 'test/integration/body-readers/app.ts'
const FORM = 'application/x-www-form-urlencoded'
const WORK = 'cal_de_enterprise1_work'
/** Longer than the emulator, which runs in the same process, takes to respond. */
const GRACE_MS = 100
const PART = `--x\r\nContent-Disposition: form-data; name="all_calendars"\r\n\r\ntrue\r\n`

const servers = new Map<(typeof RUNTIMES)[number], RunningProcess & { port: number }>()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'body-readers-'))
  await Promise.all(
    RUNTIMES.map(async (runtime) => {
      const port = await findFreePort()
      const [command, ...args] = runtime === 'deno' ? denoCommand(port) : await createWorkerdCommand(port)
      const running = { ...launch(command, args), port }
      servers.set(runtime, running)
      await waitForHttp(`http://127.0.0.1:${port}/calls`, running)
    }),
  )
})

afterAll(async () => {
  for (const { child, ended } of servers.values()) {
    child.kill()
    await ended
  }
  await rm(folder, { recursive: true, force: true })
})

function denoCommand(port: number): [string, ...string[]] {
  const [command, ...args] = resolveTool('deno')
  return [command, ...args, 'serve', '--no-lock', '--host', '127.0.0.1', '--port', String(port), join(ROOT, ENTRY)]
}

async function createWorkerdCommand(port: number): Promise<[string, ...string[]]> {
  await bundleWorker(ROOT, folder, ENTRY)
  return workerdCommand(ROOT, folder, { name: 'body-readers', port, environment: {}, module: 'app.js' })
}

describe.each(RUNTIMES)('on %s', (runtime) => {
  const url = (path: string) => `http://127.0.0.1:${servers.get(runtime)?.port}${path}`

  /** What the module has called and requested since the last time. */
  const readCalls = async () => (await fetch(url('/calls'))).json()

  async function start(reader: string, type: string, body: string, { chunked = false } = {}) {
    const response = await fetch(url('/permissions/start'), {
      method: 'POST',
      headers: { 'content-type': type, 'sec-fetch-site': 'same-origin', 'x-reader': reader },
      body: chunked ? new Blob([body]).stream() : body,
      ...(chunked && { duplex: 'half' }),
    } as RequestInit)
    const { code } = (await response.json()) as { code?: string }
    return { status: response.status, code }
  }

  const readers = ['request.formData()', 'request.text()', 'body.getReader()', 'body.cancel()', 'a reader of one chunk']

  test.each(readers)('a start is 400 body_already_read behind %s (T23)', async (reader) => {
    for (const [type, body] of [
      [FORM, 'all_calendars=true'],
      [FORM, `calendar_id=${WORK}`],
      ['application/json', '{"all_calendars":true}'],
    ] as const) {
      for (const chunked of [false, true]) {
        expect(await start(reader, type, body, { chunked })).toEqual({ status: 400, code: 'body_already_read' })
      }
    }
    expect(await readCalls()).toEqual({ calls: [], requested: [] })
  })

  test.each([...readers, 'request.clone().text()', 'c.req.parseBody()', 'nothing'])(
    'a multipart start is 415 behind %s, whole or without its closing boundary (T23)',
    async (reader) => {
      for (const body of [`${PART}--x--\r\n`, PART, PART.trimEnd(), PART.slice(0, -8)]) {
        const { status } = await start(reader, 'multipart/form-data; boundary=x', body)
        expect(status).toBe(415)
      }
      expect(await readCalls()).toEqual({ calls: [], requested: [] })
    },
  )

  test.each([
    ['request.clone().text()', WORK],
    ['c.req.parseBody()', 'cal_de_enterprise1_home'],
  ])('a start behind %s requests what is named (T23)', async (reader, calendarId) => {
    expect(await start(reader, FORM, `calendar_id=${calendarId}`)).toMatchObject({ status: 200 })
    expect(await readCalls()).toMatchObject({ requested: [calendarId] })
  })

  test.each([...readers, 'request.clone().text()', 'c.req.parseBody()', 'nothing'])(
    'a start whose connection ends within the body calls nothing behind %s (T23)',
    async (reader) => {
      const { port = 0 } = servers.get(runtime) ?? {}
      const head = `POST /permissions/start HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nX-Reader: ${reader}\r\n`
      for (const framing of [
        'Content-Length: 4000\r\n\r\nall_calendars=true',
        'Transfer-Encoding: chunked\r\n\r\n12\r\nall_calendars=true\r\n',
      ]) {
        await new Promise<void>((resolve) => {
          const socket = connect(port, '127.0.0.1', () => socket.end(`${head}Content-Type: ${FORM}\r\n${framing}`))
          socket.on('data', () => undefined)
          socket.on('error', () => undefined)
          socket.on('close', () => resolve())
        })
      }
      await sleep(GRACE_MS)
      expect(await readCalls()).toEqual({ calls: [], requested: [] })
    },
  )
})
