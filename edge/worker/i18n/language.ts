/**
 * Chooses the language of a page.
 *
 * @module
 */
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Messages } from './messages.ts'

/** The language of one page. */
export interface Locale<Catalog = Messages> {
  /** The language code of the texts. It is the page's `lang`. */
  readonly language: string
  /** The language tag for dates and numbers. It keeps the region that the browser asked for, such as `de-AT`. */
  readonly tag: string
  /** The texts. */
  readonly messages: Catalog
}

/** Complete texts by language code. English is the fallback. */
export interface Locales<Catalog = Messages> {
  readonly en: Catalog
  readonly [code: string]: Catalog
}

/** Longer than browsers send. A longer header is not read (T24), and counts as absent. */
const MAX_HEADER_LENGTH = 1000

/** RFC 5646 section 4.4.1: the longest tag that an application needs to support. */
const MAX_TAG_LENGTH = 35

/** Language, script, and region of BCP 47. `Intl` rejects some tags with other parts. */
const SIMPLE_TAG = /^([a-z]{2,3})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i

/**
 * Chooses a language by `Accept-Language` (RFC 9110 section 12.5.4): the highest quality that is available, otherwise
 * English. A response that depends on it must send `Vary: Accept-Language`.
 */
export function negotiateLocale<Catalog>(c: Context, locales: Locales<Catalog>): Locale<Catalog> {
  const header = c.req.header('accept-language') ?? ''
  const tag = header.length > MAX_HEADER_LENGTH ? 'en' : preferredTag(c, locales)
  const language = lookupLocale(tag, locales) ?? 'en'
  return { language, tag: SIMPLE_TAG.test(tag) ? tag : language, messages: locales[language] ?? locales.en }
}

function preferredTag(c: Context, locales: Locales<unknown>): string {
  return accepts(c, {
    header: 'Accept-Language',
    supports: Object.keys(locales),
    default: 'en',
    match: (requested, config) =>
      requested.find(
        ({ type, q }) => q > 0 && type.length <= MAX_TAG_LENGTH && lookupLocale(type, locales) !== undefined,
      )?.type ?? config.default,
  })
}

/** Finds the language for a tag by removing parts from its end (RFC 4647 section 3.4, "lookup"). */
export function lookupLocale(tag: string, locales: Locales<unknown>): string | undefined {
  const parts = tag.toLowerCase().split('-')
  while (parts.length > 0) {
    const code = parts.join('-')
    if (Object.hasOwn(locales, code)) return code
    parts.pop()
  }
  return undefined
}
