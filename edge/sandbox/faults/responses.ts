import { createCronofyHeaders, JSON_CONTENT_TYPE } from '../http/response-headers.ts'
import type { Schemas } from '../openapi/schema-validator.ts'
import { REQUIRED } from '../openapi/schema-validator.ts'
import type { FAULT_STATUSES, FaultRoute } from './types.ts'

/** The field `error` (guesses, except the codes of RFC 6749 section 5.2 below). */
const ERROR_CODES: Readonly<Record<Exclude<(typeof FAULT_STATUSES)[number], 422>, string>> = {
  400: 'invalid_request',
  401: 'invalid_token',
  402: 'payment_required',
  403: 'insufficient_scope',
  404: 'not_found',
  423: 'account_locked',
  429: 'rate_limited',
  500: 'internal_server_error',
  502: 'bad_gateway',
  503: 'service_unavailable',
  504: 'gateway_timeout',
}

/**
 * The usual body of an error: `invalid_grant` for a 400 of the token endpoint (SDK), `errors` for a 422 (documented).
 */
export function errorBody(status: (typeof FAULT_STATUSES)[number], route: FaultRoute): Schemas['ErrorResponse'] {
  if (status === 422) return { errors: { body: [REQUIRED] } }
  if (route === 'POST /oauth/token' && status === 400) return { error: 'invalid_grant' }
  if (route.startsWith('POST /oauth/') && status === 401) return { error: 'invalid_client' }
  return { error: ERROR_CODES[status] }
}

/** A JSON response that openapi.yaml may not allow. */
export function toJsonResponse(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: HeadersInit } = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': JSON_CONTENT_TYPE, ...createCronofyHeaders(status), ...headers },
  })
}

export function toHtmlResponse(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(
    '<!doctype html>\n<title>Injected fault</title>\n<p>An injected fault returned this page.</p>\n',
    {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    },
  )
}

export function withBody({ status, headers }: Response, body: BodyInit): Response {
  return new Response(body, { status, headers })
}

export function withJsonBody(response: Response, body: BodyInit): Response {
  const changed = withBody(response, body)
  changed.headers.set('content-type', JSON_CONTENT_TYPE)
  return changed
}
