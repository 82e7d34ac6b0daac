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

/** The query and the fragment of a URL. */
const URL_QUERY = /[?#][^\s"'`<>)]*/g

/** Sixteen characters or more with a digit may be a token, a sealed value, or an ID. */
const TOKEN_LIKE = /(?=[\w-]*\d)[\w-]{16,}(?:\.[\w-]+)*/g

/** Removes what may be a secret from a text that this package did not write, such as the message of another error. */
export function redactText(text: string): string {
  return text.replace(URL_QUERY, '?…').replace(TOKEN_LIKE, '…')
}
