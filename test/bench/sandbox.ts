/**
 * The sandbox beside Prism's mock server: the same description, the same call, a fresh process each time.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { prismCommand, type ServerProcess, serve } from '../tools/prism.ts'
import { ROOT, run } from '../tools/run.ts'
import { findFreePort } from '../tools/worker-process.ts'
import type { Pair, Run } from './figures.ts'
import { measureRate, type Target } from './load.ts'

const CONNECTIONS = 8

/** Tried this often until the first answer, so the figure is at most so much too long. */
const TRY_EVERY_MS = 5

const START_LIMIT_MS = 60_000

/** Answers before memory is read first: a server that has answered nothing has loaded little. */
const FIRST_ANSWERS = 20

/** A runtime compiles what is called often: both are given the time for it. */
const WARM_UP_SECONDS = 1

/** One pair; which of the two comes first is the caller's to alternate. */
export async function measurePair(oursFirst: boolean, seconds: number): Promise<Pair> {
  if (oursFirst) {
    const ours = await measureSandbox(seconds)
    return { ours, theirs: await measurePrism(seconds) }
  }
  const theirs = await measurePrism(seconds)
  return { ours: await measureSandbox(seconds), theirs }
}

/** Builds the package as it is published. (In the repository the command runs as TypeScript, which Node strips first.) */
export async function buildPackage(): Promise<void> {
  const code = await run('tsc', ['-p', join(ROOT, 'tsconfig.build.json')])
  if (code !== 0) throw new Error(`Cannot measure: the build ended with ${code}`)
}

/** The command of the package, as JavaScript: so is Prism's. */
function measureSandbox(seconds: number): Promise<Run> {
  const cli = join(ROOT, 'dist/package/edge/sandbox/cli.js')
  return measure((port) => [cli, '--port', String(port)], seconds, fetchToken)
}

async function fetchToken(url: string): Promise<string> {
  const answer = await fetch(`${url}/sandbox/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'google', data_center: 'us' }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

/** Any token will do: it answers with the description's example. */
function measurePrism(seconds: number): Promise<Run> {
  return measure(
    (port) => prismCommand('mock', port),
    seconds,
    async () => 'token',
  )
}

async function measure(
  command: (port: number) => readonly string[],
  seconds: number,
  tokenOf: (url: string) => Promise<string>,
): Promise<Run> {
  const port = await findFreePort()
  const begin = performance.now()
  const server = serve(command(port), port)
  try {
    await firstAnswer(server)
    const firstAnswerMs = performance.now() - begin
    const target: Target = {
      url: `${server.url}/v1/calendars`,
      headers: { authorization: `Bearer ${await tokenOf(server.url)}` },
    }
    for (let answers = 0; answers < FIRST_ANSWERS; answers++) {
      await (await fetch(target.url, { headers: target.headers })).arrayBuffer()
    }
    const memoryMiB = await residentMiB(server.child.pid)
    await measureRate(target, CONNECTIONS, WARM_UP_SECONDS)
    const requestsPerSecond = await measureRate(target, CONNECTIONS, seconds)
    return { firstAnswerMs, memoryMiB, loadedMemoryMiB: await residentMiB(server.child.pid), requestsPerSecond }
  } finally {
    await server.stop()
  }
}

/** Whatever the answer is: without a token both refuse this call, and have read the description for it. */
async function firstAnswer({ url, child }: ServerProcess): Promise<void> {
  const end = performance.now() + START_LIMIT_MS
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/v1/calendars`).catch(() => undefined)
    if (answer !== undefined) return void (await answer.arrayBuffer())
    await sleep(TRY_EVERY_MS)
  }
  throw new Error(`Cannot measure: ${child.spawnargs.slice(1).join(' ')} did not answer within a minute`)
}

/** Linux says so in /proc; elsewhere `ps` is asked. */
async function residentMiB(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  const kib =
    status === undefined
      ? (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout
      : /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]
  if (!(Number(kib) > 0)) throw new Error('Cannot measure memory: neither /proc nor ps tells')
  return Number(kib) / 1024
}
