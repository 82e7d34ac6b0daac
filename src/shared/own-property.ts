/**
 * Reads an own property of parsed JSON. Properties of a prototype, such as `constructor`, never count as data.
 *
 * @module
 */
export function getOwn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}
