/**
 * What every handler does around its steps: checks the URL, sets security headers, shows errors, and reports them.
 *
 * @module
 */
import type { Client } from '../client/types.ts'
import type { ErrorCode } from '../error-codes.ts'
import type { PermissionEvent } from '../flow/events.ts'
import {
  ENGLISH_PAGE,
  type ErrorLinks,
  type PageTexts,
  renderErrorPage,
  renderReloadPage,
} from './errors/error-page.ts'
import { HttpError, notSignedIn } from './errors/http-error.ts'
import { asError, type PublicError, publicError, toPublicError } from './errors/public-error.ts'
import { logError, reportError } from './errors/report-error.ts'
import { setRetryAfter } from './errors/retry-after.ts'
import { isCrossSiteNavigation, isSecondLoad } from './http/navigation.ts'
import { assertRequestUrl } from './http/request-url.ts'
import { SECURITY_HEADERS } from './http/security-headers.ts'
import { type BoundedCallOptions, createCallOptions } from './step-options.ts'

/** Hooks of every handler. */
export interface HandlerHooks<Context> {
  /**
   * Receives each event, for logs and conversion funnels. Events contain no secret. The result is not awaited, and what it throws is
   * ignored.
   * @default none
   */
  onEvent?: ((context: Context, event: PermissionEvent) => unknown) | undefined
  /**
   * Receives the error of each request that fails: an error of this package, or what one of your hooks threw. The result is not
   * awaited, and what it throws is ignored.
   * @default writes one line of JSON without a secret to `console.error`
   */
  onError?: ((context: Context, error: Error) => unknown) | undefined
  /**
   * Renders the page for an error after which the user cannot be redirected, such as a forged link.
   * @default a plain page with `pageTexts`
   */
  renderError?: RenderError<Context> | undefined
  /**
   * Chooses the texts of the plain pages.
   * @default English
   */
  pageTexts?: ((context: Context) => PageTexts) | undefined
}

/** Renders an error page. Link to `links.returnTo`, and to `links.retryUrl` if it is present. */
export type RenderError<Context> = (
  context: Context,
  error: PublicError,
  links: ErrorLinks,
) => Response | Promise<Response>

/** A request, with its context and what a step needs to respond to it. */
export interface Exchange<Context> {
  readonly request: Request
  readonly context: Context
  /** The deadline, the trace, and the event hook of all calls to Cronofy. */
  readonly callOptions: BoundedCallOptions
  /** Records the error of a response that is not an error page, so that it is reported. */
  fail(error: unknown): PublicError
  /**
   * Responds with an error page.
   *
   * @param page.code The code to show. @default that of the error
   */
  renderError(
    error: unknown,
    page?: { code?: ErrorCode; returnTo?: string | undefined; retryUrl?: string | undefined },
  ): Promise<Response>
  /** Responds with a page that loads itself again. */
  renderReload(): Response
}

/** A step of a handler. */
export type Step<Context> = (exchange: Exchange<Context>) => Response | Promise<Response>

/**
 * Wraps the steps of a handler: what a step throws becomes an error page, and each error is reported once.
 *
 * @param options.defaultUrl Where error pages link to if the step does not say so.
 */
export function createStepWrapper<Context>(
  options: HandlerHooks<Context> & { client: Client; defaultUrl: string },
): (step: Step<Context>) => (request: Request, context: Context) => Promise<Response> {
  const { client, onEvent, onError, defaultUrl, pageTexts = () => ENGLISH_PAGE } = options
  const renderError: RenderError<Context> =
    options.renderError ?? ((context, error, links) => renderErrorPage(error, links, pageTexts(context)))

  return (step) => async (request, context) => {
    let failure: Error | undefined
    const hooks = {
      onEvent: onEvent && ((event: PermissionEvent) => onEvent(context, event)),
      onError: (error: Error) => (onError === undefined ? logError(request.method, error) : onError(context, error)),
    }
    const exchange: Exchange<Context> = {
      request,
      context,
      callOptions: createCallOptions(request, { client, onEvent: hooks.onEvent }),
      fail(error) {
        failure = asError(error)
        return toPublicError(error)
      },
      async renderError(error, { code, returnTo = defaultUrl, retryUrl } = {}) {
        const failed = exchange.fail(error)
        const response = await renderError(context, code === undefined ? failed : publicError(code), {
          returnTo,
          retryUrl,
        })
        // The headers of some responses, such as `Response.redirect()`, are immutable.
        return new Response(response.body, response)
      },
      renderReload: () => renderReloadPage(request, pageTexts(context)),
    }
    const response = await runStep(step, exchange).catch((error) =>
      // The application's own page failed.
      renderErrorPage(exchange.fail(error), { returnTo: defaultUrl, retryUrl: undefined }, ENGLISH_PAGE),
    )
    if (failure !== undefined) reportError(failure, hooks)
    setRetryAfter(response, failure)
    setSecurityHeaders(response)
    return response
  }
}

async function runStep<Context>(step: Step<Context>, exchange: Exchange<Context>): Promise<Response> {
  try {
    assertRequestUrl(exchange.request)
    return await step(exchange)
  } catch (error) {
    return exchange.renderError(error)
  }
}

/** The step of a path that no route has. @throws {HttpError} `not_found` */
export function notFound(): never {
  throw new HttpError('not_found', 'There is no such route.')
}

/** Responds with 405, and names the methods that the route has (RFC 9110 section 15.5.6). */
export async function rejectMethod(exchange: Exchange<unknown>, allow: string): Promise<Response> {
  const { method } = exchange.request
  const error = new HttpError('method_not_allowed', `This route does not support ${method}.`)
  const response = await exchange.renderError(error)
  response.headers.set('Allow', allow)
  return response
}

/**
 * Responds to a user who is not signed in after the browser has returned from Cronofy. The browser sends a session cookie with
 * `SameSite=Strict` only if the page loads itself again, so the first response is such a page.
 */
export async function respondSignedOut(exchange: Exchange<unknown>, target: URL): Promise<Response> {
  const { request } = exchange
  if (isCrossSiteNavigation(request) && !isSecondLoad(request)) return exchange.renderReload()
  return exchange.renderError(notSignedIn(), { returnTo: target.href, retryUrl: '' })
}

/** Sends the browser to another URL. */
export function redirect(url: string, cookies: readonly string[] = []): Response {
  return withCookies(new Response(null, { status: 303, headers: { Location: url } }), cookies)
}

/** Adds `Set-Cookie` headers to a response. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
  return response
}

function setSecurityHeaders({ headers }: Response): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!headers.has(name)) headers.set(name, value)
  }
}
