/**
 * The flow as a Hono app to mount: {@link extendedPermissions}.
 *
 * @module
 */
import type { Context, Env } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { Hono } from 'hono/tiny'
import { createClient } from '../../src/client/client.ts'
import { internalsOf } from '../../src/client/internals.ts'
import type { Client } from '../../src/client/types.ts'
import { ConfigurationError } from '../../src/errors.ts'
import { beginWithRequest, completeRequest } from '../../src/flow/flow.ts'
import type { Outcome } from '../../src/flow/outcome.ts'
import { parseReturnUrl, type ReturnParams } from '../../src/flow/return-url.ts'
import { assertMaxCalendars, DEFAULT_MAX_CALENDARS } from '../../src/flow/select-calendars.ts'
import type { KeyRing } from '../../src/sealing/key-ring.ts'
import { DEFAULT_TTL_SECONDS } from '../../src/sealing/permission-request.ts'
import { quoteUrl } from '../../src/shared/redact.ts'
import { type PublicError, publicError, toPublicError } from './errors/error-status.ts'
import { guardPost } from './flow/guard-post.ts'
import { errorTarget, openReturnRequest } from './flow/return-request.ts'
import { createReturnUrlAllowlist, withResultParams } from './flow/return-targets.ts'
import { readStartRequest } from './flow/start-request.ts'
import type { OnContextEvent } from './flow/step-options.ts'
import { type GetAccount, runWithAccount } from './flow/with-account.ts'
import { requestFormat } from './http/media-type.ts'
import { isPrefetch } from './http/prefetch.ts'
import { securityHeaders } from './http/security-headers.ts'
import { urlProblem } from './http/web-url.ts'
import type { LocaleTable } from './i18n/create-locales.ts'
import { createErrorPage } from './pages/error-page.ts'
import { hostCookieOptions } from './session/host-cookie.ts'

export type { PublicError } from './errors/error-status.ts'
export type { OnContextEvent } from './flow/step-options.ts'
export type { GetAccount, GetAccountOptions } from './flow/with-account.ts'
export type { LocaleTable } from './i18n/create-locales.ts'

