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

/** In characters. An error may quote a whole response, and the search for secrets must not take long (T24). */
const MAX_TEXT_LENGTH = 4_000

/** A line of a stack. It has paths and function names that look like tokens, and no values. */
const STACK_FRAME = /^ +at .*:\d+\)?$/

/** The user name and the password of a URL, up to the last `@`, because a password may contain any character. */
const USER_INFO = /\/\/\S*@/g

const URL_QUERY = /[?#][^\s"'`<>)]*/g

/** Sixteen characters or more of an identifier, Base64, or percent-encoding may be a token, a sealed value, or an ID. */
const TOKEN_LIKE = /[\w+/=~%-]{16,}(?:\.[\w-]+)*/g

/**
 * Removes what may be a secret from a string that other code wrote, such as the message or the stack of an error. Cuts the string
 * after 4,000 characters.
 */
export function redactText(text: string): string {
  // The cut may leave a part of a secret that is too short to be recognized, so the last word is removed.
  const shown = text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH).replace(/\S*$/, '…') : text
  return shown
    .split('\n')
    .map((line) => (STACK_FRAME.test(line) ? line : redactLine(line)))
    .join('\n')
}

function redactLine(line: string): string {
  return line.replace(USER_INFO, '//…@').replace(URL_QUERY, '?…').replace(TOKEN_LIKE, '…')
}
