/**
 * The call options of one step of the flow: its deadline, its trace, and its event hook.
 *
 * @module
 */
import { internalsOf } from '../client/internals.ts'
import { DEFAULT_TIMEOUT_MS } from '../client/retry.ts'
import type { Client } from '../client/types.ts'
import type { FlowCallOptions, OnEvent } from '../flow/events.ts'
import { readTraceparent } from './http/traceparent.ts'

/** The call options of a step. */
export type BoundedCallOptions = FlowCallOptions & { deadlineMs: number }

/** Creates the call options of a step. The deadline covers a token refresh and a second attempt as well. */
export function createCallOptions(
  { headers }: Request,
  { client, onEvent }: { client: Client; onEvent: OnEvent | undefined },
): BoundedCallOptions {
  return {
    deadlineMs: internalsOf(client).now() + DEFAULT_TIMEOUT_MS,
    traceparent: readTraceparent(headers),
    onEvent,
  }
}
