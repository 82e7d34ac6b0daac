/**
 * Characters without a shape that change how the text around them is displayed or pasted, such as controls and characters
 * that set the writing direction. Emoji keep their joiners.
 */
const INVISIBLE = /(?![\u200c\u200d])[\u007f-\u009f\p{Cf}\u2028\u2029\u115f\u1160\u2800\u3164\uffa0]/gu

/** Four marks, and the marks above them that would cover other lines. */
const STACKED_MARKS = /((?:\p{M}[\u200c\u200d]*){3}\p{M})([\p{M}\u200c\u200d]*\p{M})/gu

export function formatJson(value: unknown): string {
  return escapeMisleading(JSON.stringify(value))
}

/**
 * Formats a value as JSON on several lines, truncated to `maxLength`. `omittedLength` is the number of omitted
 * characters.
 */
export function formatJsonLines(value: unknown, maxLength: number): { text: string; omittedLength: number } {
  const json = escapeMisleading(JSON.stringify(value, null, 2))
  if (json.length <= maxLength) return { text: json, omittedLength: 0 }
  // Do not split a character.
  const text = json.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')
  return { text, omittedLength: json.length - text.length }
}

/** These characters occur only within JSON strings, so an escape sequence is always valid. */
function escapeMisleading(json: string): string {
  return json
    .replace(INVISIBLE, toEscapes)
    .replace(STACKED_MARKS, (_, shown: string, covering: string) => shown + toEscapes(covering))
}

/** One escape sequence for each UTF-16 code unit, as JSON requires. */
function toEscapes(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
