import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { execute, launch, type RunningProcess } from '../helpers/child-process.ts'
import { readArguments, readTarget, readVariables } from '../helpers/dockerfile.ts'
import { KEY } from '../helpers/fixtures.ts'
import { HAS_SHELL } from '../helpers/shell.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'

/** The images have this Node as `node`. */
const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`

/** Sends another `Host` than the URL has, which `fetch` cannot. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.once('error', reject)
    sent.end()
  })
}

describe.runIf(HAS_SHELL)('the commands of Dockerfile, in an empty folder,', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'container-'))
    for (const { name, value } of await readTarget('base')) {
      if (name === 'COPY') {
        const paths = value.split(' ')
        const target = join(folder, paths.at(-1) ?? '')
        for (const path of paths.slice(0, -1)) {
          const to = value.endsWith('/') ? join(target, basename(path)) : target
          await mkdir(dirname(to), { recursive: true })
          await cp(join(ROOT, path), to, { recursive: true })
        }
      }
      if (name === 'RUN') {
        const { code, output } = await execute('sh', ['-euc', `cd '${folder}'\n${value}`], { PATH })
        expect(code, output).toBe(0)
      }
    }
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Starts a target, and resolves when it responds. `check` runs its health check. */
  async function start(
    target: string,
    environment: Record<string, string>,
    url: string,
  ): Promise<RunningProcess & { check(): Promise<number | null> }> {
    const instructions = await readTarget(target)
    const env = { PATH, ...readVariables(instructions), ...environment }
    const inFolder = (name: string) => {
      const command = readArguments(instructions, name).map((argument) => `'${argument.replaceAll("'", "'\\''")}'`)
      return ['-euc', `cd '${folder}'\nexec ${command.join(' ')}`]
    }
    const running = launch('sh', inFolder('ENTRYPOINT'), env)
    await waitForHttp(url, running)
    return { ...running, check: async () => (await execute('sh', inFolder('HEALTHCHECK'), env)).code }
  }

  test('serve the emulator', async () => {
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    const { child, ended, check, output } = await start(
      'emulator',
      { SANDBOX_PORT: String(port), SANDBOX_ALLOW_HOST: 'emulator' },
      url,
    )
    try {
      expect(output()).toContain('Hosts besides loopback: emulator')
      expect(await (await fetch(url)).text()).toContain('Cronofy emulator')
      expect(await statusFor(url, 'emulator:4010')).toBe(200)
      expect(await statusFor(url, 'evil.example')).toBe(403)
      expect(await check()).toBe(0)
    } finally {
      child.kill('SIGTERM')
    }
    expect(await ended).toBe(0)
    expect(await check()).toBe(1)
  })

  test('serve the worker with an emulator on another host', async () => {
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    const { child, ended, check } = await start(
      'worker',
      {
        PORT: String(port),
        PUBLIC_URL: `http://localhost:${port}`,
        SEALING_KEYS: KEY,
        SANDBOX_URL: 'http://emulator:4010',
        ALLOW_SANDBOX_HOST: 'emulator',
        CRONOFY_DE_CLIENT_ID: 'sandbox',
        CRONOFY_DE_CLIENT_SECRET: 'sandbox-secret',
      },
      `${url}/healthz`,
    )
    try {
      expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
      const connect = await fetch(`${url}/connect/de`, { redirect: 'manual' })
      expect(connect.headers.get('location')).toMatch(/^http:\/\/emulator:4010\/de\/oauth\/authorize\?/)
      expect(await check()).toBe(0)
    } finally {
      child.kill('SIGTERM')
    }
    await ended
    expect(await check()).toBe(1)
  })
})
