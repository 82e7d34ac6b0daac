/**
 * The language of a page, as the browser asks for it.
 *
 * @module
 */
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { german } from './de.ts'
import { english } from './en.ts'
import { replaceTexts, type SomeTexts, type Texts } from './messages.ts'

/** How a page speaks. */
export interface Language<Said = Texts> {
  /** Of the texts: what `lang` of the page says. */
  readonly code: string
  /** Of dates and numbers: as the browser asked for it, with the region. */
  readonly locale: string
  readonly texts: Said
}

/** Texts by language: at least English, which is for everybody else. */
export interface Languages<Said = Texts> {
  readonly en: Said
  readonly [code: string]: Said
}

/** What every page can say. */
export const LANGUAGES: Languages = { en: english, de: german }

/**
 * The languages with an application's own texts.
 *
 * @param own By the code of a language (BCP 47). What one leaves out is said as in the language that it belongs to, `de` for
 *   `de-AT`. One that belongs to none has to be whole: a page is in one language.
 * @throws {ConfigurationError} which names every code that is none, every text that is none, and what a language lacks
 */
export function createLanguages(own: Readonly<Record<string, SomeTexts>> = {}): Languages {
  const languages: { en: Texts; [code: string]: Texts } = { ...LANGUAGES }
  const problems: string[] = []
  // The shorter is what the longer may belong to.
  for (const given of Object.keys(own).sort((one, other) => one.length - other.length)) {
    const some = own[given] ?? {}
    const code = canonicalCode(given)
    const base = code === undefined ? undefined : closest(code, languages)
    const unknown = unknownTexts(some)
    const lacks = base === undefined ? missingTexts(some) : []
    if (code === undefined) problems.push(`texts: ${JSON.stringify(given)} is no language, such as "fr" or "pt-BR"`)
    else if (unknown.length > 0) problems.push(`texts: "${given}" has what is no text of a page: ${listed(unknown)}`)
    else if (lacks.length > 0) problems.push(`texts: "${given}" lacks ${listed(lacks)}`)
    else languages[code] = replaceTexts(languages[base ?? 'en'] ?? languages.en, some)
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return languages
}

function listed(names: readonly string[]): string {
  return names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '')
}

/** The names of the texts that are not there, such as `home.title`. */
function missingTexts(some: object, whole: object = english, at = ''): string[] {
  return Object.entries(whole).flatMap(([name, text]) => {
    const value: unknown = (some as Record<string, unknown>)[name]
    if (typeof text !== 'object') return value === undefined ? [at + name] : []
    return missingTexts(typeof value === 'object' && value !== null ? value : {}, text, `${at}${name}.`)
  })
}

/** The names of what is no text: misspelt, or of another kind, such as a text where a function makes one. */
function unknownTexts(some: object, whole: object = english, at = ''): string[] {
  return Object.entries(some).flatMap(([name, value]) => {
    const text: unknown = Object.hasOwn(whole, name) ? (whole as Record<string, unknown>)[name] : undefined
    if (typeof value !== typeof text || value === null) return [at + name]
    return typeof text === 'object' ? unknownTexts(value, text as object, `${at}${name}.`) : []
  })
}

function canonicalCode(code: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(code)[0]?.toLowerCase()
  } catch {
    return undefined
  }
}

/** A language, a script and a region of BCP 47: of what else is in a tag, `Intl` may refuse anything. */
const TAG = /^([a-z]{2,3})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i

/**
 * Chooses by `Accept-Language` (RFC 9110 section 12.5.4), the best quality first; English where nothing fits. An answer
 * that depends on it says so with `Vary`.
 */
export function chooseLanguage<Said>(c: Context, languages: Languages<Said>): Language<Said> {
  const locale = accepts(c, {
    header: 'Accept-Language',
    supports: Object.keys(languages),
    default: 'en',
    match: (wanted, config) =>
      wanted.find(({ type, q }) => q > 0 && closest(type, languages) !== undefined)?.type ?? config.default,
  })
  const code = closest(locale, languages) ?? 'en'
  return { code, locale: TAG.test(locale) ? locale : code, texts: languages[code] ?? languages.en }
}

/** The language that a tag belongs to (RFC 4647 section 3.4): the tag, or what is left of it when its end is cut off. */
function closest(tag: string, languages: Languages<unknown>): string | undefined {
  const parts = tag.toLowerCase().split('-')
  while (parts.length > 0) {
    const code = parts.join('-')
    if (Object.hasOwn(languages, code)) return code
    parts.pop()
  }
  return undefined
}
