/**
 * What happens in a flow, drawn before it begins: from the seed and the flow's number alone, so that any flow can be replayed.
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

/** What the person does on the access page and after it, with how often. */
const SCENARIO_WEIGHTS = {
  accept: 30,
  'accept-some': 15,
  reject: 11,
  /** Comes back, and reloads the return step and the outcome. */
  reload: 7,
  /** Comes back twice at the same time, in two tabs. */
  twice: 6,
  /** Accepts, closes the tab, and begins again another time. */
  'leave-after-accepting': 3,
  /** Closes the tab, and begins again another time. */
  'leave-undecided': 3,
  /** Opens the return address without having decided. */
  'made-up': 9,
  /** The same, with `error=access_denied`. */
  'made-up-denied': 4,
  /** Accepts, and appends `error=access_denied` to the return address. */
  'denied-after-accepting': 5,
  'nonsense-seal': 3,
  /** Opens the return address of another account's request. */
  'strangers-seal': 4,
} as const

/** And what only the service's page to choose calendars offers. */
const CHOICE_SCENARIO_WEIGHTS = {
  ...SCENARIO_WEIGHTS,
  /** Cancels on the page where calendars are chosen. */
  cancel: 6,
} as const

/** What the person does. */
export type Scenario = keyof typeof CHOICE_SCENARIO_WEIGHTS

/** What happens in a flow. */
export interface Plan extends WorkerPair {
  readonly flow: number
  readonly runtime: SoakRuntime
  readonly dataCenter: DataCenter
  readonly kind: AccountKind
  readonly account: string
  /** Every calendar that the page has ticked, or those that these draws pick. */
  readonly calendars: 'all' | readonly number[]
  readonly scenario: Scenario
  /** Which of the calendars are accepted, where only some are. */
  readonly acceptedCount: number
  readonly faults: FaultPlan
  /** For the draws of the sandbox's shares. */
  readonly faultSeed: number
  /** When a backend takes the new API key: as soon as every worker of the flow has it, or when the old one is refused. */
  readonly keySwitch: 'early' | 'late'
  /** Whether a backend calls again where the service was in trouble. */
  readonly retries: boolean
  /** Where the service connects people. */
  readonly connection?: ConnectionPlan
}

/** The plan of one flow. */
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
    // Two tabs read in no certain order: with faults between them, a replay would differ.
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
  // To accept some of one is to accept all: those who accept some have two calendars at least.
  const needsSeveralCalendars = kind === 'plain' && scenario === 'accept-some' && index % 5 === 0
  return names[needsSeveralCalendars ? index + 1 : index] ?? 'plain0'
}

/** More draws than an account has calendars; each ticks or not. */
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
