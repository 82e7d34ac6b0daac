/**
 * The flow as a Hono app to mount: {@link extendedPermissions}.
 *
 * @module
 */
import type { Context, Env, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { Hono } from 'hono/tiny'
import { createClient } from '../../src/client/client.ts'
import { internalsOf } from '../../src/client/internals.ts'
import type { Client } from '../../src/client/types.ts'
import { ConfigurationError } from '../../src/errors.ts'
import type { PermissionEvent } from '../../src/flow/events.ts'
import { beginWithRequest, completeRequest } from '../../src/flow/flow.ts'
import type { Outcome } from '../../src/flow/outcome.ts'
import { parseReturnUrl, type ReturnParams } from '../../src/flow/return-url.ts'
import { assertMaxCalendars, DEFAULT_MAX_CALENDARS } from '../../src/flow/select-calendars.ts'
import type { KeyRing } from '../../src/sealing/key-ring.ts'
import { DEFAULT_TTL_SECONDS, permissionRequestCookie } from '../../src/sealing/permission-request.ts'
import { quoteUrl } from '../../src/shared/redact.ts'
import { asError, type PublicError, toPublicError } from './errors/error-status.ts'
import { HttpError, notSignedIn } from './errors/http-error.ts'
import { errorTarget, openReturnRequest } from './flow/return-request.ts'
import { createReturnUrlAllowlist, withResultParams } from './flow/return-targets.ts'
import { parseStartRequest } from './flow/start-request.ts'
import { type GetAccount, runWithAccount } from './flow/with-account.ts'
import { rejectOtherMethods } from './http/methods.ts'
import { isCrossSiteNavigation, isScriptRequest, isSecondLoad } from './http/navigation.ts'
import { isPrefetch } from './http/prefetch.ts'
import { readFields, requestFormat } from './http/request-body.ts'
import { checkRequestUrl, rawPath } from './http/request-check.ts'
import { requireSameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { urlProblem } from './http/web-url.ts'
import type { LocaleTable } from './i18n/create-locales.ts'
import { logError, reportErrors } from './operations/report-errors.ts'
import { createErrorPage } from './pages/error-page.ts'
import { createReloadPage } from './pages/reload-page.ts'
import { hostCookieOptions } from './session/host-cookie.ts'

export type { Account } from '../../src/account.ts'
export type { Client } from '../../src/client/types.ts'
export type { DataCenter } from '../../src/data-centers.ts'
export type { ErrorCode, ErrorStatus } from '../../src/error-codes.ts'
export type { PermissionEvent } from '../../src/flow/events.ts'
export type { CalendarPermission, Outcome, OutcomeStatus } from '../../src/flow/outcome.ts'
export type { KeyRing } from '../../src/sealing/key-ring.ts'
export type { PublicError } from './errors/error-status.ts'
export type { GetAccount, GetAccountOptions } from './flow/with-account.ts'
export type { LocaleTable } from './i18n/create-locales.ts'
export type { Messages, PartialMessages } from './i18n/messages.ts'

/** Options of {@link extendedPermissions}. */
export interface ExtendedPermissionsOptions<E extends Env = Env> {
  /** The absolute URL of `GET …/return`, as a browser sees it. It ends in `/return`. Its origin is the application's. */
  redirectUri: string
  /** From `createKeyRing`. */
  keys: KeyRing
  /**
   * The URLs at which a flow may end. Each entry allows its origin, and its path with everything below it. The first
   * entry is the default.
   */
  allowedReturnUrls: readonly string[]
  /**
   * Returns the account of the signed-in user by the application's own session, or `null` if no user is signed in. It
   * is called at both ends of the flow, and again with `rejectedToken` if Cronofy rejects the access token.
   */
  getAccount: GetAccount<E>
  /**
   * Receives the verified outcome before the user continues. It is called at least once: a reload calls it again, so
   * store the outcome by its `requestId`. If it throws, the user continues with `permission_error=on_outcome_failed`.
   */
  onOutcome?: (c: Context<E>, outcome: Outcome) => void | Promise<void>
  /**
   * Receives each event, for logs and funnels. Events contain no secret. The result is not awaited, and what it throws is
   * ignored.
   */
  onEvent?: (c: Context<E>, event: PermissionEvent) => unknown
  /**
   * Receives the error of each request that fails, such as a rejected attack, or what a hook threw.
   * @default writes one line of JSON without a secret to `console.error`
   */
  onError?: (c: Context<E>, error: Error) => unknown
  /**
   * Renders an error page, for errors after which the user cannot be redirected.
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
   * How the sealed request travels: in the redirect URI, or in a cookie if the redirect URI must not change. With a
   * cookie, a browser can complete only the flow that it began last, and only once. Any site can send the browser to the
   * return step with a forged `error`. That ends the flow early as `rejected`, but never as `granted`.
   * @default 'query'
   */
  stateTransport?: 'query' | 'cookie'
  /**
   * How many calendars one request may contain, at most 250.
   * @default 100
   */
  maxCalendars?: number
  /**
   * From `createClient`.
   * @default a client for Cronofy
   */
  client?: Client
}

/**
 * Renders an error page.
 *
 * @param returnTo The URL at which the flow was to end, checked against `allowedReturnUrls`. Link to it.
 */
export type RenderError<E extends Env = Env> = (
  c: Context<E>,
  error: PublicError,
  returnTo: string,
) => Response | Promise<Response>

/**
 * Creates the app to mount. Tokens stay on the server. The browser carries only a sealed request.
 *
 * - `POST …/start` begins the flow. It accepts a form or JSON from the application's own pages only, with either
 *   `calendar_id` (repeated) or `all_calendars=true`, and `return_to` (by default the first of `allowedReturnUrls`). A
 *   form gets 303 to Cronofy's page, or to `return_to` if the user has nothing to decide. JSON, and a form that a script
 *   sends, gets 200 `{status, url}`. htmx gets 200 with `HX-Redirect`.
 * - `GET …/return` verifies what was granted, awaits `onOutcome`, and responds with 303 to `return_to`. The parameter
 *   `permission_status` is `granted`, `partial`, `rejected`, `unconfirmed`, or `error` (with `permission_error`).
 *
 * The type of the hooks' context, `E`, is inferred from a hook that declares it: annotate the parameter
 * (`getAccount: (c: Context<AppEnv>) => …`) or pass a function that has it. Otherwise write
 * `extendedPermissions<AppEnv>({ … })`. Hono's `route` does not say which environment it mounts an app in, so
 * TypeScript cannot infer it from there.
 *
 * @throws {ConfigurationError} if `redirectUri`, `allowedReturnUrls`, or `locales` is invalid
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
  const {
    keys,
    getAccount,
    onOutcome,
    onEvent,
    onError = logError,
    stateTransport = 'query',
    maxCalendars = DEFAULT_MAX_CALENDARS,
    client = createClient(),
  } = options
  assertMaxCalendars(maxCalendars)
  const redirectUri = parseRedirectUri(options.redirectUri)
  const { origin } = redirectUri
  const allowlist = createReturnUrlAllowlist(options.allowedReturnUrls, origin)
  const renderError: RenderError<E> = options.renderError ?? createErrorPage({ locales: options.locales })
  const renderReload = createReloadPage({ locales: options.locales })
  const stepOptions = { client, getAccount, onEvent }
  const { attributes } = hostCookieOptions(origin)
  const requestCookie = permissionRequestCookie(redirectUri.href)

  const app = new Hono<E>()
  // On these two routes only: mounted at `/`, the app shares every path with the application.
  for (const path of ['/start', '/return']) {
    app.use(path, securityHeaders(), reportErrors({ onEvent, onError }), checkRequestUrl, requirePlainEnd(path))
  }

  app.post('/start', requireSameOrigin<E>(origin), async (c: Context<E>) => {
    const { selection, returnTo } = parseStartRequest(await readFields(c.req), {
      format: requestFormat(c.req),
      query: c.req.queries(),
    })
    const target = allowlist.require(returnTo)
    try {
      if (selection === undefined) throw new HttpError('no_calendar_selected', 'No calendar is selected.')
      const result = await runWithAccount(c, stepOptions, (account, callOptions) =>
        beginWithRequest({
          ...callOptions,
          client,
          keys,
          account,
          ...selection,
          redirectUri: redirectUri.href,
          returnTo: target.href,
          maxCalendars,
          stateTransport,
        }),
      )
      if (result === null) return respondError(c, notSignedIn(), target)
      if (result.status === 'done') return await notifyAndContinue(c, target, result.outcome)
      if (stateTransport === 'cookie') {
        setCookie(c, requestCookie, result.sealedRequest, { ...attributes, maxAge: DEFAULT_TTL_SECONDS })
      }
      return continueAt(c, result.status, result.url)
    } catch (error) {
      return continueWithError(c, target, error)
    }
  })

  app.get('/return', async (c: Context<E>) => {
    if (isPrefetch(c)) return c.body(null, 204)
    let target: URL | undefined
    try {
      const { sealedRequest = '', error } = readReturnParams(c)
      const opened = await openReturnRequest(sealedRequest, {
        keys,
        redirectUri: redirectUri.href,
        nowMs: internalsOf(client).now(),
        allowlist,
      })
      target = opened.target
      const completed = await runWithAccount(c, stepOptions, (account, callOptions) =>
        completeRequest(opened.request, { ...callOptions, client, account, error }),
      )
      if (completed !== null) return await notifyAndContinue(c, target, completed.outcome)
      // A session cookie with `SameSite=Strict` arrives only if the page loads itself again.
      return isCrossSiteNavigation(c) && !isSecondLoad(c) ? renderReload(c) : respondError(c, notSignedIn(), target)
    } catch (error) {
      const redirectTarget = errorTarget(error, target, allowlist)
      return redirectTarget === undefined ? respondError(c, error, target) : continueWithError(c, redirectTarget, error)
    }
  })

  rejectOtherMethods(app)
  app.onError((error, c) => respondError(c, error))
  return app

  function readReturnParams(c: Context<E>): ReturnParams {
    const { sealedRequest, error } = parseReturnUrl(c.req.url)
    const sealed = stateTransport === 'cookie' ? getCookie(c, requestCookie) : sealedRequest
    return { ...(sealed !== undefined && { sealedRequest: sealed }), ...(error !== undefined && { error }) }
  }

  async function notifyAndContinue(c: Context<E>, target: URL, outcome: Outcome): Promise<Response> {
    try {
      await onOutcome?.(c, outcome)
    } catch (error) {
      c.error = asError(error)
      return continueAt(c, 'error', withErrorParams(target, 'on_outcome_failed'))
    }
    if (stateTransport === 'cookie') deleteCookie(c, requestCookie, attributes)
    return continueAt(c, outcome.status, withResultParams(target, { permission_status: outcome.status }))
  }

  function respondError(c: Context<E>, error: unknown, target = allowlist.defaultUrl): Response | Promise<Response> {
    c.error = asError(error)
    const publicError = toPublicError(error)
    return wantsJson(c) ? c.json(publicError, publicError.status) : renderError(c, publicError, target.href)
  }
}

function continueWithError(c: Context, target: URL, error: unknown): Response {
  c.error = asError(error)
  return continueAt(c, 'error', withErrorParams(target, toPublicError(error).code))
}

/** Sends the browser on: by a redirect, or as JSON or with htmx's header, because a script cannot follow the redirect. */
function continueAt(c: Context, status: string, url: string): Response {
  if (c.req.method === 'POST' && c.req.header('hx-request') === 'true') return c.body(null, 200, { 'HX-Redirect': url })
  return wantsJson(c) ? c.json({ status, url }) : c.redirect(url, 303)
}

function wantsJson(c: Context): boolean {
  // Only a navigation reaches the return step.
  return c.req.method === 'POST' && (requestFormat(c.req) === 'json' || isScriptRequest(c))
}

/** Rejects other forms of the path, such as `/%72eturn`. The path up to here is the application's own. */
function requirePlainEnd(path: string): MiddlewareHandler {
  return async (c, next) => {
    if (rawPath(c.req.url).endsWith(path)) return next()
    throw new HttpError('not_found', 'There is no such route.')
  }
}

function withErrorParams(target: URL, code: PublicError['code']): string {
  return withResultParams(target, { permission_status: 'error', permission_error: code })
}

function parseRedirectUri(redirectUri: string): URL {
  const problem = urlProblem(redirectUri)
  if (problem !== undefined) throw new ConfigurationError([`redirectUri ${quoteUrl(redirectUri)} ${problem}.`])
  const url = new URL(redirectUri)
  if (!url.pathname.endsWith('/return') || url.hash !== '') {
    throw new ConfigurationError([`redirectUri ${quoteUrl(redirectUri)} must end in /return, without a fragment.`])
  }
  return url
}
