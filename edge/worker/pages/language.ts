/**
 * The language of a page, as the browser asks for it.
 *
 * @module
 */
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { english } from './english.ts'
import { german } from './german.ts'
import { replaceTexts, type SomeTexts, type Texts } from './texts.ts'

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
 * @param own By the code of a language. What an added language lacks is English.
 */
export function createLanguages(own: Readonly<Record<string, SomeTexts>> = {}): Languages {
  const languages: { en: Texts; [code: string]: Texts } = { ...LANGUAGES }
  for (const [given, some] of Object.entries(own)) {
    const code = given.toLowerCase()
    languages[code] = replaceTexts(languages[code] ?? languages.en, some)
  }
  return languages
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
      wanted.find(({ type, q }) => q > 0 && codeOf(type, languages) !== undefined)?.type ?? config.default,
  })
  const code = codeOf(locale, languages) ?? 'en'
  return { code, locale: TAG.test(locale) ? locale : code, texts: languages[code] ?? languages.en }
}

/** RFC 4647 section 3.4: the tag, or what is left of it when its end is cut off. */
function codeOf(tag: string, languages: Languages<unknown>): string | undefined {
  const parts = tag.toLowerCase().split('-')
  while (parts.length > 0) {
    const code = parts.join('-')
    if (Object.hasOwn(languages, code)) return code
    parts.pop()
  }
  return undefined
}
