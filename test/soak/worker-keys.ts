/**
 * The workers of a runtime, and the keys that each has.
 *
 * @module
 */
import type { Rng } from './rng.ts'

/**
 * The workers by their sealing keys and API keys, in the order of a key rotation: the new key is added, it becomes the first, and the
 * old key is removed. The first sealing key seals, and all of them unseal. All API keys are accepted.
 */
export const WORKERS = { A: ['k1'], B: ['k1', 'k2'], C: ['k2', 'k1'], D: ['k2'] } as const

/** A worker. */
export type WorkerName = keyof typeof WORKERS

/** A key. */
export type KeyName = (typeof WORKERS)[WorkerName][number]

/** The worker that begins a flow, and the one that completes it. */
export interface WorkerPair {
  readonly beginWorker: WorkerName
  readonly completeWorker: WorkerName
}

/** The workers that can run at the same time during a rollout. Each can unseal what the others seal. */
export const NEIGHBORS = { A: ['A', 'B'], B: ['A', 'B', 'C'], C: ['B', 'C', 'D'], D: ['C', 'D'] } as const

/**
 * The pairs of workers that begin and complete a flow, with their weights. During a rollout, the workers before and after it run at
 * the same time, so flows go both ways. Only D after A must reject the request, because the old key was removed too early.
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
