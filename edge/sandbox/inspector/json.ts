/**
 * JSON as a person reads it, on a page or in a command.
 *
 * @module
 */

/**
 * Characters that nobody sees, and that change how what stands around them is shown or pasted: controls, and those that
 * turn the direction of writing.
 */
const INVISIBLE_CHARACTERS = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** A value as JSON in one line, with everything that cannot be seen escaped. */
export function formatJson(value: unknown): string {
  return escapeInvisible(JSON.stringify(value))
}

/** The same over several lines, and cut: `omittedLength` is how many characters there are beyond `maxLength`. */
export function formatJsonLines(value: unknown, maxLength: number): { text: string; omittedLength: number } {
  const json = escapeInvisible(JSON.stringify(value, null, 2))
  if (json.length <= maxLength) return { text: json, omittedLength: 0 }
  // Not in the middle of a character.
  const text = json.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')
  return { text, omittedLength: json.length - text.length }
}

/** Outside of a string no such character can be in JSON, so an escape is right wherever one is. */
function escapeInvisible(json: string): string {
  return json.replace(
    INVISIBLE_CHARACTERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
