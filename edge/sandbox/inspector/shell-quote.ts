/**
 * Words of a command for a POSIX shell (also bash, dash and zsh), whatever they are made of.
 *
 * @module
 */

/** A piece of a word: text as it is, or the name of a variable whose value the shell puts in. */
export type ShellFragment = string | { readonly variable: string }

/** Texts that mean themselves without quotes; the first character keeps zsh's `=name` and any option away. */
const UNQUOTED_WORD = /^[A-Za-z0-9/][\w./:@%+,=-]*$/

/** Texts that mean themselves within double quotes, next to a variable. (`!` would not, where a shell keeps a history.) */
const DOUBLE_QUOTE_SAFE = /^[\w .,:;/@%+=?&-]*$/

/** A variable's name; anything else would be code. */
const VARIABLE_NAME = /^[A-Z][A-Z_]*$/

/**
 * Quotes a word, so that the shell hands on exactly its text, and the values of its variables without splitting them.
 * Line breaks and every other character stand for themselves in single quotes, but for the quote itself.
 *
 * @throws TypeError for a variable's name that is not of capitals, and for U+0000, which no argument can hold.
 */
export function quoteForShell(word: readonly ShellFragment[]): string {
  const fragments = mergeStrings(word)
  for (const fragment of fragments) {
    if (typeof fragment === 'string' ? fragment.includes('\0') : !VARIABLE_NAME.test(fragment.variable)) {
      throw new TypeError('Cannot quote for the shell: a piece is neither the name of a variable nor free of U+0000')
    }
  }
  if (fragments.every((fragment) => typeof fragment === 'string')) {
    const text = fragments.join('')
    return UNQUOTED_WORD.test(text) ? text : singleQuote(text)
  }
  if (fragments.every((fragment) => typeof fragment !== 'string' || DOUBLE_QUOTE_SAFE.test(fragment))) {
    return `"${fragments.map((fragment, index) => (typeof fragment === 'string' ? fragment : expandVariable(fragment.variable, fragments[index + 1]))).join('')}"`
  }
  return fragments
    .map((fragment) => (typeof fragment === 'string' ? singleQuote(fragment) : `"$${fragment.variable}"`))
    .join('')
}

/** Texts that follow each other become one, and empty ones none. */
function mergeStrings(word: readonly ShellFragment[]): ShellFragment[] {
  const joined: ShellFragment[] = []
  for (const fragment of word) {
    const last = joined.at(-1)
    if (fragment === '') continue
    if (typeof fragment === 'string' && typeof last === 'string') joined[joined.length - 1] = last + fragment
    else joined.push(fragment)
  }
  return joined
}

function singleQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** In braces where the next character would pass for a part of the name. */
function expandVariable(name: string, next: ShellFragment | undefined): string {
  return typeof next === 'string' && /^\w/.test(next) ? `\${${name}}` : `$${name}`
}
