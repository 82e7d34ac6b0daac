/**
 * Builds the languages of an application from tables of texts.
 *
 * @module
 */
import { ConfigurationError } from '../../../src/errors.ts'
import { type Locales, lookupLocale } from './language.ts'
import { type DeepPartial, type Messages, mergeMessages } from './messages.ts'

/** Texts by language code (BCP 47), such as `de` or `pt-BR`. */
export type LocaleTable<Catalog = Messages> = { readonly [language: string]: DeepPartial<Catalog> }

/**
 * Merges tables of texts over English, later tables over earlier ones.
 *
 * A text that a language lacks is taken from the language that it belongs to (`de` for `de-AT`), and otherwise from
 * English.
 *
 * @param english Every text in English.
 * @param tables By the name of the option that each table comes from.
 * @throws {ConfigurationError} reports every invalid language code and every unknown or invalid text
 */
export function createLocales<Catalog extends object>(
  english: Catalog,
  tables: Readonly<Record<string, LocaleTable<NoInfer<Catalog>> | undefined>>,
): Locales<Catalog> {
  const locales: { en: Catalog; [code: string]: Catalog } = { en: english }
  const problems: string[] = []
  for (const [option, table = {}] of Object.entries(tables)) {
    // The shorter code first: `de-AT` starts from `de`.
    for (const tag of Object.keys(table).sort((a, b) => a.length - b.length)) {
      const partial = table[tag] ?? ({} as DeepPartial<Catalog>)
      const code = canonicalTag(tag)
      const invalid = invalidMessages(partial, english)
      if (code === undefined) {
        problems.push(
          `${option}: ${JSON.stringify(tag)} is not a language code. Use a BCP 47 tag, such as "fr" or "pt-BR".`,
        )
      } else if (invalid.length > 0) {
        problems.push(
          `${option}: "${tag}" has unknown or invalid texts: ${summarize(invalid)}. Use the names and types of Messages.`,
        )
      } else {
        locales[code] = mergeMessages(locales[lookupLocale(code, locales) ?? 'en'] ?? english, partial)
      }
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return locales
}

function summarize(names: readonly string[]): string {
  return names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '')
}

/** The names of texts that English does not have, or that have another type there, such as `home.titel`. */
function invalidMessages(partial: object, english: object, path = ''): string[] {
  return Object.entries(partial).flatMap(([name, value]) => {
    const message: unknown = Object.hasOwn(english, name) ? (english as Record<string, unknown>)[name] : undefined
    if (typeof value !== typeof message || value === null) return [path + name]
    return typeof message === 'object' ? invalidMessages(value, message as object, `${path}${name}.`) : []
  })
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]?.toLowerCase()
  } catch {
    return undefined
  }
}
