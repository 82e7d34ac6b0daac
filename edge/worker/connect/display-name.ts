/**
 * Names that users typed, for a page (T34). A name must not reorder the text around it, be invisible, or cover the lines
 * beside it.
 *
 * @module
 */

/** Controls and format characters, among them those of UAX #9 that reorder text. Emoji and Persian need the two joiners. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** Letters and symbols without a shape: fillers of Hangul, and the blank pattern of Braille. */
const BLANK = /[\s\u115f\u1160\u2800\u3164\uffa0]|\u200c|\u200d|\p{M}/gu

/** More marks than any language puts on one letter. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu

/** Removes what misleads from a name. Empty if nothing visible is left. */
export function displayName(name: string | undefined): string {
  const text = (name ?? '').replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(STACKED_MARKS, '$1').trim()
  return text.replace(BLANK, '') === '' ? '' : text
}
