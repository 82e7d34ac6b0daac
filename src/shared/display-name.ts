/**
 * Prepares names that users typed for a page (T34). A name must not reorder the text around it, be invisible, or cover other lines.
 *
 * @module
 */

/**
 * Characters without a shape, among them those of UAX #9 that reorder text. Emoji and Persian need the two joiners, and
 * emoji need the variation selectors, which are marks.
 */
const INVISIBLE = /(?![\u200c\u200d]|\p{M})[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu

/** The characters that may remain in a name but show nothing. U+2800 is the blank pattern of Braille. */
const BLANK = /[\s\u2800]|\u200c|\u200d|\p{M}/gu

/** More marks than any language puts on one letter. A joiner between two marks does not end the stack. */
const STACKED_MARKS = /((?:\p{M}[\u200c\u200d]*){3}\p{M})[\p{M}\u200c\u200d]*\p{M}/gu

/** Removes misleading characters from a name. Returns an empty string if nothing visible is left. Show a label instead. */
export function displayName(name: string | undefined): string {
  const text = (name ?? '').replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(STACKED_MARKS, '$1').trim()
  return text.replace(BLANK, '') === '' ? '' : text
}
