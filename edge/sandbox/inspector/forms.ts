/**
 * Handles the forms of the inspector. Each one is as strict as the JSON route that does the same.
 *
 * @module
 */
import type { Context } from 'hono'
import { advanceClock } from '../control/clock.ts'
import { parseDecision } from '../control/decisions.ts'
import type { FaultEnv } from '../faults/env.ts'
import { createEffectInjector } from '../faults/middleware.ts'
import { MAX_FAULTS, parseFaultList } from '../faults/parse.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { DECISION_ROUTE } from '../faults/types.ts'
import type { Clock } from '../store/clock.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { httpError, quoteList, quoteValue, readString } from '../validation/messages.ts'
import { FAULT_PRESETS } from './faults.ts'

/** The result messages of forms, by the name in the URL of the next page. */
export const FORM_MESSAGES = {
  reset: 'Everything is back to the seed.',
  clock: 'The clock was advanced.',
  fault: 'The fault is set.',
  clear: 'No fault is set any more.',
  accepted: 'The request was accepted: its calendars are unrestricted now, unless a fault delays it.',
  rejected: 'The request was rejected.',
} as const

/** The result of a form. */
export type FormResult = keyof typeof FORM_MESSAGES

/** Advances the clock by the field `advance_seconds`. */
export function submitClock(form: URLSearchParams, clock: Clock): FormResult {
  advanceClock(clock, parseNumber(readSingle(form, 'advance_seconds')))
  return 'clock'
}

/**
 * `change` is `clear` or `add`. With `add`, `fault` is the name of a preset, `route` is its route, and `count` may be
 * empty.
 */
export function submitFaults(form: URLSearchParams, faults: FaultRegistry): FormResult {
  const action = 'set faults'
  const change = readString({ change: readSingle(form, 'change') }, 'change', action)
  if (change === 'clear') {
    faults.replace({ faults: [] })
    return 'clear'
  }
  if (change !== 'add') throw httpError(422, action, `change is ${quoteValue(change)}, not "add" or "clear"`)
  const name = readString({ fault: readSingle(form, 'fault') }, 'fault', action)
  const preset = FAULT_PRESETS.find((preset) => preset.name === name)
  if (preset === undefined) {
    const known = quoteList(FAULT_PRESETS.map((preset) => preset.name))
    throw httpError(422, action, `fault is ${quoteValue(name)}, which is unknown; known are ${known}`)
  }
  if (faults.report().faults.length >= MAX_FAULTS) throw httpError(422, action, `there are ${MAX_FAULTS} already`)
  const count = parseNumber(readSingle(form, 'count'))
  const [entry] = parseEntries([
    { ...preset.fields, route: readSingle(form, 'route'), ...(count !== undefined && { count }) },
  ])
  if (entry !== undefined) faults.add(entry)
  return 'fault'
}

/** `url` is the URL of an access page. `decision` applies to all of its calendars. */
export function submitDecision(
  c: Context<FaultEnv>,
  form: URLSearchParams,
  { stores, faults }: { stores: ReadonlyMap<string, DataCenterStore>; faults: FaultRegistry },
): FormResult {
  const fields = { url: readSingle(form, 'url'), decision: readSingle(form, 'decision') }
  const { store, request, acceptedIds } = parseDecision(fields, stores)
  const injectEffect = createEffectInjector(c, faults, { route: DECISION_ROUTE, dataCenter: store.id })
  store.permissionRequests.decide(request, acceptedIds, injectEffect)
  return fields.decision === 'accept' ? 'accepted' : 'rejected'
}

/** Returns a field, or undefined if it is absent or repeated. */
function readSingle(form: URLSearchParams, name: string): string | undefined {
  const values = form.getAll(name)
  return values.length === 1 ? values[0] : undefined
}

/**
 * Parses a number, or returns undefined for an empty field. An invalid number stays a string, so that it is rejected
 * later.
 */
function parseNumber(text: string | undefined): number | string | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return undefined
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed
}

function parseEntries(entries: readonly unknown[]): ReturnType<typeof parseFaultList>['faults'] {
  try {
    return parseFaultList(entries).faults
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw httpError(422, 'set faults', cause.message.replace(/^Cannot set faults: faults\[0\]\.?/, ''))
  }
}
