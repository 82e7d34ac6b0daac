/**
 * A step of the flow, as the worker takes it: within one limit of time, in the trace of its request, and with somebody
 * who is told.
 *
 * @module
 */
import type { Context } from 'hono'
import type { Client } from '../../../src/client/client.ts'
import { DEFAULT_TIMEOUT_MS } from '../../../src/client/retry.ts'
import type { FlowCallOptions, PermissionEvent } from '../../../src/flow/events.ts'
import { readTraceparent } from '../http/traceparent.ts'

/**
 * Is told what happens, and in which request: `c` has what the platform binds, such as a data set for analytics. It gets
 * no secret; nothing waits for it, and what it gives back or throws is ignored.
 */
export type OnContextEvent = (event: PermissionEvent, c: Context) => unknown

/** What a step is given. */
export type BoundedCallOptions = FlowCallOptions & { deadlineMs: number }

/** Starts a step: everything in it, a refresh and a second try included, is done within its time. */
export function createCallOptions(c: Context, client: Client, onEvent: OnContextEvent | undefined): BoundedCallOptions {
  return {
    deadlineMs: client.now() + DEFAULT_TIMEOUT_MS,
    traceparent: readTraceparent(c),
    onEvent: onEvent && ((event) => onEvent(event, c)),
  }
}
