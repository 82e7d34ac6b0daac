/**
 * Finds words that make a text hard to read, or that are not American English. `npm run check` runs it. A review finds the rest.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listProjectFiles } from './project-files.ts'
import { ROOT } from './run.ts'

/** The files that readers see: documents, pages, descriptions, doc comments, and messages. */
const FILES = ['*.md', '.github', 'docs', 'edge', 'openapi.yaml', 'src', 'test/examples/*.md']

/** The words to avoid, and their replacements. */
const WORDS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(?:whoever|whomever)\b/gi, 'the user, or another subject'],
  [/\b(?:nobody|anybody|everybody)\b/gi, 'no one, anyone, everyone, or a sentence about what happens'],
  [/\banew\b/gi, 'again'],
  [/\bof ours\b/gi, 'our'],
  [/\b(?:to be had|all the same|as ever|at once and for all)\b/gi, 'plain words'],
  [/\bthat is none\b/gi, 'is not a'],
  [/\bmend(?:s|ed|ing)?\b/gi, 'fix'],
  [/\b(?:hereby|thereby|whereby|hitherto|heretofore|insofar)\b/gi, 'a second sentence'],
  [/\b(?:colour|behaviour|favour|honour|neighbour|labour)\w*/gi, 'American spelling: -or'],
  [/\b(?:centre|licence|catalogue|grey|cancelled|cancelling|travelled|modelled|labelled)\b/gi, 'American spelling'],
  [
    /\b(?:organis|recognis|authoris|initialis|normalis|serialis|summaris|customis|minimis|maximis)\w+/gi,
    'American spelling: -iz',
  ],
]

/** A word in a file. */
interface Finding {
  readonly line: number
  readonly word: string
  readonly instead: string
}

/** Finds the words in a text. */
export function findWords(text: string): Finding[] {
  return text.split('\n').flatMap((line, index) =>
    WORDS.flatMap(([pattern, instead]) =>
      // Names in code are not prose.
      [...line.replaceAll(/`[^`]*`/g, '``').matchAll(pattern)].map(([word]) => ({ line: index + 1, word, instead })),
    ),
  )
}

if (import.meta.main) {
  const names = listProjectFiles(...FILES).filter(
    (name) => /\.(?:md|ya?ml|ts|js|css|json)$/.test(name) && !/package-lock/.test(name),
  )
  let count = 0
  for (const name of names) {
    // German words can look like the English words above.
    if (name.endsWith('/de.ts')) continue
    for (const { line, word, instead } of findWords(readFileSync(join(ROOT, name), 'utf8'))) {
      console.error(`${name}:${line}: "${word}". Write ${instead}.`)
      count++
    }
  }
  process.exit(count === 0 ? 0 : 1)
}
