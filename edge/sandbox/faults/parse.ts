import type { Schema } from '@cfworker/json-schema'
import { SANDBOX_DATA_CENTERS } from '../config/data-centers.ts'
import { createValidator, omitUndefined } from '../validation/json-schema.ts'
import { quoteList } from '../validation/messages.ts'
import { FAULT_DEFINITIONS, FAULT_NAMES } from './definitions.ts'
import { FAULT_ROUTES, type FaultEntry } from './types.ts'

export interface FaultList {
  readonly faults: readonly FaultEntry[]
  readonly seed?: number
}

/** More than a test needs. It limits memory. */
export const MAX_FAULTS = 1000

const listSchema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['faults'],
  properties: {
    faults: { type: 'array', maxItems: MAX_FAULTS },
    seed: { type: 'integer', minimum: 0, maximum: 2 ** 32 - 1 },
  },
}

const entrySchema: Schema = {
  type: 'object',
  required: ['route', 'fault'],
  properties: { route: { enum: [...FAULT_ROUTES] }, fault: { enum: [...FAULT_NAMES] } },
}

const targetProperties: Record<string, Schema> = {
  count: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  share: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
  data_center: { enum: SANDBOX_DATA_CENTERS.map(({ id }) => id) },
}

/**
 * Parses `[entry, …]` or `{faults: [entry, …], seed?}`. It is strict, so that a mistake is not taken for a fault that
 * never hits.
 *
 * @throws TypeError "Cannot set faults: /faults/1: "ms" is missing." for the first issue.
 */
export function parseFaultList(value: unknown): FaultList {
  const list = Array.isArray(value) ? { faults: value } : omitUndefined(value)
  assertValid(list, listSchema, '')
  const { faults, seed } = list as { faults: readonly unknown[]; seed?: number }
  const validateEntry = createValidator(entrySchema)
  const entries = faults.map((entry, index) => parseEntry(omitUndefined(entry), `/faults/${index}`, validateEntry))
  return { faults: entries, ...(seed !== undefined && { seed }) }
}

function parseEntry(entry: unknown, pointer: string, validate: ReturnType<typeof createValidator>): FaultEntry {
  assertValid(entry, entrySchema, pointer, validate)
  const { route, fault, count, share } = entry as FaultEntry
  const { routes, parameters, optional = [] } = FAULT_DEFINITIONS[fault]
  if (!routes.includes(route)) {
    throw parseError(`${pointer}/fault`, `"${fault}" cannot hit "${route}". Use one of ${quoteList(routes)}.`)
  }
  const required = Object.keys(parameters).filter((name) => !(optional as readonly string[]).includes(name))
  const properties = { route: {}, fault: {}, ...targetProperties, ...parameters }
  assertValid(entry, { type: 'object', additionalProperties: false, required, properties }, pointer)
  if (count !== undefined && share !== undefined) throw parseError(pointer, 'Set either "count" or "share".')
  if (Number.isNaN(share)) throw parseError(`${pointer}/share`, 'This is not a number.')
  // A copy, so that the caller cannot change the entry afterwards.
  return { ...(entry as FaultEntry) }
}

function assertValid(value: unknown, schema: Schema, pointer: string, validate = createValidator(schema)): void {
  const [issue] = validate(value)
  if (issue !== undefined) throw parseError(`${pointer}${issue.pointer}`, issue.message)
}

function parseError(pointer: string, message: string): TypeError {
  return new TypeError(`Cannot set faults: ${pointer === '' ? 'the body' : pointer}: ${message}`)
}
