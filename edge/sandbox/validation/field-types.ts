/**
 * What the fields of a fault may hold.
 *
 * @module
 */

/** A check, and the words for it: `… is "x", not a string`. */
export interface Parameter {
  is(value: unknown): boolean
  readonly means: string
  readonly optional?: true
}

/** A whole number of something. */
export function whole(min: number, max: number, unit = ''): Parameter {
  return {
    is: (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
    means: `a whole number${unit === '' ? '' : ` of ${unit}`} from ${min} to ${max}`,
  }
}

/** One of a few values. */
export function oneOf(values: readonly unknown[]): Parameter {
  return {
    is: (value) => values.includes(value),
    means: `one of ${values.map((one) => JSON.stringify(one)).join(', ')}`,
  }
}

/** Any text. */
export const text: Parameter = { is: (value) => typeof value === 'string', means: 'a string' }

/** What every runtime can send as the value of a header. (A line break would begin another header.) */
export const headerText: Parameter = {
  is: (value) => typeof value === 'string' && /^[ -~]*$/.test(value),
  means: 'a string of printable ASCII characters',
}

/** More than nothing, and at most everything. */
export const fraction: Parameter = {
  is: (value) => typeof value === 'number' && value > 0 && value <= 1,
  means: 'a number above 0 and up to 1',
}

/** The same, but it may be left out. */
export function optional(parameter: Parameter): Parameter {
  return { ...parameter, optional: true }
}
