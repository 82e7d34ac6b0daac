/**
 * A list of faults, read strictly: a mistake in it must not pass for a fault that never strikes.
 *
 * @module
 */
import { DATA_CENTERS } from '../config/data-centers.ts'
import { fraction, oneOf, optional, type Parameter, whole } from '../validation/field-types.ts'
import { list, quote } from '../validation/messages.ts'
import { FAULT_NAMES, FAULTS } from './definitions.ts'
import { FAULT_ROUTES, type FaultEntry } from './types.ts'

/** The list, and the seed of its shares. */
export interface FaultList {
  readonly faults: readonly FaultEntry[]
  readonly seed?: number
}

/** More than a test needs, and a bound on memory. */
export const MAX_FAULTS = 1000

const SEED = optional(whole(0, 2 ** 32 - 1))

/** The fields of every entry but `route` and `fault`. */
const AIM: Readonly<Record<string, Parameter>> = {
  count: optional(whole(1, Number.MAX_SAFE_INTEGER)),
  share: optional(fraction),
  data_center: optional(oneOf(DATA_CENTERS.map(({ id }) => id))),
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads `[entry, …]` or `{faults: [entry, …], seed?}`.
 *
 * @throws TypeError "Cannot set faults: faults[1].ms is missing" for the first thing that is wrong.
 */
export function readFaultList(value: unknown): FaultList {
  if (Array.isArray(value)) return { faults: readEntries(value) }
  if (!isObject(value)) throw wrong(`the body is ${quote(value)}, not a list and not an object`)
  checkNames(value, ['faults', 'seed'], '')
  const { faults, seed } = value
  if (faults === undefined) throw wrong('faults is missing')
  if (!Array.isArray(faults)) throw wrong(`faults is ${quote(faults)}, not a list`)
  check(value, 'seed', SEED, '')
  return { faults: readEntries(faults), ...(typeof seed === 'number' && { seed }) }
}

function readEntries(entries: readonly unknown[]): FaultEntry[] {
  if (entries.length > MAX_FAULTS) throw wrong(`faults has ${entries.length} entries, more than ${MAX_FAULTS}`)
  return entries.map((entry, index) => readEntry(entry, `faults[${index}]`))
}

function readEntry(entry: unknown, at: string): FaultEntry {
  if (!isObject(entry)) throw wrong(`${at} is ${quote(entry)}, not an object`)
  const route = readName(entry, 'route', FAULT_ROUTES, at)
  const fault = readName(entry, 'fault', FAULT_NAMES, at)
  const { routes, parameters } = FAULTS[fault]
  if (!routes.includes(route)) {
    throw wrong(`${at}.fault is ${quote(fault)}, which ${quote(route)} cannot have; it strikes ${list(routes)}`)
  }
  const fields: Fields & Record<string, Parameter> = { ...AIM, ...parameters }
  checkNames(entry, ['route', 'fault', ...Object.keys(fields)], `${at}.`)
  for (const [name, parameter] of Object.entries(fields)) check(entry, name, parameter, `${at}.`)
  if (entry['count'] !== undefined && entry['share'] !== undefined) throw wrong(`${at} has both count and share`)
  // Checked field by field above; a copy, so that nobody changes it afterwards.
  return { ...entry } as unknown as FaultEntry
}

function readName<Name extends string>(fields: Fields, field: string, known: readonly Name[], at: string): Name {
  const value = fields[field]
  if (value === undefined) throw wrong(`${at}.${field} is missing`)
  const name = known.find((one) => one === value)
  if (name === undefined) throw wrong(`${at}.${field} is ${quote(value)}, which is unknown; known are ${list(known)}`)
  return name
}

function check(fields: Fields, name: string, { is, means, optional }: Parameter, at: string): void {
  const value = fields[name]
  if (value === undefined && optional) return
  if (value === undefined) throw wrong(`${at}${name} is missing`)
  if (!is(value)) throw wrong(`${at}${name} is ${quote(value)}, not ${means}`)
}

function checkNames(fields: Fields, known: readonly string[], at: string): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  if (unknown !== undefined) throw wrong(`field "${at}${unknown}" is unknown; known are ${list(known)}`)
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(state: string): TypeError {
  return new TypeError(`Cannot set faults: ${state}`)
}
