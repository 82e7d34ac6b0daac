/**
 * Handles the forms of the inspector. Each one is as strict as the JSON route that does the same.
 *
 * @module
 */
import type { Context } from 'hono'
import { advanceClock } from '../control/clock.ts'
import { parseDecision } from '../control/decisions.ts'
import { type FieldSchemas, parseFields } from '../control/request-fields.ts'
import type { FaultEnv } from '../faults/env.ts'
import { createEffectInjector } from '../faults/middleware.ts'
import { MAX_FAULTS, parseFaultList } from '../faults/parse.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { DECISION_ROUTE } from '../faults/types.ts'
import type { Clock } from '../store/clock.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { httpError, withHttpError } from '../validation/messages.ts'
import { FAULT_PRESETS } from './faults.ts'

/** The result messages of forms, by the name in the URL of the next page. */
export const FORM_MESSAGES = {
  reset: 'Everything was reset to the seed.',
  clock: 'The clock was advanced.',
  fault: 'The fault was set.',
  clear: 'All faults were cleared.',
  accepted: 'The request was accepted. Its calendars are unrestricted, unless a fault delays this.',
  rejected: 'The request was rejected.',
} as const

export type FormResult = keyof typeof FORM_MESSAGES

const ACTION = 'set faults'

const CHANGE_FIELDS: FieldSchemas = { change: { enum: ['add', 'clear'], description: 'Pass "add" or "clear".' } }
const FAULT_FIELDS: FieldSchemas = { fault: { enum: FAULT_PRESETS.map(({ name }) => name) } }

export function submitClock(form: URLSearchParams, clock: Clock): FormResult {
  advanceClock(clock, { advance_seconds: parseNumber(readSingle(form, 'advance_seconds')) })
  return 'clock'
}

/**
 * `change` is `clear` or `add`. With `add`, `fault` is the name of a preset, `route` is its route, and `count` may be
 * empty.
 */
export function submitFaults(form: URLSearchParams, faults: FaultRegistry): FormResult {
  const change = { change: readSingle(form, 'change') }
  if (parseFields<{ change: string }>(change, ACTION, CHANGE_FIELDS).change === 'clear') {
    faults.replace({ faults: [] })
    return 'clear'
  }
  const name = { fault: readSingle(form, 'fault') }
  const { fault } = parseFields<{ fault: string }>(name, ACTION, FAULT_FIELDS)
  const preset = FAULT_PRESETS.find((preset) => preset.name === fault)
  if (faults.report().faults.length >= MAX_FAULTS) {
    throw httpError(422, ACTION, `There are ${MAX_FAULTS} faults already. Clear them.`)
  }
  const entry = { ...preset?.fields, route: readSingle(form, 'route'), count: parseNumber(readSingle(form, 'count')) }
  for (const parsed of withHttpError(() => parseFaultList([entry])).faults) faults.add(parsed)
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
