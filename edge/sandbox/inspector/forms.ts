/**
 * What the forms of the inspector do. Each is read as strictly as the JSON route that does the same.
 *
 * @module
 */
import type { Context } from 'hono'
import { advanceClock } from '../control/clock.ts'
import { readDecision } from '../control/decisions.ts'
import type { Struck } from '../faults/env.ts'
import { strikesWithin } from '../faults/middleware.ts'
import { MAX_FAULTS, readFaultList } from '../faults/parse.ts'
import type { Faults } from '../faults/registry.ts'
import { DECISION } from '../faults/types.ts'
import type { Clock } from '../store/clock.ts'
import type { Instance } from '../store/data-center.ts'
import { list, quote, readText, refusal } from '../validation/messages.ts'
import { FAULT_CHOICES } from './faults.ts'

/** What a form did, by the name that the next page knows it by. */
export const DONE = {
  reset: 'Everything is back to the seed.',
  clock: 'The clock was advanced.',
  fault: 'The fault is set.',
  clear: 'No fault is set any more.',
  accepted: 'The request was accepted: its calendars are unrestricted now, unless a fault delays it.',
  rejected: 'The request was rejected.',
} as const

/** The name of something that a form did. */
export type Done = keyof typeof DONE

/** Advances the clock by the field `advance_seconds`. */
export function submitClock(form: URLSearchParams, clock: Clock): Done {
  advanceClock(clock, toNumber(readOne(form, 'advance_seconds')))
  return 'clock'
}

/** `change` is `clear`, or `add`: then `fault` is one of the choices, `route` what it strikes, and `count` may be empty. */
export function submitFaults(form: URLSearchParams, faults: Faults): Done {
  const action = 'set faults'
  const change = readText({ change: readOne(form, 'change') }, 'change', action)
  if (change === 'clear') {
    faults.replace({ faults: [] })
    return 'clear'
  }
  if (change !== 'add') throw refusal(422, action, `change is ${quote(change)}, not "add" or "clear"`)
  const name = readText({ fault: readOne(form, 'fault') }, 'fault', action)
  const choice = FAULT_CHOICES.find((one) => one.name === name)
  if (choice === undefined) {
    const known = list(FAULT_CHOICES.map((one) => one.name))
    throw refusal(422, action, `fault is ${quote(name)}, which is unknown; known are ${known}`)
  }
  if (faults.report().faults.length >= MAX_FAULTS) throw refusal(422, action, `there are ${MAX_FAULTS} already`)
  const count = toNumber(readOne(form, 'count'))
  const [entry] = readEntries([
    { ...choice.fields, route: readOne(form, 'route'), ...(count !== undefined && { count }) },
  ])
  if (entry !== undefined) faults.add(entry)
  return 'fault'
}

/** `url` is the address of an access page, `decision` what its user decides about all of its calendars. */
export function submitDecision(
  c: Context<Struck>,
  form: URLSearchParams,
  { instances, faults }: { instances: ReadonlyMap<string, Instance>; faults: Faults },
): Done {
  const fields = { url: readOne(form, 'url'), decision: readOne(form, 'decision') }
  const { instance, request, acceptedIds } = readDecision(fields, instances)
  const strike = strikesWithin(c, faults, { route: DECISION, dataCenter: instance.id })
  instance.permissionRequests.decide(request, acceptedIds, strike)
  return fields.decision === 'accept' ? 'accepted' : 'rejected'
}

/** A field that may be given once; undefined where it is not, or more often. */
function readOne(form: URLSearchParams, name: string): string | undefined {
  const values = form.getAll(name)
  return values.length === 1 ? values[0] : undefined
}

/** A number as people type it; undefined for an empty field; a text that is none stays as it is, to be refused as such. */
function toNumber(text: string | undefined): number | string | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return undefined
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed
}

function readEntries(entries: readonly unknown[]): ReturnType<typeof readFaultList>['faults'] {
  try {
    return readFaultList(entries).faults
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw refusal(422, 'set faults', cause.message.replace(/^Cannot set faults: faults\[0\]\.?/, ''))
  }
}
