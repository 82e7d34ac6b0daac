/**
 * The flow as a function from `Request` to `Response`, for any framework: {@link createPermissionHandler}.
 *
 * @module
 */
import { createClient } from '../../client/client.ts'
import { ConfigurationError } from '../../errors.ts'
import { assertMaxCalendars, DEFAULT_MAX_CALENDARS } from '../../flow/select-calendars.ts'
import { quoteUrl } from '../../shared/redact.ts'
import { createStepWrapper, notFound } from '../exchange.ts'
import { rawPath } from '../http/request-url.ts'
import { mountPathProblem, urlProblem } from '../http/web-url.ts'
import { createReturnUrlAllowlist } from '../return-allowlist.ts'
import type { PermissionHandlerOptions } from './options.ts'
import { createReturnStep } from './return-step.ts'
import { createStartStep } from './start-step.ts'

/** The handler of the flow. Each function responds to one request and never throws. */
export interface PermissionHandler<Context = void> {
  /**
   * Responds to `POST …/start` and `GET …/return`, by the end of the path. For other paths it responds with 404, and for other methods
   * with 405. If your framework has Node's own requests, pass `toRequest(req)`.
   */
  readonly fetch: (request: Request, context: Context) => Promise<Response>
  /** Responds to `POST …/start` only, for a framework with one file for each route. */
  readonly start: (request: Request, context: Context) => Promise<Response>
  /** Responds to `GET …/return` only, for a framework with one file for each route. */
  readonly return: (request: Request, context: Context) => Promise<Response>
}

/**
 * Creates the handler of the flow. Tokens stay on the server. The browser carries only a sealed request.
 *
 * - `POST …/start` begins the flow. It accepts a form or JSON, from your application's own pages only. Send either `calendar_id`
 *   (repeated in a form, or an array in JSON) or `all_calendars` (exactly `true`). `return_to` is optional, and its default is the
 *   first of `allowedReturnUrls`. Both selections together are an error, and so is a misspelled field such as `calendar_ids`.
 *   - After a form, the response is 303 to Cronofy's page, or to `return_to` if the user has nothing to decide. After an error, it is
 *     303 to `return_to` with `permission_status=error` and `permission_error`.
 *   - A JSON request, or a form that a script sends (`Sec-Fetch-Mode` is not `navigate`), gets a {@link StartResponse} or a {@link StartErrorResponse}.
 *   - htmx (`HX-Request: true`) gets 200 with `HX-Redirect`.
 *   - If a router submits forms by script, turn that off for this form: `data-turbo="false"` in Turbo, `reloadDocument` in React
 *     Router.
 * - `GET …/return` verifies what was granted, awaits `onOutcome`, and responds with 303 to `return_to`. The parameter
 *   `permission_status` is `granted`, `partial`, `rejected`, `unconfirmed`, or `error` (with `permission_error`).
 *
 * A step takes up to 12 seconds if Cronofy is slow. The server must not end the request earlier.
 *
 * Call it before any code that reads the body of the request. In a Node framework that has parsed the body already, create
 * the request with `toRequest`.
 *
 * @throws {ConfigurationError} if `redirectUri` or `allowedReturnUrls` is invalid
 * @throws {InputError} `invalid_max_calendars`
 * @example
 * ```ts
 * const permissions = createPermissionHandler({
 *   redirectUri: 'https://app.example.com/permissions/return',
 *   allowedReturnUrls: ['https://app.example.com/settings'],
 *   keys: createKeyRing([sealingKey]),
 *   getAccount: (session: Session | undefined) => accountOfUser(session),
 *   onOutcome: (session, outcome) => record(outcome),
 * })
 * // In the route of `/permissions/*`, for any method:
 * const response = await permissions.fetch(request, await readSession(request))
 * ```
 */
export function createPermissionHandler<Context = void>(
  options: PermissionHandlerOptions<Context>,
): PermissionHandler<Context> {
  const { keys, getAccount, onStart, onOutcome } = options
  const { stateTransport = 'query', maxCalendars = DEFAULT_MAX_CALENDARS, client = createClient() } = options
  assertMaxCalendars(maxCalendars)
  const redirectUri = parseRedirectUri(options.redirectUri)
  const allowlist = createReturnUrlAllowlist(options.allowedReturnUrls, redirectUri.origin)
  const wrap = createStepWrapper({ ...options, client, defaultUrl: allowlist.defaultUrl.href })
  const settings = {
    client,
    keys,
    redirectUri,
    allowlist,
    stateTransport,
    maxCalendars,
    getAccount,
    onStart,
    onOutcome,
  }
  const startStep = createStartStep(settings)
  const returnStep = createReturnStep(settings)
  return {
    start: wrap(startStep),
    return: wrap(returnStep),
    fetch: wrap((exchange) => {
      const path = rawPath(exchange.request.url)
      if (path.endsWith('/start')) return startStep(exchange)
      return path.endsWith('/return') ? returnStep(exchange) : notFound()
    }),
  }
}

function parseRedirectUri(redirectUri: string): URL {
  const problem = urlProblem(redirectUri) ?? mountPathProblem(new URL(redirectUri))
  if (problem !== undefined) throw new ConfigurationError([`redirectUri ${quoteUrl(redirectUri)} ${problem}.`])
  const url = new URL(redirectUri)
  if (!url.pathname.endsWith('/return') || url.hash !== '') {
    throw new ConfigurationError([`redirectUri ${quoteUrl(redirectUri)} must end in /return, without a fragment.`])
  }
  return url
}
