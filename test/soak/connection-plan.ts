/**
 * Plans how users connect through the service, and how their connections end.
 *
 * @module
 */
import type { FaultEntry } from '../../edge/sandbox/index.ts'
import { createResponseFault } from './fault-plan.ts'
import type { Rng } from './rng.ts'
import { drawWorkerPair, NEIGHBORS, type WorkerName, type WorkerPair } from './worker-keys.ts'

/** Detours before the user connects, with their weights. None of them calls Cronofy, so each has exactly one correct end. */
const DETOUR_WEIGHTS = {
  none: 42,
  /** The user rejects at Cronofy's sign-in. */
  refuse: 8,
  /** A stranger opens the user's link and signs in. Then the user receives the connection, and declines. */
  'swap-link': 14,
  /** The user completes a stranger's connection. Then the stranger completes it. */
  'swap-result': 14,
  /** The user opens a stranger's callback. */
  'foreign-callback': 8,
  /** The user completes a connection that was never sealed. */
  'nonsense-seal': 6,
  /** A backend that does not mark connections as used completes a connection twice. */
  replay: 8,
} as const

/** A detour before the user connects. */
export type Detour = keyof typeof DETOUR_WEIGHTS

/** The step of a connection at which another worker takes over. */
export type RotationStep = 'open' | 'callback' | 'complete'

/** How a user connects. */
export interface ConnectionPlan {
  readonly detour: Detour
  readonly workers: WorkerPair
  readonly rotatesAt: RotationStep
  /** The worker that opens the link to choose calendars. It can unseal what the first worker seals, and vice versa. */
  readonly pageWorker: WorkerName
  /** Whether the user chooses the data center. */
  readonly choosesDataCenter: boolean
  readonly reloadsCallback: boolean
  /** What the backend does with the tokens at the end of the flow. */
  readonly ending: 'keep' | 'refresh' | 'revoke'
}

/** Draws how a user connects. */
export function drawConnection(rng: Rng, beginWorker: WorkerName): ConnectionPlan {
  return {
    detour: rng.pickWeighted(DETOUR_WEIGHTS),
    workers: drawWorkerPair(rng),
    rotatesAt: rng.pick(['open', 'callback', 'complete']),
    pageWorker: rng.pick(NEIGHBORS[beginWorker]),
    choosesDataCenter: rng.next() < 0.3,
    reloadsCallback: rng.next() < 0.15,
    ending: rng.pickWeighted({ keep: 40, refresh: 30, revoke: 30 }),
  }
}

/** Draws the faults of the last step. */
export function drawEndingFaults(rng: Rng, ending: ConnectionPlan['ending']): readonly FaultEntry[] {
  const route = ending === 'refresh' ? 'POST /oauth/token' : 'POST /oauth/token/revoke'
  if (ending === 'keep' || rng.next() < 0.7) return []
  return [createResponseFault(rng, route)]
}
