/**
 * What is measured of a process from outside: when it answers first, what memory it holds, what CPU time it took.
 *
 * @module
 */
import { type ChildProcess, execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Tried this often until the first answer, so the figure is at most so much too long. */
const TRY_EVERY_MS = 2

const START_LIMIT_MS = 60_000

/** Resolves when there is an answer, whatever it is. Rejects where the process ends, or says nothing for a minute. */
export async function firstAnswer(child: ChildProcess, url: string, init: RequestInit = {}): Promise<Response> {
  const end = performance.now() + START_LIMIT_MS
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(url, { redirect: 'manual', ...init }).catch(() => undefined)
    if (answer !== undefined) {
      await answer.clone().arrayBuffer()
      return answer
    }
    await sleep(TRY_EVERY_MS)
  }
  throw new Error(`Cannot measure: ${child.spawnargs.join(' ')} did not answer within a minute`)
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
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  if (user === undefined || system === undefined) throw new Error('Cannot measure CPU time: /proc does not tell')
  return (user + system) * 10_000
}
