/**
 * What the fields of a fault may hold.
 *
 * @module
 */

/** A check, and the words for it: `… is "x", not a string`. */
export interface FieldType {
  test(value: unknown): boolean
  readonly expected: string
  readonly optional?: true
}

/** A whole number of something. */
export function integer(min: number, max: number, unit = ''): FieldType {
  return {
    test: (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
    expected: `a whole number${unit === '' ? '' : ` of ${unit}`} from ${min} to ${max}`,
  }
}

/** One of a few values. */
export function oneOf(values: readonly unknown[]): FieldType {
  return {
    test: (value) => values.includes(value),
    expected: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
  }
}

/** Any text. */
export const string: FieldType = { test: (value) => typeof value === 'string', expected: 'a string' }

/** What every runtime can send as the value of a header. (A line break would begin another header.) */
export const headerValue: FieldType = {
  test: (value) => typeof value === 'string' && /^[ -~]*$/.test(value),
  expected: 'a string of printable ASCII characters',
}

/** More than nothing, and at most everything. */
export const probability: FieldType = {
  test: (value) => typeof value === 'number' && value > 0 && value <= 1,
  expected: 'a number above 0 and up to 1',
}

/** The same, but it may be left out. */
export function optional(type: FieldType): FieldType {
  return { ...type, optional: true }
}
