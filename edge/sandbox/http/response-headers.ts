/**
 * The headers that Cronofy adds to responses.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'

/** On every documented response. On errors: captures of third parties. */
export const JSON_CONTENT_TYPE = 'application/json; charset=utf-8'

/** The reason phrases of RFC 9110 and RFC 6585, because fetch and HTTP/2 have none. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  202: 'Accepted',
  302: 'Found',
  303: 'See Other',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  410: 'Gone',
  422: 'Unprocessable Entity',
  423: 'Locked',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/**
 * `X-Request-Id`, with which Cronofy's support can find a request, and `Status: 400 Bad Request`, which is the message of
 * the Ruby SDK's errors. A third party recorded both in May 2020. They are not documented.
 */
export function createCronofyHeaders(status: number): { readonly 'X-Request-Id': string; readonly Status: string } {
  return { 'X-Request-Id': crypto.randomUUID(), Status: `${status} ${REASONS[status] ?? ''}`.trim() }
}

/** The variables of a Hono context that mark a response that was created with Cronofy's headers. */
export type CronofyHeadersEnv = { Variables: { responseWithHeaders?: Response } }

/** Adds Cronofy's headers to a response that was created without them, and the charset to JSON. */
export const addCronofyHeaders: MiddlewareHandler<CronofyHeadersEnv> = async (c, next) => {
  await next()
  if (c.get('responseWithHeaders') === c.res) return
  const { headers, status } = c.res
  if (headers.get('content-type') === 'application/json') headers.set('Content-Type', JSON_CONTENT_TYPE)
  for (const [name, value] of Object.entries(createCronofyHeaders(status))) headers.set(name, value)
}
