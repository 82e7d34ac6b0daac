/**
 * Distributed tracing: the worker forwards the caller's `traceparent` to Cronofy.
 *
 * @see https://www.w3.org/TR/trace-context/
 * @module
 */
import type { Context } from 'hono'

/** Version 00, trace ID, parent ID, and flags (section 3.2). An ID of zeros only is invalid. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** The `traceparent` of a request. Undefined if it is missing or invalid. */
export function readTraceparent(c: Context): string | undefined {
  const value = c.req.header('traceparent')
  return value !== undefined && TRACEPARENT.test(value) ? value : undefined
}

/** The trace ID of a `traceparent`, for the log. */
export function traceId(traceparent: string | undefined): string | undefined {
  return traceparent === undefined ? undefined : TRACEPARENT.exec(traceparent)?.[1]
}
