/**
 * Puts load on a worker: for some time, many connections send the requests of users with and without a session, and every response
 * must be the expected one.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadRequest } from './load-request.ts'
import { residentBytes } from './memory.ts'
import { createSandboxControl } from './sandbox-control.ts'
import { CONNECTIONS, sendLoad } from './send-load.ts'
import type { Worker } from './workers.ts'

/** The results of the load. */
export interface LoadReport {
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly connections: number
  readonly responses: number
  readonly responsesPerSecond: number
  /** The median response time in milliseconds. */
  readonly medianMs: number
  /** The 99th percentile of the response times in milliseconds. */
  readonly p99Ms: number
  /** Responses other than the expected ones, including failed connections. */
  readonly unintended: number
  /** The first few unexpected responses. */
  readonly examples: readonly string[]
  /** The process's memory in bytes after the warm-up, and after the load. Null if it cannot be measured. */
  readonly memoryBeforeBytes: number | null
  readonly memoryAfterBytes: number | null
  /** The growth of the memory, as a fraction. */
  readonly memoryGrowth: number | null
}

/**
 * The warm-up continues in slices until the memory stops growing under this load. V8 lets a heap grow for about half a minute
 * before it finds that a larger heap does not help. A memory leak still grows after the last slice.
 */
const WARM_UP_SLICE_SECONDS = 10
const MAX_WARM_UP_SLICES = 6
const MAX_FLAT_GROWTH = 0.02

/** A pause without requests, in which the runtime collects garbage and releases memory. */
const SETTLE_MS = 1000

/** Puts load on a worker. */
export async function runLoad(options: {
  worker: Worker
  sandboxUrl: string
  seconds: number
  /** Prepares users for the requests. */
  prepareRequests: (worker: Worker, sandboxUrl: string) => Promise<readonly LoadRequest[]>
  inspect: (response: string) => void
}): Promise<LoadReport> {
  const { worker, sandboxUrl, seconds, prepareRequests, inspect } = options
  await createSandboxControl(sandboxUrl, 'us').reset()
  const requests = await prepareRequests(worker, sandboxUrl)
  const { memoryBeforeBytes, warmUpSeconds } = await warmUp()
  const { durationsMs, examples, unintended } = await sendLoad(worker, requests, { seconds, inspect })
  await sleep(SETTLE_MS)
  const memoryAfterBytes = await residentBytes(worker.child)
  durationsMs.sort((a, b) => a - b)
  const percentile = (fraction: number) => Math.round(durationsMs[Math.floor(durationsMs.length * fraction)] ?? 0)
  return {
    seconds,
    warmUpSeconds,
    connections: CONNECTIONS,
    responses: durationsMs.length,
    responsesPerSecond: Math.round(durationsMs.length / seconds),
    medianMs: percentile(0.5),
    p99Ms: percentile(0.99),
    unintended,
    examples: examples,
    memoryBeforeBytes,
    memoryAfterBytes,
    memoryGrowth:
      memoryBeforeBytes === null || memoryAfterBytes === null
        ? null
        : (memoryAfterBytes - memoryBeforeBytes) / memoryBeforeBytes,
  }

  async function warmUp(): Promise<{ memoryBeforeBytes: number | null; warmUpSeconds: number }> {
    const slice = Math.min(WARM_UP_SLICE_SECONDS, seconds)
    let before: number | null = null
    for (let slices = 1; ; slices++) {
      await sendLoad(worker, requests, { seconds: slice, inspect })
      await sleep(SETTLE_MS)
      const now = await residentBytes(worker.child)
      const isFlat = now === null || (before !== null && now <= before * (1 + MAX_FLAT_GROWTH))
      if (isFlat || slices === MAX_WARM_UP_SLICES) return { memoryBeforeBytes: now, warmUpSeconds: slices * slice }
      before = now
    }
  }
}
