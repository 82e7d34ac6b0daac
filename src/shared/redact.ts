/**
 * Values in error texts, without what may be secret in them.
 *
 * @module
 */

/** A short word; anything longer may be a token that was passed in by mistake, and is not shown. */
export function quoteShortWord(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z]{1,10}$/.test(value) ? `"${value}"` : '(not shown)'
}

/** An address without user name, query and fragment; text that is no address is not shown at all. */
export function quoteUrl(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value)) return '(not shown)'
  const { protocol, host, pathname } = new URL(value)
  return `"${protocol}//${host}${pathname}"`
}
