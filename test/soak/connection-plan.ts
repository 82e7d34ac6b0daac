/**
 * How people connect through the service, and how their connections end.
 *
 * @module
 */
import type { FaultEntry } from '../../edge/sandbox/index.ts'
import { createResponseFault } from './fault-plan.ts'
import type { Rng } from './rng.ts'
import { drawWorkerPair, NEIGHBORS, type WorkerName, type WorkerPair } from './worker-keys.ts'

/** What happens before the person connects, with how often. Each has one right end, since none of it calls Cronofy. */
const DETOUR_WEIGHTS = {
  none: 42,
  /** The person refuses at Cronofy's sign-in. */
  refuse: 8,
  /** A stranger opens the person's link and completes the connection as themselves. Then the person gets it, and declines. */
  'swap-link': 14,
  /** The person completes a stranger's connection. Then the stranger does. */
  'swap-result': 14,
  /** The person opens a stranger's callback. */
  'foreign-callback': 8,
  /** The person completes a connection that was never sealed. */
  'nonsense-seal': 6,
  /** A backend that does not mark connections as used completes one twice. */
  replay: 8,
} as const

/** What happens before the person connects. */
export type Detour = keyof typeof DETOUR_WEIGHTS

/** The step of a connection from which on another worker answers. */
export type RotationStep = 'open' | 'callback' | 'complete'

/** How a person connects. */
export interface ConnectionPlan {
  readonly detour: Detour
  readonly workers: WorkerPair
  readonly rotatesAt: RotationStep
  /** Which worker opens the link to choose calendars. It can read what the beginning worker seals, and vice versa. */
  readonly pageWorker: WorkerName
  /** Whether the backend leaves the data center to the person. */
  readonly choosesDataCenter: boolean
  readonly reloadsCallback: boolean
  /** What the backend does at the end of the flow. */
  readonly ending: 'keep' | 'refresh' | 'revoke'
}

/** Draws how a person connects. */
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

/** Draws the faults of the end. */
export function drawEndingFaults(rng: Rng, ending: ConnectionPlan['ending']): readonly FaultEntry[] {
  const route = ending === 'refresh' ? 'POST /oauth/token' : 'POST /oauth/token/revoke'
  if (ending === 'keep' || rng.next() < 0.7) return []
  return [createResponseFault(rng, route)]
}
