/**
 * Many at once: for a while, as many connections as told ask one worker for what people ask for, with and without a session,
 * and every answer has to be the intended one.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Question } from './load-request.ts'
import { memoryOf } from './memory.ts'
import { openBooks } from './sandbox-control.ts'
import { askAll, CONNECTIONS } from './send-load.ts'
import type { Worker } from './workers.ts'

/** What came of it. */
export interface LoadReport {
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly connections: number
  readonly answers: number
  readonly answersPerSecond: number
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
const FLAT = 0.02

/** What is left over is collected, and given back, when nothing is asked. */
const SETTLE_MS = 1000

/** Puts a worker under load. */
export async function runLoad(options: {
  worker: Worker
  sandboxUrl: string
  seconds: number
  /** Takes people as far as their questions need. */
  prepareQuestions: (worker: Worker, sandboxUrl: string) => Promise<readonly Question[]>
  inspect: (answer: string) => void
}): Promise<LoadReport> {
  const { worker, sandboxUrl, seconds, prepareQuestions, inspect } = options
  await openBooks(sandboxUrl, 'us').reset()
  const questions = await prepareQuestions(worker, sandboxUrl)
  const { memoryBeforeBytes, warmUpSeconds } = await warmUp()
  const { durations, wrong, unintended } = await askAll(worker, questions, { seconds, inspect })
  await sleep(SETTLE_MS)
  const memoryAfterBytes = await memoryOf(worker.child)
  durations.sort((one, other) => one - other)
  const at = (share: number) => Math.round(durations[Math.floor(durations.length * share)] ?? 0)
  return {
    seconds,
    warmUpSeconds,
    connections: CONNECTIONS,
    answers: durations.length,
    answersPerSecond: Math.round(durations.length / seconds),
    medianMs: at(0.5),
    p99Ms: at(0.99),
    unintended,
    examples: wrong,
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
      await askAll(worker, questions, { seconds: slice, inspect })
      await sleep(SETTLE_MS)
      const now = await memoryOf(worker.child)
      const isFlat = now === null || (before !== null && now <= before * (1 + FLAT))
      if (isFlat || slices === MAX_WARM_UP_SLICES) return { memoryBeforeBytes: now, warmUpSeconds: slices * slice }
      before = now
    }
  }
}
