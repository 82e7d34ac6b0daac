/**
 * What is learned of a request on its way, for the log and for whoever is told of an error.
 *
 * @module
 */
import type { Context } from 'hono'
import type { PermissionEvent } from '../../../src/flow/events.ts'

/** What is learned of a request on its way. */
export interface RequestContext {
  /** Random. Errors name it, so that whoever is told one can look it up. */
  readonly id: string
  /** What the key is called that it was sent with. */
  apiKey?: string
  dataCenter?: string
  /** What came of a permission request: the status of the outcome, or `redirect`. */
  outcome?: string
  /** Names the flow. */
  flow?: string
  /** How often the provider was called; every try counts. */
  providerCalls: number
  providerMs: number
}

/** What the worker's handlers hand to each other within one request. */
export type RequestEnv = { Variables: { requestContext: RequestContext } }

/** Adds what an event says to what is known of its request. */
export function recordEvent(c: Context, event: PermissionEvent): void {
  const requestContext: RequestContext = c.get('requestContext')
  requestContext.dataCenter = event.dataCenter
  if (event.type === 'provider_request') {
    requestContext.providerCalls += 1
    requestContext.providerMs += event.durationMs
    return
  }
  requestContext.flow = event.requestId
  if (event.type === 'redirect_issued') requestContext.outcome = 'redirect'
  if (event.type === 'outcome_verified') requestContext.outcome = event.status
}
