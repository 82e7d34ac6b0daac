/**
 * Values in error texts, without what may be secret in them.
 *
 * @module
 */

/** An address without user name, query and fragment; text that is no address is not shown at all. */
export function quoteAddress(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value)) return 'that was given'
  const { protocol, host, pathname } = new URL(value)
  return `"${protocol}//${host}${pathname}"`
}
