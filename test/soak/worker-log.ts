/**
 * What workers log, to learn the code behind an error page that several codes share.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'

/** Where a line is looked for. */
export interface Logged {
  readonly lines: string[]
}

/**
 * Finds the code that a worker logged for an answer, and takes its line away: of two flows that met the same page at the same
 * time, each takes one.
 */
export async function claimCode({ lines }: Logged, path: string, status: number): Promise<string | undefined> {
  const wanted = ` ${path} ${status} `
  // The line may come a moment after the answer.
  for (let tries = 0; tries < 20; tries++) {
    const index = lines.findIndex((line) => line.includes(wanted))
    if (index >= 0) {
      const [line = ''] = lines.splice(index, 1)
      return new RegExp(`${wanted}([a-z_]+):`).exec(line)?.[1]
    }
    await sleep(25)
  }
  return undefined
}
