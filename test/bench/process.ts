/**
 * What is measured of a process from outside: when it answers first, what memory it holds, what CPU time it took.
 *
 * @module
 */
import { type ChildProcess, execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Tried this often until the first answer, so the figure is at most so much too long. */
const RETRY_INTERVAL_MS = 2

const START_LIMIT_MS = 60_000

/** Resolves when there is an answer, whatever it is. Rejects where the process ends, or says nothing for a minute. */
export async function waitForResponse(child: ChildProcess, url: string, init: RequestInit = {}): Promise<Response> {
  const end = performance.now() + START_LIMIT_MS
  while (performance.now() < end && child.exitCode === null) {
    const response = await fetch(url, { redirect: 'manual', ...init }).catch(() => undefined)
    if (response !== undefined) {
      await response.clone().arrayBuffer()
      return response
    }
    await sleep(RETRY_INTERVAL_MS)
  }
  throw new Error(`Cannot measure: ${child.spawnargs.join(' ')} did not answer within a minute`)
}

/** Resolves when it takes connections, without a request. Rejects as {@link waitForResponse} does. */
export async function waitForListening(child: ChildProcess, url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const end = performance.now() + START_LIMIT_MS
  while (performance.now() < end && child.exitCode === null) {
    const socket = connect(Number(port), hostname)
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (connected) return
    await sleep(RETRY_INTERVAL_MS)
  }
  throw new Error(`Cannot measure: ${child.spawnargs.join(' ')} did not listen within a minute`)
}

/** Linux says so in /proc; elsewhere `ps` is asked. */
export async function residentMiB(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  const kib =
    status === undefined
      ? (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout
      : /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]
  if (!(Number(kib) > 0)) throw new Error('Cannot measure memory: neither /proc nor ps tells')
  return Number(kib) / 1024
}

/** CPU time so far, in ticks of 10 ms, proc_pid_stat(5). The name before the figures may hold anything. */
export async function cpuMicroseconds(pid: number | undefined): Promise<number> {
  const stat = await readProc(pid, 'stat')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  if (user === undefined || system === undefined) throw new Error('Cannot measure CPU time: /proc does not tell')
  return (user + system) * 10_000
}

/** CPU time of the first thread so far, in milliseconds: to the nanosecond, where the whole process is told in ticks. */
export async function mainThreadMs(pid: number | undefined): Promise<number> {
  return Number((await readProc(pid, 'schedstat')).split(' ')[0]) / 1e6
}

async function readProc(pid: number | undefined, file: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/${file}`, 'utf8')
  } catch (cause) {
    throw new Error(`Cannot measure CPU time: /proc/${pid}/${file} cannot be read. This is for Linux only`, { cause })
  }
}
