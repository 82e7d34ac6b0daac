/**
 * One line of JSON for each request. It contains the route instead of the URL, because a URL can contain a sealed
 * request or an authorization code (T8).
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { ProviderError } from '../../../src/errors.ts'
import { isOperatorError, toPublicError } from '../../../src/handler/errors/public-error.ts'
import { describeError } from '../../../src/handler/errors/report-error.ts'
import { readTraceparent, traceId } from '../../../src/handler/http/traceparent.ts'
import { type RequestContext, type RequestEnv, referenceOf } from '../http/request-context.ts'

/**
 * Writes the line after the response was created. Adds `Server-Timing` to a response if the request has
 * `Prefer: server-timing` (RFC 7240).
 *
 * @param options.log Receives a line.
 */
export function logRequests(options: {
  now: () => number
  log: (line: string) => void
}): MiddlewareHandler<RequestEnv> {
  const { now, log } = options
  return async (c, next) => {
    const startedMs = now()
    const requestContext: RequestContext = { id: crypto.randomUUID(), providerCalls: 0, providerMs: 0 }
    c.set('requestContext', requestContext)
    await next()
    const durationMs = now() - startedMs
    if (/\bserver-timing\b/i.test(c.req.header('prefer') ?? '')) {
      c.header('Server-Timing', `total;dur=${durationMs}, provider;dur=${requestContext.providerMs}`)
      c.header('Preference-Applied', 'server-timing')
    }
    log(
      JSON.stringify({
        time: new Date(now()).toISOString(),
        request_id: requestContext.id,
        reference: referenceOf(requestContext.id),
        method: c.req.method,
        route: routePath(c),
        status: c.res.status,
        duration_ms: durationMs,
        provider_calls: requestContext.providerCalls,
        provider_ms: requestContext.providerMs,
        provider_request_id: failedRequestId(c.error) ?? requestContext.providerRequestId,
        api_key: requestContext.apiKey,
        data_center: requestContext.dataCenter,
        flow: requestContext.flow,
        outcome: requestContext.outcome,
        trace_id: traceId(readTraceparent(c.req.raw.headers)),
        ...errorFields(c.error),
      }),
    )
  }
}

/** Cronofy's ID of the request whose response could not be used. The event of such a request reports no failure. */
function failedRequestId(error: Error | undefined): string | undefined {
  return error instanceof ProviderError ? error.providerRequestId : undefined
}

/** The code of an error, and its message if operators must act on it. */
function errorFields(error: Error | undefined): { error?: string; error_detail?: string } {
  if (error === undefined) return {}
  const publicError = toPublicError(error)
  if (!isOperatorError(publicError)) return { error: publicError.code }
  return { error: publicError.code, error_detail: describeError(error) }
}
