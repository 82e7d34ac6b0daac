import { DATA_CENTERS } from '../config/data-centers.ts'
import { type FieldType, integer, oneOf, optional, probability } from '../validation/field-types.ts'
import { quoteList, quoteValue } from '../validation/messages.ts'
import { FAULT_DEFINITIONS, FAULT_NAMES } from './definitions.ts'
import { FAULT_ROUTES, type FaultEntry } from './types.ts'

/** A list of faults, and the seed of their shares. */
export interface FaultList {
  readonly faults: readonly FaultEntry[]
  readonly seed?: number
}

/** More than a test needs. It limits memory. */
export const MAX_FAULTS = 1000

const SEED_TYPE = optional(integer(0, 2 ** 32 - 1))

/** The fields of every entry besides `route` and `fault`. */
const TARGET_FIELDS: Readonly<Record<string, FieldType>> = {
  count: optional(integer(1, Number.MAX_SAFE_INTEGER)),
  share: optional(probability),
  data_center: optional(oneOf(DATA_CENTERS.map(({ id }) => id))),
}

type JsonObject = Readonly<Record<string, unknown>>

/**
 * Parses `[entry, …]` or `{faults: [entry, …], seed?}`. It is strict, so that a mistake is not taken for a fault that
 * never hits.
 *
 * @throws TypeError "Cannot set faults: faults[1].ms is missing" for the first issue.
 */
export function parseFaultList(value: unknown): FaultList {
  if (Array.isArray(value)) return { faults: parseEntries(value) }
  if (!isObject(value)) throw parseError(`the body is ${quoteValue(value)}, not a list and not an object`)
  assertKnownFields(value, ['faults', 'seed'], '')
  const { faults, seed } = value
  if (faults === undefined) throw parseError('faults is missing')
  if (!Array.isArray(faults)) throw parseError(`faults is ${quoteValue(faults)}, not a list`)
  assertField(value, 'seed', SEED_TYPE, '')
  return { faults: parseEntries(faults), ...(typeof seed === 'number' && { seed }) }
}

function parseEntries(entries: readonly unknown[]): FaultEntry[] {
  if (entries.length > MAX_FAULTS) throw parseError(`faults has ${entries.length} entries, more than ${MAX_FAULTS}`)
  return entries.map((entry, index) => parseEntry(entry, `faults[${index}]`))
}

function parseEntry(entry: unknown, path: string): FaultEntry {
  if (!isObject(entry)) throw parseError(`${path} is ${quoteValue(entry)}, not an object`)
  const route = parseName(entry, 'route', FAULT_ROUTES, path)
  const fault = parseName(entry, 'fault', FAULT_NAMES, path)
  const { routes, parameters } = FAULT_DEFINITIONS[fault]
  if (!routes.includes(route)) {
    throw parseError(
      `${path}.fault is ${quoteValue(fault)}, which ${quoteValue(route)} cannot have; it strikes ${quoteList(routes)}`,
    )
  }
  const fields: JsonObject & Record<string, FieldType> = { ...TARGET_FIELDS, ...parameters }
  assertKnownFields(entry, ['route', 'fault', ...Object.keys(fields)], `${path}.`)
  for (const [name, parameter] of Object.entries(fields)) assertField(entry, name, parameter, `${path}.`)
  if (entry['count'] !== undefined && entry['share'] !== undefined) throw parseError(`${path} has both count and share`)
  // All fields are validated above. A copy, so that the caller cannot change the entry afterwards.
  return { ...entry } as unknown as FaultEntry
}

function parseName<Name extends string>(fields: JsonObject, field: string, known: readonly Name[], path: string): Name {
  const value = fields[field]
  if (value === undefined) throw parseError(`${path}.${field} is missing`)
  const name = known.find((candidate) => candidate === value)
  if (name === undefined)
    throw parseError(`${path}.${field} is ${quoteValue(value)}, which is unknown; known are ${quoteList(known)}`)
  return name
}

function assertField(fields: JsonObject, name: string, { test, expected, optional }: FieldType, path: string): void {
  const value = fields[name]
  if (value === undefined && optional) return
  if (value === undefined) throw parseError(`${path}${name} is missing`)
  if (!test(value)) throw parseError(`${path}${name} is ${quoteValue(value)}, not ${expected}`)
}

function assertKnownFields(fields: JsonObject, known: readonly string[], path: string): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  if (unknown !== undefined) throw parseError(`field "${path}${unknown}" is unknown; known are ${quoteList(known)}`)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseError(problem: string): TypeError {
  return new TypeError(`Cannot set faults: ${problem}`)
}
