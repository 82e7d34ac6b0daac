/**
 * The language of a page, as the browser asks for it.
 *
 * @module
 */
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { ConfigurationError } from '../../../src/errors.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { type Messages, mergeMessages, type PartialMessages } from './messages.ts'

/** How a page speaks. */
export interface Locale<Catalog = Messages> {
  /** Of the texts: what `lang` of the page says. */
  readonly language: string
  /** Of dates and numbers: as the browser asked for it, with the region. */
  readonly tag: string
  readonly messages: Catalog
}

/** Texts by language: at least English, which is for everybody else. */
export interface Locales<Catalog = Messages> {
  readonly en: Catalog
  readonly [code: string]: Catalog
}

/** What every page can say. */
export const BUILT_IN_LOCALES: Locales = { en, de }

/**
 * The languages with an application's own texts.
 *
 * @param overrides By the code of a language (BCP 47). What one leaves out is said as in the language that it belongs to, `de` for
 *   `de-AT`. One that belongs to none has to be whole: a page is in one language.
 * @throws {ConfigurationError} which names every code that is none, every text that is none, and what a language lacks
 */
export function createLocales(overrides: Readonly<Record<string, PartialMessages>> = {}): Locales {
  const locales: { en: Messages; [code: string]: Messages } = { ...BUILT_IN_LOCALES }
  const problems: string[] = []
  // The shorter is what the longer may belong to.
  for (const tag of Object.keys(overrides).sort((a, b) => a.length - b.length)) {
    const partial = overrides[tag] ?? {}
    const code = canonicalTag(tag)
    const base = code === undefined ? undefined : lookupLocale(code, locales)
    const unknown = unknownMessages(partial)
    const missing = base === undefined ? missingMessages(partial) : []
    if (code === undefined) problems.push(`messages: ${JSON.stringify(tag)} is no language, such as "fr" or "pt-BR"`)
    else if (unknown.length > 0)
      problems.push(`messages: "${tag}" has what is no text of a page: ${summarize(unknown)}`)
    else if (missing.length > 0) problems.push(`messages: "${tag}" lacks ${summarize(missing)}`)
    else locales[code] = mergeMessages(locales[base ?? 'en'] ?? locales.en, partial)
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return locales
}

function summarize(names: readonly string[]): string {
  return names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '')
}

/** The names of the texts that are not there, such as `home.title`. */
function missingMessages(partial: object, complete: object = en, path = ''): string[] {
  return Object.entries(complete).flatMap(([name, message]) => {
    const value: unknown = (partial as Record<string, unknown>)[name]
    if (typeof message !== 'object') return value === undefined ? [path + name] : []
    return missingMessages(typeof value === 'object' && value !== null ? value : {}, message, `${path}${name}.`)
  })
}

/** The names of what is no text: misspelt, or of another kind, such as a text where a function makes one. */
function unknownMessages(partial: object, complete: object = en, path = ''): string[] {
  return Object.entries(partial).flatMap(([name, value]) => {
    const message: unknown = Object.hasOwn(complete, name) ? (complete as Record<string, unknown>)[name] : undefined
    if (typeof value !== typeof message || value === null) return [path + name]
    return typeof message === 'object' ? unknownMessages(value, message as object, `${path}${name}.`) : []
  })
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]?.toLowerCase()
  } catch {
    return undefined
  }
}

/** A language, a script and a region of BCP 47: of what else is in a tag, `Intl` may refuse anything. */
const SIMPLE_TAG = /^([a-z]{2,3})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i

/**
 * Chooses by `Accept-Language` (RFC 9110 section 12.5.4), the best quality first; English where nothing fits. An answer
 * that depends on it says so with `Vary`.
 */
export function negotiateLocale<Catalog>(c: Context, locales: Locales<Catalog>): Locale<Catalog> {
  const tag = accepts(c, {
    header: 'Accept-Language',
    supports: Object.keys(locales),
    default: 'en',
    match: (requested, config) =>
      requested.find(({ type, q }) => q > 0 && lookupLocale(type, locales) !== undefined)?.type ?? config.default,
  })
  const language = lookupLocale(tag, locales) ?? 'en'
  return { language, tag: SIMPLE_TAG.test(tag) ? tag : language, messages: locales[language] ?? locales.en }
}

/** The language that a tag belongs to (RFC 4647 section 3.4): the tag, or what is left of it when its end is cut off. */
function lookupLocale(tag: string, locales: Locales<unknown>): string | undefined {
  const parts = tag.toLowerCase().split('-')
  while (parts.length > 0) {
    const code = parts.join('-')
    if (Object.hasOwn(locales, code)) return code
    parts.pop()
  }
  return undefined
}
