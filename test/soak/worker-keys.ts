/**
 * The workers of a runtime, and the keys that each has.
 *
 * @module
 */
import type { Rng } from './rng.ts'

/**
 * Workers by the keys that they hold, sealing keys and API keys alike, as keys are rotated: the new one is added, it is put
 * first, the old one is removed. The first of the sealing keys seals, all open; all of the API keys are let in.
 */
export const WORKERS = { A: ['k1'], B: ['k1', 'k2'], C: ['k2', 'k1'], D: ['k2'] } as const

/** A worker. */
export type WorkerName = keyof typeof WORKERS

/** A key. */
export type KeyName = (typeof WORKERS)[WorkerName][number]

/** The worker that begins, and the one that completes. */
export interface WorkerPair {
  readonly beginWorker: WorkerName
  readonly completeWorker: WorkerName
}

/** The workers that answer side by side while one step of a rotation is rolled out. Each opens what the other seals. */
export const NEIGHBORS = { A: ['A', 'B'], B: ['A', 'B', 'C'], C: ['B', 'C', 'D'], D: ['C', 'D'] } as const

/**
 * Which worker begins and which completes, with how often. While a step is rolled out, the workers before and after it answer
 * side by side, so it goes both ways. Only D after A has to refuse: the old key was removed too soon.
 */
const WORKER_PAIR_WEIGHTS = { AA: 38, AB: 12, BA: 6, BC: 12, CB: 6, AC: 4, CD: 12, DC: 6, AD: 4 } as const

/** Draws a pair. */
export function drawWorkerPair(rng: Rng): WorkerPair {
  const keys = rng.pickWeighted(WORKER_PAIR_WEIGHTS)
  return { beginWorker: keys[0] as WorkerName, completeWorker: keys[1] as WorkerName }
}

/** Whether a worker has a key. */
export function hasKey(worker: WorkerName, key: KeyName): boolean {
  const keys: readonly KeyName[] = WORKERS[worker]
  return keys.includes(key)
}

/** Whether the completing worker lacks the key that the flow began with. */
export function isKeyRemoved({ beginWorker, completeWorker }: WorkerPair): boolean {
  return !hasKey(completeWorker, WORKERS[beginWorker][0])
}

/** Whether the keys were rotated between the two ends of the flow. */
export function isKeyRotated({ beginWorker, completeWorker }: WorkerPair): boolean {
  return beginWorker !== completeWorker
}
