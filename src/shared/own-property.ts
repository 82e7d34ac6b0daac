/**
 * A property of parsed JSON: `value[key]` only where it is the object's own, so that nothing of a prototype, such as
 * `constructor` or `__proto__`, is ever taken for data.
 *
 * @module
 */
export function getOwn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}
