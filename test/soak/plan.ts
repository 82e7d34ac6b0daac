/**
 * Draws the events of a flow before it begins. They depend only on the seed and the flow's number, so any flow can be replayed.
 *
 * @module
 */
import { DATA_CENTER_IDS, type DataCenter } from '../../src/data-centers.ts'
import { ACCOUNTS, type AccountKind } from './accounts.ts'
import { type ConnectionPlan, drawConnection, drawEndingFaults } from './connection-plan.ts'
import { type FaultPlan, type PlannedDecision, planFaults } from './fault-plan.ts'
import type { Mode, SoakRuntime } from './options.ts'
import { createRng, type Rng } from './rng.ts'
import { drawWorkerPair, type WorkerPair } from './worker-keys.ts'

/** The user's actions on the access page and after it, with their weights. */
const SCENARIO_WEIGHTS = {
  accept: 30,
  'accept-some': 15,
  reject: 11,
  /** Returns, and reloads the return step and the outcome. */
  reload: 7,
  /** Returns in two tabs at the same time. */
  twice: 6,
  /** Accepts, closes the tab, and begins again later. */
  'leave-after-accepting': 3,
  /** Closes the tab without a decision, and begins again later. */
  'leave-undecided': 3,
  /** Opens the return URL without a decision. */
  'made-up': 9,
  /** The same, with `error=access_denied`. */
  'made-up-denied': 4,
  /** Accepts, and appends `error=access_denied` to the return URL. */
  'denied-after-accepting': 5,
  'nonsense-seal': 3,
  /** Opens the return URL of another account's request. */
  'strangers-seal': 4,
} as const

/** The same, with the actions on the service's page where users choose calendars. */
const CHOICE_SCENARIO_WEIGHTS = {
  ...SCENARIO_WEIGHTS,
  /** Cancels on the page where users choose calendars. */
  cancel: 6,
} as const

/** The user's actions. */
export type Scenario = keyof typeof CHOICE_SCENARIO_WEIGHTS

/** The plan of a flow. */
export interface Plan extends WorkerPair {
  readonly flow: number
  readonly runtime: SoakRuntime
  readonly dataCenter: DataCenter
  readonly kind: AccountKind
  readonly account: string
  /** All calendars that the page preselects, or those that these draws select. */
  readonly calendars: 'all' | readonly number[]
  readonly scenario: Scenario
  /** The number of accepted calendars, if the user accepts only some. */
  readonly acceptedCount: number
  readonly faults: FaultPlan
  /** The seed for the emulator's faults with a `share`. */
  readonly faultSeed: number
  /** When a backend uses the new API key: as soon as both workers of the flow have it, or after the old key is rejected. */
  readonly keySwitch: 'early' | 'late'
  /** Whether a backend repeats a call after a temporary error of the service. */
  readonly retries: boolean
  /** How the user connects, if the service connects users. */
  readonly connection?: ConnectionPlan
}

/** Creates the plan of one flow. */
export function createPlan(
  flow: number,
  { seed, runtimes, mode }: { seed: number; runtimes: readonly SoakRuntime[]; mode: Mode },
): Plan {
  const rng = createRng(seed, flow)
  const runtime = runtimes[rng.integerBelow(runtimes.length)] ?? 'node'
  const dataCenter = DATA_CENTER_IDS[rng.integerBelow(DATA_CENTER_IDS.length)] ?? 'us'
  const kind = rng.pickWeighted({ plain: 87, enterprise: 7, refusing: 6 })
  const scenario: Scenario = rng.pickWeighted(mode === 'connections' ? CHOICE_SCENARIO_WEIGHTS : SCENARIO_WEIGHTS)
  const account = drawAccount(rng, kind, scenario)
  const calendars = rng.next() < 0.7 || scenario === 'accept-some' ? 'all' : drawSelection(rng)
  const workers = drawWorkerPair(rng)
  const hasFaults = rng.next() < 0.42
  const faults = hasFaults ? planFaults(rng, kind === 'enterprise' ? 'at once' : plannedDecision(scenario)) : {}
  const plan: Plan = {
    flow,
    runtime,
    dataCenter,
    kind,
    account,
    calendars,
    scenario,
    acceptedCount: 1 + rng.integerBelow(3),
    ...workers,
    // The order of two tabs is random, so a replay with faults would differ.
    faults: scenario === 'twice' ? withoutReturnFaults(faults) : faults,
    faultSeed: rng.integerBelow(2 ** 32),
    keySwitch: rng.pick(['early', 'late']),
    retries: rng.next() < 0.5,
  }
  if (mode !== 'connections') return plan
  const connection = drawConnection(rng, workers.beginWorker)
  const endingFaults = drawEndingFaults(rng, connection.ending)
  return {
    ...plan,
    connection,
    faults: { ...plan.faults, ...(endingFaults.length > 0 && { end: endingFaults }) },
  }
}

function drawAccount(rng: Rng, kind: AccountKind, scenario: Scenario): string {
  const names = ACCOUNTS[kind]
  const index = rng.integerBelow(names.length)
  // With a single calendar, to accept some is to accept all. So these users have at least two calendars.
  const needsSeveralCalendars = kind === 'plain' && scenario === 'accept-some' && index % 5 === 0
  return names[needsSeveralCalendars ? index + 1 : index] ?? 'plain0'
}

/** Draws which calendars are selected. There are more draws than an account has calendars. */
function drawSelection(rng: Rng): number[] {
  return Array.from({ length: 8 }, () => rng.integerBelow(2))
}

function plannedDecision(scenario: Scenario): PlannedDecision {
  switch (scenario) {
    case 'accept':
    case 'accept-some':
    case 'reload':
    case 'twice':
    case 'leave-after-accepting':
    case 'denied-after-accepting':
      return 'accepts'
    case 'reject':
      return 'rejects'
    default:
      return 'not'
  }
}

function withoutReturnFaults({ return: _, decide: __, ...remaining }: FaultPlan): FaultPlan {
  return remaining
}
