/**
 * What a flow has to come to where nothing disturbs it. Under faults other ends are right too, and only the books can judge.
 *
 * @module
 */
import type { FlowResult } from './flow.ts'
import { keyIsGone, type Plan } from './plan.ts'

/** What a flow without faults ends with: a status, or the code of an error. */
function expectedEnd(plan: Plan): string {
  switch (plan.kind) {
    case 'enterprise':
      return 'granted'
    case 'refusing':
      return REFUSED[plan.account] ?? 'unknown'
    case 'plain':
      return expectedOfPerson(plan)
  }
}

/** Says how a flow without faults ended otherwise than it has to; undefined where it did not, or where faults struck. */
export function unexpectedEnd({ plan, end }: Pick<FlowResult, 'plan' | 'end'>): string | undefined {
  if (Object.keys(plan.faults).length > 0 || 'lost' in end) return undefined
  const said = 'status' in end ? end.status : end.error
  const expected = expectedEnd(plan)
  return said === expected ? undefined : `ended ${said}, not ${expected}`
}

const REFUSED: Readonly<Record<string, string>> = {
  locked: 'account_locked',
  noplan: 'plan_required',
  narrow: 'account_scope_insufficient',
  empty: 'no_calendars',
}

function expectedOfPerson(plan: Plan): string {
  // Never comes to the other worker: all is granted when they ask again.
  if (plan.way === 'leave-after-accepting') return 'granted'
  if (plan.way === 'nonsense-seal' || keyIsGone(plan)) return 'invalid_sealed_request'
  switch (plan.way) {
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
