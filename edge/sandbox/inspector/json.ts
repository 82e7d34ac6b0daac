/**
 * Invisible characters that change how the text around them is displayed or pasted: control characters and characters
 * that set the writing direction.
 */
const INVISIBLE_CHARACTERS = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

export function formatJson(value: unknown): string {
  return escapeInvisible(JSON.stringify(value))
}

/**
 * Formats a value as JSON on several lines, truncated to `maxLength`. `omittedLength` is the number of omitted
 * characters.
 */
export function formatJsonLines(value: unknown, maxLength: number): { text: string; omittedLength: number } {
  const json = escapeInvisible(JSON.stringify(value, null, 2))
  if (json.length <= maxLength) return { text: json, omittedLength: 0 }
  // Do not split a character.
  const text = json.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')
  return { text, omittedLength: json.length - text.length }
}

/** These characters occur only within JSON strings, so an escape sequence is always valid. */
function escapeInvisible(json: string): string {
  return json.replace(
    INVISIBLE_CHARACTERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
