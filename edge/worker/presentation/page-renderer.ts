/**
 * Renders pages in the browser's language, with their headers and their account.
 *
 * @module
 */
import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { errorMessage, type RecoveryAction } from '../../../src/handler/errors/error-messages.ts'
import { asError, isOperatorError, type PublicError, toPublicError } from '../../../src/handler/errors/public-error.ts'
import { logoCspSource } from '../config/brand.ts'
import { type RequestEnv, referenceOf } from '../http/request-context.ts'
import { setPagePolicy } from '../http/security-headers.ts'
import type { Locale } from '../i18n/language.ts'
import type { Messages } from '../i18n/messages.ts'
import { DEFAULT_TEMPLATES } from '../pages/index.ts'
import type { PageAction, PageProps, Template, Templates, WizardStep } from '../pages/view-models.ts'
import type { Presentation } from './presentation.ts'

/** The data of a page without what every page has. */
export type PageContent<Name extends keyof Templates> = Omit<Parameters<Templates[Name]>[0], keyof PageProps> & {
  readonly title: string
  readonly step?: WizardStep | undefined
  /** @default the account of the place */
  readonly account?: PageProps['account']
}

/** What differs between the places that show pages. */
export interface PagePlace<E extends RequestEnv> {
  /** Where the brand in the header leads. Undefined for a name without a link. */
  readonly homeUrl: string | undefined
  /** Whether the pages lose an opener of another site. */
  readonly isolated: boolean
  /** The account on the page. */
  readonly findAccount: (c: Context<E>) => Promise<PageProps['account']>
  /** The step of the progress bar on an error page. */
  readonly stepOf: (c: Context<E>) => WizardStep | undefined
  /** The links of an error page, the most likely one first. */
  readonly errorActions: (
    c: Context<E>,
    error: PublicError & { readonly recoveryAction: RecoveryAction; readonly retryUrl: string | undefined },
    labels: Messages['actions'],
  ) => readonly PageAction[] | Promise<readonly PageAction[]>
}

interface RenderOptions {
  readonly status?: ContentfulStatusCode
  /** The origins that the page's form may be redirected to. Omit it for a page without a form of its own. */
  readonly formActionOrigins?: readonly string[]
  /** Whether this request has signed the user out. */
  readonly signedOut?: boolean
}

/** Renders the pages of one place. */
export interface PageRenderer<E extends RequestEnv> {
  localeOf(c: Context): Locale
  render<Name extends keyof Templates>(
    c: Context<E>,
    name: Name,
    content: PageContent<Name>,
    options?: RenderOptions,
  ): Promise<Response>
  /** Responds to a request that failed. The log reads the error from the context. */
  renderError(c: Context<E>, error: unknown, options?: ErrorPageOptions): Promise<Response>
  /** Shows an error, which may have occurred in an earlier request. */
  renderErrorPage(c: Context<E>, error: PublicError, options?: ErrorPageOptions): Promise<Response>
}

interface ErrorPageOptions {
  status?: ContentfulStatusCode
  /** Where the user can try the step again. */
  retryUrl?: string | undefined
  step?: WizardStep
  /** The ID of the request that failed. @default the ID of this request */
  requestId?: string
}

/** Creates the renderer of one place. */
export function createPageRenderer<E extends RequestEnv>(options: {
  place: PagePlace<E>
  presentation: Presentation
  /** Whether an emulator replaces Cronofy. */
  sandbox: boolean
}): PageRenderer<E> {
  const { place, presentation, sandbox } = options
  const { brand, templates, localeOf } = presentation
  const image = logoCspSource(brand)

  async function renderPage<Name extends keyof Templates>(
    c: Context<E>,
    name: Name,
    content: PageContent<Name>,
    { status = 200, formActionOrigins, signedOut = false }: RenderOptions = {},
  ): Promise<Response> {
    const account = signedOut ? undefined : (content.account ?? (await place.findAccount(c)))
    const { isolated } = place
    setPagePolicy(c, { formActionOrigins: formActionOrigins ?? (account && []), image, isolated })
    // The error page follows a page that could not be rendered and that has set the header.
    if (c.res.headers.get('vary') !== 'Accept-Language') c.header('Vary', 'Accept-Language', { append: true })
    const { homeUrl } = place
    const props: PageProps = { ...content, step: content.step, locale: localeOf(c), brand, homeUrl, account, sandbox }
    const page = await renderTemplate(c, name, props)
    return c.html(raw(page), status)
  }

  async function renderTemplate(c: Context<E>, name: keyof Templates, props: PageProps): Promise<string> {
    try {
      const page = await (templates[name] as Template<PageProps>)(props)
      if (typeof page === 'string' || (page as unknown) instanceof String) return String(page)
      throw new TypeError(`Template "${name}" must return markup of hono/html or a string.`)
    } catch (error) {
      if (name !== 'message') throw error
      // An error in the application's error page or in its texts must not hide an error that operators must act on.
      if (c.error === undefined || !isOperatorError(toPublicError(c.error))) c.error = asError(error)
      return String(
        await (DEFAULT_TEMPLATES.message as Template<PageProps>)({
          ...props,
          locale: presentation.builtInLocaleOf(c),
        }),
      )
    }
  }

  async function renderErrorPage(
    c: Context<E>,
    { code, status }: PublicError,
    overrides: ErrorPageOptions = {},
  ): Promise<Response> {
    const { messages } = localeOf(c)
    const { title, text, recoveryAction } = errorMessage(code, messages.errors)
    const { retryUrl } = overrides
    return renderPage(
      c,
      'message',
      {
        title,
        text,
        step: overrides.step ?? place.stepOf(c),
        actions: await place.errorActions(c, { code, status, recoveryAction, retryUrl }, messages.actions),
        error: { code, reference: referenceOf(overrides.requestId ?? c.get('requestContext').id) },
      },
      { status: overrides.status ?? status },
    )
  }

  return {
    localeOf,
    render: renderPage,
    renderErrorPage,
    renderError(c, error, overrides) {
      c.error ??= asError(error)
      return renderErrorPage(c, toPublicError(error), overrides)
    },
  }
}
