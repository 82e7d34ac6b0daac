import { setTimeout as sleep } from 'node:timers/promises'
import type { Running } from './child-process.ts'

/** Asks a process of ours until it answers, whatever that is. @throws Error with what it has printed, where it ends instead. */
export async function answering(url: string, { child, output }: Running): Promise<Response> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer !== undefined) return answer
    if (child.exitCode !== null) throw new Error(`Cannot ask ${url}: it ended\n${output()}`)
    await sleep(50)
  }
}
