/**
 * Words of a command for a POSIX shell (also bash, dash and zsh), whatever they are made of.
 *
 * @module
 */

/** A piece of a word: text as it is, or the name of a variable whose value the shell puts in. */
export type Piece = string | { readonly variable: string }

/** Texts that mean themselves without quotes; the first character keeps zsh's `=name` and any option away. */
const BARE = /^[A-Za-z0-9/][\w./:@%+,=-]*$/

/** Texts that mean themselves within double quotes, next to a variable. (`!` would not, where a shell keeps a history.) */
const MILD = /^[\w .,:;/@%+=?&-]*$/

/** A variable's name; anything else would be code. */
const NAME = /^[A-Z][A-Z_]*$/

/**
 * Quotes a word, so that the shell hands on exactly its text, and the values of its variables without splitting them.
 * Line breaks and every other character stand for themselves in single quotes, but for the quote itself.
 *
 * @throws TypeError for a variable's name that is not of capitals, and for U+0000, which no argument can hold.
 */
export function quoteForShell(word: readonly Piece[]): string {
  const pieces = joinTexts(word)
  for (const piece of pieces) {
    if (typeof piece === 'string' ? piece.includes('\0') : !NAME.test(piece.variable)) {
      throw new TypeError('Cannot quote for the shell: a piece is neither the name of a variable nor free of U+0000')
    }
  }
  if (pieces.every((piece) => typeof piece === 'string')) {
    const text = pieces.join('')
    return BARE.test(text) ? text : single(text)
  }
  if (pieces.every((piece) => typeof piece !== 'string' || MILD.test(piece))) {
    return `"${pieces.map((piece, index) => (typeof piece === 'string' ? piece : expand(piece.variable, pieces[index + 1]))).join('')}"`
  }
  return pieces.map((piece) => (typeof piece === 'string' ? single(piece) : `"$${piece.variable}"`)).join('')
}

/** Texts that follow each other become one, and empty ones none. */
function joinTexts(word: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of word) {
    const last = joined.at(-1)
    if (piece === '') continue
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece
    else joined.push(piece)
  }
  return joined
}

function single(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** In braces where the next character would pass for a part of the name. */
function expand(name: string, next: Piece | undefined): string {
  return typeof next === 'string' && /^\w/.test(next) ? `\${${name}}` : `$${name}`
}
