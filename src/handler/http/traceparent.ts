/**
 * Distributed tracing: the worker forwards the caller's `traceparent` to Cronofy.
 *
 * @see https://www.w3.org/TR/trace-context/
 * @module
 */
/** Version 00, trace ID, parent ID, and flags (section 3.2). An ID of zeros only is invalid. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** The `traceparent` of a request. Undefined if it is missing or invalid. */
export function readTraceparent(headers: Headers): string | undefined {
  return TRACEPARENT.exec(headers.get('traceparent') ?? '')?.[0]
}

/** The trace ID of a `traceparent`, for the log. */
export function traceId(traceparent: string | undefined): string | undefined {
  return TRACEPARENT.exec(traceparent ?? '')?.[1]
}
