/**
 * How the steps send the browser to the next URL: with a redirect, or, because a script cannot follow a redirect to another origin, as
 * JSON or with htmx's header.
 *
 * @module
 */
import type { ErrorCode } from '../../error-codes.ts'
import type { Outcome, OutcomeStatus } from '../../flow/outcome.ts'
import { publicError, remedyOf } from '../errors/public-error.ts'
import { type Exchange, redirect } from '../exchange.ts'
import { isScriptRequest } from '../http/navigation.ts'
import { requestFormat } from '../http/request-body.ts'
import { withResultParams } from '../return-allowlist.ts'
import { clearRequestCookie } from './request-cookie.ts'
import type { PermissionSettings } from './settings.ts'

/** The JSON response of `POST …/start` with the status 200. Send the browser to `url`. */
export type StartResponse =
  | {
      /** The user has to decide on Cronofy's page. */
      readonly status: 'redirect'
      /** Cronofy's access page. */
      readonly url: string
    }
  | {
      /** Nothing is left to decide. */
      readonly status: 'done'
      /** `return_to` with the same `permission_status`. */
      readonly url: string
      /** The verified status. */
      readonly permission_status: OutcomeStatus
    }

/**
 * The JSON response of `POST …/start` with any other HTTP status. With 502 and 503, the header `Retry-After` says how many seconds to
 * wait, if Cronofy says so.
 */
export interface StartErrorResponse {
  /** Stable, one of the codes that the documentation lists. */
  readonly code: ErrorCode
  /** What to do, in English, for developers. */
  readonly message: string
}

/** Sends the browser on. */
export function continueAt(request: Request, response: StartResponse): Response {
  return wantsJson(request) ? Response.json(response) : navigate(request, response.url)
}

/** Awaits the hook `onOutcome`, and sends the browser to the end of its flow. */
export async function continueWithOutcome<Context>(
  exchange: Exchange<Context>,
  { onOutcome, stateTransport, redirectUri }: PermissionSettings<Context>,
  { target, outcome }: { target: URL; outcome: Outcome },
): Promise<Response> {
  try {
    await onOutcome?.(exchange.context, outcome)
  } catch (error) {
    return continueWithError(exchange, target, { error, code: 'on_outcome_failed' })
  }
  const { status } = outcome
  const url = withResultParams(target, { permission_status: status })
  const response = continueAt(exchange.request, { status: 'done', url, permission_status: status })
  return stateTransport === 'cookie' ? clearRequestCookie(response, redirectUri) : response
}

/**
 * Sends the browser to the end of its flow with an error. A script gets the error itself.
 *
 * @param failure.code The code to show. @default that of the error
 */
export function continueWithError(
  exchange: Exchange<unknown>,
  target: URL,
  failure: { error: unknown; code?: ErrorCode },
): Response {
  const { request } = exchange
  const { code } = exchange.fail(failure.error)
  const shownCode = failure.code ?? code
  if (wantsJson(request)) return jsonError(shownCode)
  const params = { permission_status: 'error', permission_error: shownCode }
  return navigate(request, withResultParams(target, params))
}

/** Responds with an error after which the browser cannot be sent on. */
export async function respondError(exchange: Exchange<unknown>, error: unknown, target?: URL): Promise<Response> {
  if (wantsJson(exchange.request)) return jsonError(exchange.fail(error).code)
  return exchange.renderError(error, { returnTo: target?.href })
}

function navigate(request: Request, url: string): Response {
  return isHtmx(request) ? new Response(null, { headers: { 'HX-Redirect': url } }) : redirect(url)
}

function jsonError(code: ErrorCode): Response {
  const body: StartErrorResponse = { code, message: remedyOf(code) }
  return Response.json(body, { status: publicError(code).status })
}

function isHtmx({ method, headers }: Request): boolean {
  return method === 'POST' && headers.get('hx-request') === 'true'
}

/** Only a navigation reaches the return step. */
function wantsJson(request: Request): boolean {
  const { method, headers } = request
  return method === 'POST' && !isHtmx(request) && (requestFormat(headers) === 'json' || isScriptRequest(request))
}