/** Carries the sealed request with `stateTransport: 'cookie'`. */
const COOKIE = 'permission-request'

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
  /** Receives each event, for logs and funnels. Events contain no secret. */
  onEvent?: OnContextEvent
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
   * cookie, a browser can complete only the flow that it began last.
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
 * - `POST …/start` begins the flow. It accepts a form or JSON from the application's own pages only, with `calendar_id`
 *   (repeated; absent for every eligible calendar) and `return_to` (by default the first of `allowedReturnUrls`). A form
 *   gets 303 to Cronofy's page, or to `return_to` if the user has nothing to decide. JSON gets 200 `{status, url}`. Give
 *   a form with check boxes a hidden `calendar_id` without a value. Without it, no checked box means every calendar.
 * - `GET …/return` verifies what was granted, awaits `onOutcome`, and responds with 303 to `return_to`. The parameter
 *   `permission_status` is `granted`, `partial`, `rejected`, `unconfirmed`, or `error` (with `permission_error`).
 *
 * An error that a hook throws is in `c.error`, for the application's own logging middleware.
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
    stateTransport = 'query',
    maxCalendars = DEFAULT_MAX_CALENDARS,
    client = createClient(),
  } = options
  assertMaxCalendars(maxCalendars)
  const redirectUri = parseRedirectUri(options.redirectUri)
  const { origin } = redirectUri
  const allowlist = createReturnUrlAllowlist(options.allowedReturnUrls, origin)
  const renderError: RenderError<E> = options.renderError ?? createErrorPage({ locales: options.locales })
  const stepOptions = { client, getAccount, onEvent }
  const { cookieName, attributes } = hostCookieOptions(origin)

  const app = new Hono<E>()
  app.use(securityHeaders())

  app.post('/start', guardPost<E>(origin, respondError), async (c: Context<E>) => {
    const request = await readStartRequest(c.req)
    if ('code' in request) return respondError(c, request)
    const { calendarIds } = request
    const target = request.returnTo === undefined ? allowlist.defaultUrl : allowlist.resolve(request.returnTo)
    if (target === undefined) return respondError(c, publicError('invalid_return_to'))
    if (calendarIds?.length === 0) return redirectOrJson(c, 'error', withErrorParams(target, 'no_calendar_selected'))
    try {
      const result = await runWithAccount(c, stepOptions, (account, callOptions) =>
        beginWithRequest({
          ...callOptions,
          client,
          keys,
          account,
          calendarIds,
          redirectUri: redirectUri.href,
          returnTo: target.href,
          maxCalendars,
          stateTransport,
        }),
      )
      if (result === null) return respondError(c, publicError('not_signed_in'), target)
      if (result.status === 'done') return await notifyAndRedirect(c, target, result.outcome)
      if (stateTransport === 'cookie') {
        setCookie(c, cookieName(COOKIE), result.sealedRequest, { ...attributes, maxAge: DEFAULT_TTL_SECONDS })
      }
      return redirectOrJson(c, result.status, result.url)
    } catch (error) {
      return redirectWithError(c, target, error)
    }
  })

  app.get('/return', async (c: Context<E>) => {
    if (isPrefetch(c)) return c.body(null, 204)
    let target: URL | undefined
    try {
      const { sealedRequest = '', error } = readReturnParams(c)
      const opened = await openReturnRequest(sealedRequest, {
        keys,
        origin,
        nowMs: internalsOf(client).now(),
        allowlist,
      })
      target = opened.target
      const completed = await runWithAccount(c, stepOptions, (account, callOptions) =>
        completeRequest(opened.request, { ...callOptions, client, account, error }),
      )
      return completed === null
        ? respondError(c, publicError('not_signed_in'), target)
        : await notifyAndRedirect(c, target, completed.outcome)
    } catch (error) {
      const redirectTarget = errorTarget(error, target, allowlist)
      return redirectTarget === undefined
        ? respondError(c, toPublicError(error), target)
        : redirectWithError(c, redirectTarget, error)
    }
  })

  return app

  function readReturnParams(c: Context<E>): ReturnParams {
    const { sealedRequest, error } = parseReturnUrl(c.req.url)
    const sealed = stateTransport === 'cookie' ? getCookie(c, cookieName(COOKIE)) : sealedRequest
    return { ...(sealed !== undefined && { sealedRequest: sealed }), ...(error !== undefined && { error }) }
  }

  async function notifyAndRedirect(c: Context<E>, target: URL, outcome: Outcome): Promise<Response> {
    try {
      await onOutcome?.(c, outcome)
    } catch (error) {
      c.error = asError(error)
      return redirectOrJson(c, 'error', withErrorParams(target, 'on_outcome_failed'))
    }
    return redirectOrJson(c, outcome.status, withResultParams(target, { permission_status: outcome.status }))
  }

  function respondError(
    c: Context<E>,
    error: PublicError,
    target = allowlist.defaultUrl,
  ): Response | Promise<Response> {
    return requestFormat(c.req) === 'json' ? c.json(error, error.status) : renderError(c, error, target.href)
  }
}

function redirectWithError(c: Context, target: URL, error: unknown): Response {
  c.error = asError(error)
  return redirectOrJson(c, 'error', withErrorParams(target, toPublicError(error).code))
}

function redirectOrJson(c: Context, status: string, url: string): Response {
  return requestFormat(c.req) === 'json' ? c.json({ status, url }) : c.redirect(url, 303)
}

function withErrorParams(target: URL, code: PublicError['code']): string {
  return withResultParams(target, { permission_status: 'error', permission_error: code })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`A hook threw a value of type ${typeof error}. Throw an Error.`)
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
