/**
 * JSON as a person reads it, on a page or in a command.
 *
 * @module
 */

/**
 * Characters that nobody sees, and that change how what stands around them is shown or pasted: controls, and those that
 * turn the direction of writing.
 */
const UNSEEN = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** A value as JSON in one line, with everything that cannot be seen escaped. */
export function writeJsonText(value: unknown): string {
  return escapeUnseen(JSON.stringify(value))
}

/** The same over several lines, and cut: `cut` is how many characters there are beyond `maxLength`. */
export function writeJsonLines(value: unknown, maxLength: number): { text: string; cut: number } {
  const whole = escapeUnseen(JSON.stringify(value, null, 2))
  if (whole.length <= maxLength) return { text: whole, cut: 0 }
  // Not in the middle of a character.
  const text = whole.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')
  return { text, cut: whole.length - text.length }
}

/** Outside of a string no such character can be in JSON, so an escape is right wherever one is. */
function escapeUnseen(json: string): string {
  return json.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
