/**
 * The call options of one step of the flow: its deadline, its trace, and its event hook.
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
 * Receives each event with the Hono context of its request, which has the platform's bindings. Events contain no
 * secret. The result is not awaited, and what it throws is ignored.
 */
export type OnContextEvent = (c: Context, event: PermissionEvent) => unknown

export type BoundedCallOptions = FlowCallOptions & { deadlineMs: number }

/** Creates the call options of a step. The deadline covers a token refresh and a second attempt as well. */
export function createCallOptions(c: Context, client: Client, onEvent: OnContextEvent | undefined): BoundedCallOptions {
  return {
    deadlineMs: internalsOf(client).now() + DEFAULT_TIMEOUT_MS,
    traceparent: readTraceparent(c),
    onEvent: onEvent && ((event) => onEvent(c, event)),
  }
}
