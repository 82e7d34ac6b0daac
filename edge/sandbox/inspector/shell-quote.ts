/** A part of a word: literal text, or the name of a variable that the shell expands. */
export type ShellFragment = string | { readonly variable: string }

/** Text that needs no quotes. The first character excludes options and zsh's `=name`. */
const UNQUOTED_WORD = /^[A-Za-z0-9/][\w./:@%+,=-]*$/

/** Text that is literal within double quotes, next to a variable. `!` is not literal in shells with a history. */
const DOUBLE_QUOTE_SAFE = /^[\w .,:;/@%+=?&-]*$/

/** Anything else as the name of a variable would be code. */
const VARIABLE_NAME = /^[A-Z][A-Z_]*$/

/**
 * Quotes a word for a POSIX shell (also bash, dash, and zsh), so that the shell passes exactly its text, and the values
 * of its variables without splitting them.
 *
 * @throws TypeError if the name of a variable is not in capitals, or for U+0000, which no argument can contain.
 */
export function quoteForShell(word: readonly ShellFragment[]): string {
  const fragments = mergeStrings(word)
  for (const fragment of fragments) {
    if (typeof fragment === 'string' ? fragment.includes('\0') : !VARIABLE_NAME.test(fragment.variable)) {
      throw new TypeError('Cannot quote for the shell: The word contains U+0000 or an invalid variable name.')
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

/** With braces if the next character would extend the name. */
function expandVariable(name: string, next: ShellFragment | undefined): string {
  return typeof next === 'string' && /^\w/.test(next) ? `\${${name}}` : `$${name}`
}
