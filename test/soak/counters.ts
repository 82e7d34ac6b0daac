/**
 * Counting flows.
 *
 * @module
 */
import type { OutcomeStatus } from '../../src/flow/outcome.ts'
import { unexpectedEnd } from './expected-end.ts'
import type { FlowResult } from './flow.ts'
import { isRotated } from './plan.ts'

/** How many of the things that went wrong are told in full. */
const MAX_TOLD = 20

/** What a run came to so far. */
export interface Tally {
  flows: number
  /** Flows between whose ends the keys were rotated. */
  rotatedFlows: number
  readonly outcomes: Record<OutcomeStatus, number>
  readonly errors: Record<string, number>
  readonly faults: Record<string, number>
  falseGrants: number
  missedGrants: number
  lostFlows: number
  untypedErrors: number
  leaks: number
  /** What went wrong, in words, with what it takes to replay it. */
  readonly told: string[]
  /** Flows without faults that did not end as they have to. */
  unexpected: number
}

/** Starts from nothing. */
export function createTally(): Tally {
  return {
    flows: 0,
    rotatedFlows: 0,
    outcomes: { granted: 0, partial: 0, rejected: 0, unconfirmed: 0 },
    errors: {},
    faults: {},
    falseGrants: 0,
    missedGrants: 0,
    lostFlows: 0,
    untypedErrors: 0,
    leaks: 0,
    told: [],
    unexpected: 0,
  }
}

/** Counts a flow. */
export function count(tally: Tally, result: FlowResult): void {
  const { end, falseGrants, missedGrants, untyped, faults } = result
  tally.flows += 1
  if (isRotated(result.plan)) tally.rotatedFlows += 1
  if ('status' in end) tally.outcomes[end.status] += 1
  else if ('error' in end) tally.errors[end.error] = (tally.errors[end.error] ?? 0) + 1
  else tally.lostFlows += 1
  for (const [name, times] of faults) tally.faults[name] = (tally.faults[name] ?? 0) + times
  tally.falseGrants += falseGrants.length
  tally.missedGrants += missedGrants.length
  tally.untypedErrors += untyped.length
  const unexpected = unexpectedEnd(result)
  if (unexpected !== undefined) tally.unexpected += 1
  const faulty = [
    ...falseGrants.map((text) => `false grant: ${text}`),
    ...missedGrants.map((text) => `missed grant: ${text}`),
    ...untyped.map((text) => `untyped error: ${text}`),
    ...('lost' in end ? [`lost: ${end.lost}`] : []),
    ...(unexpected === undefined ? [] : [`without faults it ${unexpected}`]),
  ]
  for (const text of faulty) tell(tally, `flow ${result.plan.flow}: ${text}\n    ${JSON.stringify(result.plan)}`)
}

/** Keeps what went wrong, as far as anybody would read it. */
export function tell(tally: Tally, text: string): void {
  if (tally.told.length < MAX_TOLD) tally.told.push(text)
}
