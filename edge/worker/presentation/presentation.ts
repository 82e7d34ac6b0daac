/**
 * What every page shares: the brand, the templates, and the languages.
 *
 * @module
 */
import type { Context } from 'hono'
import { type Brand, DEFAULT_BRAND } from '../config/brand.ts'
import { createLocales, type LocaleTable } from '../i18n/create-locales.ts'
import { en } from '../i18n/en.ts'
import { type Locale, type Locales, negotiateLocale } from '../i18n/language.ts'
import { type Messages, nameApplication } from '../i18n/messages.ts'
import { DEFAULT_TEMPLATES } from '../pages/index.ts'
import type { Templates } from '../pages/view-models.ts'

/** How an application changes the pages. */
export interface PresentationOptions {
  /** The brand of the pages. */
  brand?: Brand | undefined
  /**
   * The languages of the pages besides English: texts by language code (BCP 47), such as `{ de }` from
   * `cronofy-extended-permissions/locales/de`. A text that a language lacks is shown in English.
   * @default English only
   */
  locales?: LocaleTable | undefined
  /**
   * The application's own texts by language code. They replace texts of `locales`, or add a language. A text that a
   * language lacks is taken from the language that it belongs to (`de` for `de-AT`), and otherwise from English.
   */
  messages?: LocaleTable | undefined
  /**
   * Pages that replace the default ones. Each gets what it shows as data. The response headers stay the worker's: they
   * allow no script, and stylesheets from the worker's origin only.
   */
  templates?: Partial<Templates> | undefined
}

export interface Presentation {
  readonly brand: Brand
  readonly templates: Templates
  /** The language of a request, with the application's own texts. */
  localeOf(c: Context): Locale
  /** The language of a request, without the application's own texts. */
  builtInLocaleOf(c: Context): Locale
}

/** Creates a presentation. @throws {ConfigurationError} if `locales` or `messages` is invalid */
export function createPresentation(options: PresentationOptions): Presentation {
  const { brand = DEFAULT_BRAND, locales, messages, templates } = options
  const chooseLocale = createLocaleChooser(createLocales(en, { locales, messages }), brand.name)
  let chooseBuiltIn: ((c: Context) => Locale) | undefined
  return {
    brand,
    templates: { ...DEFAULT_TEMPLATES, ...templates },
    localeOf: chooseLocale,
    builtInLocaleOf(c) {
      chooseBuiltIn ??= createLocaleChooser(createLocales(en, { locales }), brand.name)
      return chooseBuiltIn(c)
    },
  }
}

/** Chooses the language once for each request, and names the application in a language when it is first chosen. */
function createLocaleChooser(locales: Locales, applicationName: string | undefined): (c: Context) => Locale {
  const localeByRequest = new WeakMap<Request, Locale>()
  const messagesByLanguage = new Map<string, Messages>()
  return (c) => {
    const known = localeByRequest.get(c.req.raw)
    if (known !== undefined) return known
    const chosen = negotiateLocale(c, locales)
    const messages = messagesByLanguage.get(chosen.language) ?? nameApplication(chosen.messages, applicationName)
    messagesByLanguage.set(chosen.language, messages)
    const locale = { ...chosen, messages }
    localeByRequest.set(c.req.raw, locale)
    return locale
  }
}
