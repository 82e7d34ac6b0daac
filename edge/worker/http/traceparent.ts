/**
 * Distributed tracing: the caller's place in a trace, handed on to the provider.
 *
 * @see https://www.w3.org/TR/trace-context/
 * @module
 */
import type { Context } from 'hono'

/** Version 00, trace id, parent id, flags (section 3.2); an id of zeros only is invalid. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** The `traceparent` of a request, or `undefined` where there is none, or one that no tracer makes. */
export function readTraceparent(c: Context): string | undefined {
  const value = c.req.header('traceparent')
  return value !== undefined && TRACEPARENT.test(value) ? value : undefined
}

/** The trace of a `traceparent`, for the log. */
export function traceId(traceparent: string | undefined): string | undefined {
  return traceparent === undefined ? undefined : TRACEPARENT.exec(traceparent)?.[1]
}
