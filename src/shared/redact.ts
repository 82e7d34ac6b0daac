/**
 * Quotes values in error messages without revealing secrets.
 *
 * @module
 */

/** Quotes a short word. Anything else may be a token that was passed by mistake, so it is not shown. */
export function quoteShortWord(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z]{1,10}$/.test(value) ? `"${value}"` : '(not shown)'
}

/** Quotes a URL without user name, query, and fragment. Anything else is not shown. */
export function quoteUrl(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value)) return '(not shown)'
  const { protocol, host, pathname } = new URL(value)
  return `"${protocol}//${host}${pathname}"`
}
