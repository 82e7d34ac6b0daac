/**
 * Answers with a page of the connect app: in the language of the browser, with the headers it needs, and for whoever is
 * signed in.
 *
 * @module
 */
import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Brand, DEFAULT_BRAND, logoCspSource } from '../config/brand.ts'
import type { PublicError } from '../errors/error-status.ts'
import { setPagePolicy } from '../http/security-headers.ts'
import { errorMessage } from '../i18n/error-messages.ts'
import { BUILT_IN_LOCALES, createLocales, type Locale, negotiateLocale } from '../i18n/language.ts'
import type { PartialMessages } from '../i18n/messages.ts'
import { DEFAULT_TEMPLATES } from '../pages/index.ts'
import { recoveryActions } from '../pages/recovery-actions.ts'
import type { PageProps, Template, Templates, WizardStep } from '../pages/view-models.ts'
import type { Sessions } from '../session/session.ts'
import { type ConnectEnv, retryUrlOf, wizardStepOf } from './flow-location.ts'

/** How an application makes the pages its own. */
export interface PresentationOptions {
  brand?: Brand | undefined
  /**
   * Texts by the code of a language, in place of ours: some of them in `en`, `de` or a language that belongs to one of
   * these, such as `de-AT`; all of them in another.
   */
  messages?: Readonly<Record<string, PartialMessages>> | undefined
  /**
   * Pages in place of ours. Each is given all that it shows as data; the headers stay ours, so there is no script and no
   * style but the stylesheets of our own origin.
   */
  templates?: Partial<Templates> | undefined
}

/** The data of a page without what all of them have. */
export type PageContent<Name extends keyof Templates> = Omit<Parameters<Templates[Name]>[0], keyof PageProps> & {
  readonly title: string
  readonly step?: WizardStep | undefined
}

/** How a page is answered. */
interface RenderOptions {
  readonly status?: ContentfulStatusCode
  /** Where its form leads: origins of redirects beside our own. Without it there is no form but the one to sign out. */
  readonly formActionOrigins?: readonly string[]
  /** Whether the person has signed out by this very request. */
  readonly signedOut?: boolean
}

/** Answers with pages. */
export interface PageRenderer {
  localeOf(c: Context): Locale
  render<Name extends keyof Templates>(
    c: Context<ConnectEnv>,
    name: Name,
    content: PageContent<Name>,
    options?: RenderOptions,
  ): Promise<Response>
  /** @param options.retryUrl Where the step can be tried once more. @default the address of the request */
  renderError(
    c: Context<ConnectEnv>,
    error: PublicError,
    options?: { status?: ContentfulStatusCode; retryUrl?: string; step?: WizardStep; reference?: string },
  ): Promise<Response>
}

/** Makes the pages of one application. */
export function createPageRenderer(options: {
  sessions: Sessions
  presentation: PresentationOptions
  /** Whether a sandbox stands in for the provider. */
  sandbox: boolean
}): PageRenderer {
  const { sessions, sandbox } = options
  const { brand = DEFAULT_BRAND, messages, templates: customTemplates } = options.presentation
  const locales = createLocales(messages)
  const templates: Templates = { ...DEFAULT_TEMPLATES, ...customTemplates }
  const image = logoCspSource(brand)
  const localeOf = (c: Context) => negotiateLocale(c, locales)

  async function renderPage<Name extends keyof Templates>(
    c: Context<ConnectEnv>,
    name: Name,
    content: PageContent<Name>,
    { status = 200, formActionOrigins, signedOut = false }: RenderOptions = {},
  ): Promise<Response> {
    const session = signedOut ? undefined : await sessions.read(c)
    const account = session && { name: session.name, signOutUrl: '/sign-out' }
    setPagePolicy(c, { formActionOrigins: formActionOrigins ?? (account && []), image })
    // A page that could not be rendered has said so already.
    if (c.res.headers.get('vary') !== 'Accept-Language') c.header('Vary', 'Accept-Language', { append: true })
    const props: PageProps = { ...content, step: content.step, locale: localeOf(c), brand, account, sandbox }
    return c.html(raw(await renderTemplate(c, name, props)), status)
  }

  async function renderTemplate(c: Context<ConnectEnv>, name: keyof Templates, props: PageProps): Promise<string> {
    try {
      const page = await (templates[name] as Template<PageProps>)(props)
      if (typeof page === 'string' || (page as unknown) instanceof String) return String(page)
      throw new TypeError(`Cannot show the page "${name}": its function gives no text. Return markup or a text`)
    } catch (error) {
      if (name !== 'message') throw error
      // The page that tells of errors is the last one there is: with an error of its own, ours takes its place.
      c.error ??= error as Error
      return String(
        await (DEFAULT_TEMPLATES.message as Template<PageProps>)({
          ...props,
          locale: negotiateLocale(c, BUILT_IN_LOCALES),
        }),
      )
    }
  }

  return {
    localeOf,
    render: renderPage,
    async renderError(c, { code, status }, overrides = {}) {
      const { messages } = localeOf(c)
      const { title, text, recoveryAction } = errorMessage(code, messages)
      const dataCenter = code === 'not_signed_in' ? undefined : (await sessions.read(c))?.dataCenter
      return renderPage(
        c,
        'message',
        {
          title,
          text,
          step: overrides.step ?? wizardStepOf(c.req.path),
          actions: recoveryActions(
            recoveryAction,
            { retryUrl: overrides.retryUrl ?? retryUrlOf(c), dataCenter },
            messages.actions,
          ),
          error: { code, reference: overrides.reference ?? c.get('requestContext').id },
        },
        { status: overrides.status ?? status },
      )
    },
  }
}
