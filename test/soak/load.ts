/**
 * Many at once: for a while, as many connections as told ask one worker for what people ask for, with and without a session,
 * and every answer has to be the intended one.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadRequest } from './load-request.ts'
import { residentBytes } from './memory.ts'
import { createSandboxControl } from './sandbox-control.ts'
import { CONNECTIONS, sendLoad } from './send-load.ts'
import type { Worker } from './workers.ts'

/** What came of it. */
export interface LoadReport {
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly connections: number
  readonly responses: number
  readonly responsesPerSecond: number
  /** How long an answer took, in milliseconds: half of them, and all but one in a hundred, took less. */
  readonly medianMs: number
  readonly p99Ms: number
  /** Answers other than the intended ones, connections without one included. */
  readonly unintended: number
  /** The first few of them. */
  readonly examples: readonly string[]
  /** The process's memory after warm-up and after the load, in bytes; null where it cannot be measured. */
  readonly memoryBeforeBytes: number | null
  readonly memoryAfterBytes: number | null
  /** By which share the memory grew. */
  readonly memoryGrowth: number | null
}

/**
 * Warm-up goes on, a slice at a time, until the memory has taken its size under this very load: V8 lets a heap grow for some
 * half a minute before it finds that nothing is gained by it. What grows without end is not flat after the last slice either.
 */
const WARM_UP_SLICE_SECONDS = 10
const MAX_WARM_UP_SLICES = 6
const MAX_FLAT_GROWTH = 0.02

/** What is left over is collected, and given back, when nothing is asked. */
const SETTLE_MS = 1000

/** Puts a worker under load. */
export async function runLoad(options: {
  worker: Worker
  sandboxUrl: string
  seconds: number
  /** Takes people as far as their questions need. */
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
