/**
 * Answers with a page of the connect app: in the language of the browser, with the headers it needs, and for whoever is
 * signed in.
 *
 * @module
 */
import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Brand, DEFAULT_BRAND, logoSource } from '../config/brand.ts'
import type { Failure } from '../errors/error-status.ts'
import { allowOnPage } from '../http/security-headers.ts'
import { wordsFor } from '../i18n/error-messages.ts'
import { chooseLanguage, createLanguages, LANGUAGES, type Language } from '../i18n/language.ts'
import type { SomeTexts } from '../i18n/messages.ts'
import { DEFAULT_PAGES } from '../pages/index.ts'
import { waysOn } from '../pages/recovery-actions.ts'
import type { Pages, Render, Step, View } from '../pages/view-models.ts'
import type { Sessions } from '../session/session.ts'
import { type PlaceEnv, sameStep, stepAt } from './flow-location.ts'

/** How an application makes the pages its own. */
export interface PresentationOptions {
  brand?: Brand | undefined
  /**
   * Texts by the code of a language, in place of ours: some of them in `en`, `de` or a language that belongs to one of
   * these, such as `de-AT`; all of them in another.
   */
  texts?: Readonly<Record<string, SomeTexts>> | undefined
  /**
   * Pages in place of ours. Each is given all that it shows as data; the headers stay ours, so there is no script and no
   * style but the stylesheets of our own origin.
   */
  pages?: Partial<Pages> | undefined
}

/** The data of a page without what all of them have. */
export type Content<Name extends keyof Pages> = Omit<Parameters<Pages[Name]>[0], keyof View> & {
  readonly title: string
  readonly step?: Step | undefined
}

/** How a page is answered. */
interface ShowOptions {
  readonly status?: ContentfulStatusCode
  /** Where its form leads: origins of redirects beside our own. Without it there is no form but the one to sign out. */
  readonly hops?: readonly string[]
  /** Whether the person has signed out by this very request. */
  readonly signedOut?: boolean
}

/** Answers with pages. */
export interface Presentation {
  language(c: Context): Language
  show<Name extends keyof Pages>(
    c: Context<PlaceEnv>,
    name: Name,
    content: Content<Name>,
    options?: ShowOptions,
  ): Promise<Response>
  /** @param options.again Where the step can be tried once more. @default the address of the request */
  showFailure(
    c: Context<PlaceEnv>,
    failure: Failure,
    options?: { status?: ContentfulStatusCode; again?: string; step?: Step; reference?: string },
  ): Promise<Response>
}

/** Makes the pages of one application. */
export function createPresentation(options: {
  sessions: Sessions
  presentation: PresentationOptions
  /** Whether a sandbox stands in for the provider. */
  sandbox: boolean
}): Presentation {
  const { sessions, sandbox } = options
  const { brand = DEFAULT_BRAND, texts, pages: own } = options.presentation
  const languages = createLanguages(texts)
  const pages: Pages = { ...DEFAULT_PAGES, ...own }
  const image = logoSource(brand)
  const language = (c: Context) => chooseLanguage(c, languages)

  async function show<Name extends keyof Pages>(
    c: Context<PlaceEnv>,
    name: Name,
    content: Content<Name>,
    { status = 200, hops, signedOut = false }: ShowOptions = {},
  ): Promise<Response> {
    const session = signedOut ? undefined : await sessions.read(c)
    const account = session && { name: session.name, signOut: '/sign-out' }
    allowOnPage(c, { hops: hops ?? (account && []), image })
    // A page that could not be rendered has said so already.
    if (c.res.headers.get('vary') !== 'Accept-Language') c.header('Vary', 'Accept-Language', { append: true })
    const view: View = { ...content, step: content.step, language: language(c), brand, account, sandbox }
    return c.html(raw(await render(c, name, view)), status)
  }

  async function render(c: Context<PlaceEnv>, name: keyof Pages, view: View): Promise<string> {
    try {
      const page = await (pages[name] as Render<View>)(view)
      if (typeof page === 'string' || (page as unknown) instanceof String) return String(page)
      throw new TypeError(`Cannot show the page "${name}": its function gives no text. Return markup or a text`)
    } catch (error) {
      if (name !== 'message') throw error
      // The page that tells of errors is the last one there is: with an error of its own, ours takes its place.
      c.error ??= error as Error
      return String(await (DEFAULT_PAGES.message as Render<View>)({ ...view, language: chooseLanguage(c, LANGUAGES) }))
    }
  }

  return {
    language,
    show,
    async showFailure(c, { code, status }, place = {}) {
      const { texts } = language(c)
      const { title, text, remedy } = wordsFor(code, texts)
      const dataCenter = code === 'signed_out' ? undefined : (await sessions.read(c))?.dataCenter
      return show(
        c,
        'message',
        {
          title,
          text,
          step: place.step ?? stepAt(c.req.path),
          actions: waysOn(remedy, { again: place.again ?? sameStep(c), dataCenter }, texts.ways),
          failure: { code, reference: place.reference ?? c.get('facts').id },
        },
        { status: place.status ?? status },
      )
    },
  }
}
