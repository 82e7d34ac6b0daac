/**
 * The flow as a Hono app to mount: `POST start` sends the user to the access page, `GET return` takes them back,
 * verifies what was granted, tells the application and sends the user on.
 *
 * @module
 */
import type { Context, Env } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { Hono } from 'hono/tiny'
import type { Account } from '../../src/account.ts'
import { type Client, createClient } from '../../src/client/client.ts'
import { ConfigurationError, SealedRequestError } from '../../src/errors.ts'
import { beginWithRequest, type CompletedRequest, completeRequest } from '../../src/flow/flow.ts'
import type { Outcome } from '../../src/flow/outcome.ts'
import { parseReturnUrl, type ReturnParams } from '../../src/flow/return-url.ts'
import { assertMaxCalendars, DEFAULT_MAX_CALENDARS } from '../../src/flow/select-calendars.ts'
import type { KeyRing } from '../../src/sealing/key-ring.ts'
import {
  DEFAULT_TTL_SECONDS,
  PERMISSION_REQUEST_COOKIE,
  type PermissionRequest,
  unsealPermissionRequest,
} from '../../src/sealing/permission-request.ts'
import { quoteUrl } from '../../src/shared/redact.ts'
import { type PublicError, publicError, toPublicError } from './errors/error-status.ts'
import { createReturnUrlAllowlist, withResultParams } from './flow/return-targets.ts'
import { readStartRequest } from './flow/start-request.ts'
import { createCallOptions, type OnContextEvent } from './flow/step-options.ts'
import { type GetAccount, type GetAccountOptions, withTokenRefresh } from './flow/with-account.ts'
import { MAX_BODY_BYTES } from './http/body-size.ts'
import { requestFormat } from './http/media-type.ts'
import { isPrefetch } from './http/prefetch.ts'
import { isSameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { urlProblem } from './http/web-url.ts'
import type { LocaleTable } from './i18n/create-locales.ts'
import { createErrorPage } from './pages/error-page.ts'

export type { PublicError } from './errors/error-status.ts'
export type { OnContextEvent } from './flow/step-options.ts'
export type { GetAccountOptions } from './flow/with-account.ts'
export type { LocaleTable } from './i18n/create-locales.ts'

/** What {@link extendedPermissions} takes. */
export interface ExtendedPermissionsOptions<E extends Env = Env> {
  /** The absolute address of `return`, as a browser sees it; ends in `/return`. Its origin is ours. */
  redirectUri: string
  /** From `createKeyRing`. */
  keys: KeyRing
  /** Where users may be sent when all is done: each entry allows its origin, and its path with all below it. */
  allowedReturnUrls: readonly string[]
  /**
   * Who is signed in, by the application's own session; `null` if nobody is. Asked at both ends of the trip, and once
   * more after the provider rejected the token, with that token, so that the application can refresh it.
   */
  getAccount: (c: Context<E>, options: GetAccountOptions) => Account | null | Promise<Account | null>
  /**
   * Is told the verified outcome, before the user goes on. At least once: a reload tells it again, so key what you
   * record by `requestId`. Where it throws, the user goes on with `permission_error=on_outcome_failed`.
   */
  onOutcome?: (c: Context<E>, outcome: Outcome) => void | Promise<void>
  /** Is told what happens, for logs and funnels; it gets no secret. */
  onEvent?: OnContextEvent
  /**
   * Answers where the user cannot be sent on: a page for a person, with the status of the failure.
   * @default a plain page
   */
  renderError?: RenderError<E>
  /**
   * The languages of the default error page beside English: texts by language code (BCP 47), such as `{ de }` from
   * `cronofy-extended-permissions/locales/de`. A text that a language lacks is shown in English.
   * @default English only
   */
  locales?: LocaleTable
  /**
   * How the sealed request travels: in the return address, or in a cookie, for a provider that insists on an exact
   * redirect URI. With a cookie the flow that was begun last wins.
   * @default 'query'
   */
  stateTransport?: 'query' | 'cookie'
  /**
   * How many calendars may be asked for at once, up to 250.
   * @default 100
   */
  maxCalendars?: number
  /**
   * From `createClient`.
   * @default a client for the real provider
   */
  client?: Client
}

/**
 * Answers with an error page. `returnTo` is where the flow was to end, checked against `allowedReturnUrls`, so that nobody
 * loses their place; the first of them where nothing says it.
 */
export type RenderError<E extends Env = Env> = (
  c: Context<E>,
  error: PublicError,
  returnTo: string,
) => Response | Promise<Response>

/**
 * Makes the app to mount. Tokens stay on the server: the browser carries a sealed request at most.
 *
 * - `POST …/start`, a form or JSON, from our own pages only: `calendar_id` (repeated; none means every eligible one)
 *   and `return_to` (the first of `allowedReturnUrls` by default). A form is answered with 303 to the access page, or to
 *   `return_to` where nothing is left to decide; JSON with 200 `{status, url}`. Where boxes are to be ticked, give
 *   the form a hidden `calendar_id` without a value: no tick then means none, and not all.
 * - `GET …/return` verifies, tells `onOutcome`, and answers with 303 to `return_to`, with `permission_status` set to
 *   `granted`, `partial`, `rejected`, `unconfirmed` or, with `permission_error`, `error`.
 *
 * An error of the application's hooks is kept in `c.error`, for its logging middleware.
 *
 * @throws {ConfigurationError} where `redirectUri` or `allowedReturnUrls` cannot be used
 * @throws {InputError} `invalid_max_calendars`
 * @example
 * ```ts
 * app.route('/permissions', extendedPermissions({
 *   redirectUri: 'https://app.example.com/permissions/return',
 *   allowedReturnUrls: ['https://app.example.com/settings'],
 *   keys: createKeyRing([sealingKey]),
 *   getAccount: (c) => accountOf(c),
 *   onOutcome: (c, outcome) => record(outcome),
 * }))
 * ```
 */
export function extendedPermissions<E extends Env = Env>(options: ExtendedPermissionsOptions<E>): Hono<E> {
  return createFlowApp(options)
}

/** {@link extendedPermissions} for the connect app, which looks at the calendars that were asked for once more. */
export function createFlowApp<E extends Env = Env>(
  options: Omit<ExtendedPermissionsOptions<E>, 'onOutcome'> & {
    onOutcome?: (c: Context<E>, outcome: Outcome, request: PermissionRequest) => void | Promise<void>
  },
): Hono<E> {
  const {
    keys,
    getAccount,
    onOutcome,
    onEvent,
    stateTransport = 'query',
    maxCalendars = DEFAULT_MAX_CALENDARS,
  } = options
  assertMaxCalendars(maxCalendars)
  const redirectUrl = parseRedirectUri(options.redirectUri)
  const { origin } = redirectUrl
  const allowlist = createReturnUrlAllowlist(options.allowedReturnUrls, origin)
  const client = options.client ?? createClient()
  const renderError: RenderError<E> = options.renderError ?? createErrorPage({ locales: options.locales })
  const secure = redirectUrl.protocol === 'https:'
  const cookieName = secure ? PERMISSION_REQUEST_COOKIE : PERMISSION_REQUEST_COOKIE.replace('__Host-', '')

  /** Asks the application who is there, in the context of this request. */
  const getAccountFor =
    (c: Context<E>): GetAccount =>
    (options) =>
      getAccount(c, options)

  const app = new Hono<E>()
  app.use(securityHeaders())

  app.post(
    '/start',
    async (c: Context<E>, next) =>
      isSameOrigin(c.req.raw.headers, origin) ? next() : respondError(c, publicError('cross_site_request')),
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => respondError(c as Context<E>, publicError('request_too_large')),
    }),
    async (c: Context<E>) => {
      const request = await readStartRequest(c.req)
      if ('code' in request) return respondError(c, request)
      const target = request.returnTo === undefined ? allowlist.defaultUrl : allowlist.resolve(request.returnTo)
      if (target === undefined) return respondError(c, publicError('invalid_return_to'))
      if (request.calendarIds?.length === 0)
        return redirectOrJson(c, 'error', withErrorParams(target, 'no_calendar_selected'))
      try {
        const callOptions = createCallOptions(c, client, onEvent)
        const result = await withTokenRefresh(getAccountFor(c), callOptions.deadlineMs, (account) =>
          beginWithRequest({
            ...callOptions,
            client,
            keys,
            account,
            calendarIds: request.calendarIds,
            redirectUri: redirectUrl.href,
            returnTo: target.href,
            maxCalendars,
            stateTransport,
          }),
        )
        if (result === null) return respondError(c, publicError('not_signed_in'), target)
        if (result.status === 'done') return await notifyAndRedirect(c, target, result)
        if (stateTransport === 'cookie') {
          setCookie(c, cookieName, result.sealedRequest, {
            path: '/',
            httpOnly: true,
            sameSite: 'Lax',
            secure,
            maxAge: DEFAULT_TTL_SECONDS,
          })
        }
        return redirectOrJson(c, result.status, result.url)
      } catch (error) {
        return redirectWithError(c, target, error)
      }
    },
  )

  app.get('/return', async (c: Context<E>) => {
    if (isPrefetch(c)) return c.body(null, 204)
    let target: URL | undefined
    try {
      const { sealedRequest = '', error } = readReturnParams(c)
      const request = await unsealPermissionRequest(keys, sealedRequest, { issuer: origin, nowMs: client.now() })
      // Checked again: the list may have become shorter since it was sealed.
      target = allowlist.resolve(request.returnTo ?? '')
      if (target === undefined) return respondError(c, publicError('invalid_return_to'))
      const callOptions = createCallOptions(c, client, onEvent)
      const completed = await withTokenRefresh(getAccountFor(c), callOptions.deadlineMs, (account) =>
        completeRequest(request, { ...callOptions, client, account, error }),
      )
      return completed === null
        ? respondError(c, publicError('not_signed_in'), target)
        : await notifyAndRedirect(c, target, completed)
    } catch (error) {
      if (error instanceof SealedRequestError) {
        const expiredTarget = error.returnTo === undefined ? undefined : allowlist.resolve(error.returnTo)
        if (expiredTarget === undefined) return respondError(c, toPublicError(error), target)
        target = expiredTarget
      }
      return redirectWithError(c, target ?? allowlist.defaultUrl, error)
    }
  })

  /** What the address, or the cookie, says. */
  function readReturnParams(c: Context<E>): ReturnParams {
    const params = parseReturnUrl(c.req.url)
    if (stateTransport === 'query') return params
    const sealed = getCookie(c, cookieName)
    const { error } = params
    return { ...(sealed !== undefined && { sealedRequest: sealed }), ...(error !== undefined && { error }) }
  }

  /** Tells the application, then sends the user on. */
  async function notifyAndRedirect(
    c: Context<E>,
    target: URL,
    { outcome, request }: CompletedRequest,
  ): Promise<Response> {
    try {
      await onOutcome?.(c, outcome, request)
    } catch (error) {
      c.error = asError(error)
      return redirectOrJson(c, 'error', withErrorParams(target, 'on_outcome_failed'))
    }
    return redirectOrJson(c, outcome.status, withResultParams(target, { permission_status: outcome.status }))
  }

  function redirectWithError(c: Context<E>, target: URL, error: unknown): Response {
    c.error = asError(error)
    return redirectOrJson(c, 'error', withErrorParams(target, toPublicError(error).code))
  }

  return app

  function respondError(
    c: Context<E>,
    error: PublicError,
    target = allowlist.defaultUrl,
  ): Response | Promise<Response> {
    return requestFormat(c.req) === 'json' ? c.json(error, error.status) : renderError(c, error, target.href)
  }
}

function redirectOrJson(c: Context, status: string, url: string): Response {
  return requestFormat(c.req) === 'json' ? c.json({ status, url }) : c.redirect(url, 303)
}

function withErrorParams(target: URL, code: PublicError['code']): string {
  return withResultParams(target, { permission_status: 'error', permission_error: code })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`Cannot go on: ${typeof error} was thrown`)
}

function parseRedirectUri(redirectUri: string): URL {
  const problem = urlProblem(redirectUri)
  if (problem !== undefined) throw new ConfigurationError([`redirectUri ${quoteUrl(redirectUri)} ${problem}`])
  const url = new URL(redirectUri)
  if (!url.pathname.endsWith('/return') || url.hash !== '') {
    throw new ConfigurationError([`redirectUri ${quoteUrl(redirectUri)} does not end in /return`])
  }
  return url
}
