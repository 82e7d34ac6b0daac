/** A check of a field, and its name in error messages: `… is "x", not a string`. */
export interface FieldType {
  test(value: unknown): boolean
  readonly expected: string
  readonly optional?: true
}

/** An integer. */
export function integer(min: number, max: number, unit = ''): FieldType {
  return {
    test: (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
    expected: `a whole number${unit === '' ? '' : ` of ${unit}`} from ${min} to ${max}`,
  }
}

/** One of these values. */
export function oneOf(values: readonly unknown[]): FieldType {
  return {
    test: (value) => values.includes(value),
    expected: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
  }
}

export const string: FieldType = { test: (value) => typeof value === 'string', expected: 'a string' }

/** A header value that every runtime can send. A line break would start another header. */
export const headerValue: FieldType = {
  test: (value) => typeof value === 'string' && /^[ -~]*$/.test(value),
  expected: 'a string of printable ASCII characters',
}

export const probability: FieldType = {
  test: (value) => typeof value === 'number' && value > 0 && value <= 1,
  expected: 'a number above 0 and up to 1',
}

/** The same type for an optional field. */
export function optional(type: FieldType): FieldType {
  return { ...type, optional: true }
}
