/**
 * The path of a request.
 *
 * @module
 */

/** An escape of a letter, a digit, or one of `-._~`, which needs none (RFC 3986 section 2.3). */
const ESCAPED_UNRESERVED = /%(?:2[de]|3\d|4[1-9a-f]|5[\daf]|6[1-9a-f]|7[\dae])/i

const DOT_SEGMENT = /(?:^|\/)\.{1,2}(?:\/|$)/

/** Whether a URL or a path has neither dot segments nor escapes that need not be escaped. */
export function isPlainPath(url: string): boolean {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  return !ESCAPED_UNRESERVED.test(path) && !DOT_SEGMENT.test(path)
}
