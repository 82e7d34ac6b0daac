/**
 * Measures a process from outside: the time of its first response, its memory, and its CPU time.
 *
 * @module
 */
import { type ChildProcess, execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** The interval between attempts until the first response. The figure is too long by at most this interval. */
const RETRY_INTERVAL_MS = 2

const START_LIMIT_MS = 60_000

/** Resolves with the first response of any status. Rejects if the process ends, or does not respond within a minute. */
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
  throw new Error(`Cannot measure: ${child.spawnargs.join(' ')} did not respond within a minute`)
}

/** Resolves when the process accepts connections. It sends no request. Rejects as {@link waitForResponse} does. */
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

/** Reads the resident memory from /proc on Linux, and with `ps` elsewhere. */
export async function residentMiB(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  const kib =
    status === undefined
      ? (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout
      : /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]
  if (!(Number(kib) > 0)) throw new Error('Cannot measure memory: neither /proc nor ps reports it')
  return Number(kib) / 1024
}

/** Reads the CPU time so far, in ticks of 10 ms (proc_pid_stat(5)). The process name before the figures may contain any character. */
export async function cpuMicroseconds(pid: number | undefined): Promise<number> {
  const stat = await readProc(pid, 'stat')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  if (user === undefined || system === undefined) throw new Error('Cannot measure CPU time: /proc does not report it')
  return (user + system) * 10_000
}

/** Reads the CPU time of the main thread so far, in milliseconds. It is exact to the nanosecond, unlike that of the process. */
export async function mainThreadMs(pid: number | undefined): Promise<number> {
  return Number((await readProc(pid, 'schedstat')).split(' ')[0]) / 1e6
}

async function readProc(pid: number | undefined, file: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/${file}`, 'utf8')
  } catch (cause) {
    throw new Error(`Cannot measure CPU time: cannot read /proc/${pid}/${file}. This measurement needs Linux.`, {
      cause,
    })
  }
}
