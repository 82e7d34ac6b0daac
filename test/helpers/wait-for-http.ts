import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningProcess } from './child-process.ts'

/** Asks a process of ours until it answers, whatever that is. @throws Error with what it has printed, where it ends instead. */
export async function waitForHttp(url: string, { child, output }: RunningProcess): Promise<Response> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response !== undefined) return response
    if (child.exitCode !== null) throw new Error(`Cannot ask ${url}: it ended\n${output()}`)
    await sleep(50)
  }
}
