/**
 * What is known about a request, for its log line and for error responses.
 *
 * @module
 */
import type { Context } from 'hono'
import type { PermissionEvent } from '../../../src/flow/events.ts'

/** What is known about a request. */
export interface RequestContext {
  /** A random ID. Error responses contain it, and error pages a short form of it, so that operators can find the log line. */
  readonly id: string
  /** The name of the API key. */
  apiKey?: string
  /** The ID of the data center. */
  dataCenter?: string
  /** The result of a permission request: the status of the outcome, or `redirect`. */
  outcome?: string
  /** The ID of the permission request, or of the connection. */
  flow?: string
  /** The number of requests to Cronofy. Every attempt counts. */
  providerCalls: number
  /** How long the requests to Cronofy took together, in milliseconds. */
  providerMs: number
  /** Cronofy's ID of the last request to Cronofy that failed. */
  providerRequestId?: string | undefined
}

/** The type of the worker's Hono context: it has the variable `requestContext`. */
export type RequestEnv = {
  /** The variables that the handlers of one request share. */
  Variables: {
    /** What is known about the request. */
    requestContext: RequestContext
  }
}

/** A short form of a request's ID, which a user can read aloud: `1a2b-3c4d`. The log line has both. */
export function referenceOf(requestId: string): string {
  return `${requestId.slice(0, 4)}-${requestId.slice(4, 8)}`
}

/** Adds an event to what is known about its request. */
export function recordEvent(c: Context, event: PermissionEvent): void {
  if (event.type === 'request_failed') return
  const requestContext: RequestContext = c.get('requestContext')
  requestContext.dataCenter = event.dataCenter
  if (event.type === 'provider_request') {
    requestContext.providerCalls += 1
    requestContext.providerMs += event.durationMs
    if (event.errorCode !== undefined) requestContext.providerRequestId = event.providerRequestId
    return
  }
  requestContext.flow = event.requestId
  if (event.type === 'redirect_issued') requestContext.outcome = 'redirect'
  if (event.type === 'outcome_verified') requestContext.outcome = event.status
}
