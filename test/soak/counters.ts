/**
 * Counts flows and their results.
 *
 * @module
 */
import type { OutcomeStatus } from '../../src/flow/outcome.ts'
import { findUnexpectedEnd } from './expected-end.ts'
import type { FlowResult } from './flow.ts'
import type { Mode } from './options.ts'
import { isKeyRotated } from './worker-keys.ts'

/** The number of problems that are reported in detail. */
const MAX_MESSAGES = 20

/** The results of a run so far. */
export interface Counters {
  flows: number
  /** Flows during which the keys were rotated. */
  rotatedFlows: number
  readonly outcomes: Record<OutcomeStatus, number>
  readonly errors: Record<string, number>
  readonly faults: Record<string, number>
  /** The detours before users connected, if the service connects them. */
  readonly detours: Record<string, number>
  falseGrants: number
  missedGrants: number
  lostFlows: number
  untypedErrors: number
  /** Tokens that a browser sees, and codes that it sees outside of Cronofy's callback. */
  browserTokens: number
  /** Connections that belong to another user than the one who began them, and codes used for one. */
  wrongConnections: number
  leaks: number
  /** Descriptions of problems, with the plan that replays each. */
  readonly messages: string[]
  /** Flows without faults that did not end as expected. */
  unexpected: number
}

/** Creates counters that are all 0. */
export function createCounters(): Counters {
  return {
    flows: 0,
    rotatedFlows: 0,
    outcomes: { granted: 0, partial: 0, rejected: 0, unconfirmed: 0 },
    errors: {},
    faults: {},
    detours: {},
    falseGrants: 0,
    missedGrants: 0,
    lostFlows: 0,
    untypedErrors: 0,
    browserTokens: 0,
    wrongConnections: 0,
    leaks: 0,
    messages: [],
    unexpected: 0,
  }
}

/** Counts a flow. */
export function countFlow(counters: Counters, result: FlowResult, mode: Mode): void {
  const { end, falseGrants, missedGrants, wrongConnections, untyped, faults } = result
  counters.flows += 1
  if (isKeyRotated(result.plan)) counters.rotatedFlows += 1
  if ('status' in end) counters.outcomes[end.status] += 1
  else if ('error' in end) counters.errors[end.error] = (counters.errors[end.error] ?? 0) + 1
  else counters.lostFlows += 1
  const detour = result.plan.connection?.detour
  if (detour !== undefined) counters.detours[detour] = (counters.detours[detour] ?? 0) + 1
  for (const [name, times] of faults) counters.faults[name] = (counters.faults[name] ?? 0) + times
  counters.falseGrants += falseGrants.length
  counters.missedGrants += missedGrants.length
  counters.wrongConnections += wrongConnections.length
  counters.untypedErrors += untyped.length
  const unexpected = findUnexpectedEnd(result, mode)
  if (unexpected !== undefined) counters.unexpected += 1
  const issues = [
    ...falseGrants.map((text) => `false grant: ${text}`),
    ...missedGrants.map((text) => `missed grant: ${text}`),
    ...wrongConnections.map((text) => `wrong connection: ${text}`),
    ...untyped.map((text) => `untyped error: ${text}`),
    ...('lost' in end ? [`lost: ${end.lost}`] : []),
    ...(unexpected === undefined ? [] : [`without injected faults, it ${unexpected}`]),
  ]
  for (const text of issues)
    addMessage(counters, `flow ${result.plan.flow}: ${text}\n    ${JSON.stringify(result.plan)}`)
}

/** Adds the description of a problem, up to the maximum number. */
export function addMessage(counters: Counters, text: string): void {
  if (counters.messages.length < MAX_MESSAGES) counters.messages.push(text)
}
