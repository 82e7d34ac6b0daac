/**
 * The expected end of a flow without faults. With faults, other ends are correct too, so only the emulator's state can verify them.
 *
 * @module
 */
import type { FlowResult } from './flow.ts'
import type { Mode } from './options.ts'
import type { Plan, Scenario } from './plan.ts'
import { isKeyRemoved } from './worker-keys.ts'

/** Returns the expected end of a flow without faults: a status, or the code of an error. */
function expectedEnd(plan: Plan, mode: Mode): string {
  const { scenario } = plan
  if (scenario === 'cancel') return 'canceled'
  switch (plan.kind) {
    case 'enterprise':
      return 'granted'
    case 'refusing':
      // A form has no calendar to select. The backend of the service asks for all calendars.
      if (plan.account === 'empty') return mode === 'service' ? 'no_calendars' : 'no_calendar_selected'
      return REFUSING_ACCOUNT_CODES[plan.account] ?? 'unknown'
    case 'plain':
      return expectedForScenario(plan, scenario)
  }
}

/** Describes an unexpected end of a flow without faults. Returns undefined if the end is expected, or if there were faults. */
export function findUnexpectedEnd({ plan, end }: Pick<FlowResult, 'plan' | 'end'>, mode: Mode): string | undefined {
  const { end: _, ...earlierFaults } = plan.faults
  if (Object.keys(earlierFaults).length > 0 || 'lost' in end) return undefined
  const actual = 'status' in end ? end.status : end.error
  const expected = expectedEnd(plan, mode)
  return actual === expected ? undefined : `ended ${actual}, not ${expected}`
}

const REFUSING_ACCOUNT_CODES: Readonly<Record<string, string>> = {
  locked: 'account_locked',
  noplan: 'plan_required',
  narrow: 'account_scope_insufficient',
}

function expectedForScenario(plan: Plan, scenario: Exclude<Scenario, 'cancel'>): string {
  // Does not reach the other worker: when the user begins again, everything is granted already.
  if (scenario === 'leave-after-accepting') return 'granted'
  if (scenario === 'nonsense-seal' || isKeyRemoved(plan)) return 'invalid_sealed_request'
  switch (scenario) {
    case 'accept':
    case 'reload':
    case 'twice':
    case 'denied-after-accepting':
      return 'granted'
    case 'accept-some':
      return 'partial'
    case 'reject':
    case 'leave-undecided':
    case 'made-up-denied':
      return 'rejected'
    case 'made-up':
      return 'unconfirmed'
    case 'strangers-seal':
      return 'account_mismatch'
  }
}
