/**
 * A step of the flow, as the worker takes it: within one limit of time, in the trace of its request, and with somebody
 * who is told.
 *
 * @module
 */
import type { Context } from 'hono'
import { internalsOf } from '../../../src/client/internals.ts'
import { DEFAULT_TIMEOUT_MS } from '../../../src/client/retry.ts'
import type { Client } from '../../../src/client/types.ts'
import type { FlowCallOptions, PermissionEvent } from '../../../src/flow/events.ts'
import { readTraceparent } from '../http/traceparent.ts'

/**
 * Receives each event with the Hono context of its request, which has the platform's bindings. Events contain no secret.
 * The result is not awaited, and what it throws is ignored.
 */
export type OnContextEvent = (c: Context, event: PermissionEvent) => unknown

/** What a step is given. */
export type BoundedCallOptions = FlowCallOptions & { deadlineMs: number }

/** Starts a step: everything in it, a refresh and a second try included, is done within its time. */
export function createCallOptions(c: Context, client: Client, onEvent: OnContextEvent | undefined): BoundedCallOptions {
  return {
    deadlineMs: internalsOf(client).now() + DEFAULT_TIMEOUT_MS,
    traceparent: readTraceparent(c),
    onEvent: onEvent && ((event) => onEvent(c, event)),
  }
}
