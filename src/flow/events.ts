/**
 * Events of a flow, for logs and for conversion funnels. They contain no tokens, sealed values, or calendar names.
 *
 * @module
 */
import type { ProviderRequestEvent } from '../client/events.ts'
import type { CallOptions } from '../client/types.ts'
import type { DataCenter } from '../data-centers.ts'
import type { ErrorCode } from '../error-codes.ts'
import type { OutcomeStatus } from './outcome.ts'

/**
 * An event of a permission request. `type` says which one:
 *
 * - `permission_requested`: the request to Cronofy is about to be sent.
 * - `redirect_issued`: Cronofy returned a URL to send the user to.
 * - `user_returned`: the return URL was loaded. Anyone can do that, so it proves nothing.
 * - `outcome_verified`: the calendars were read, and the outcome is known.
 */
export type FlowEvent = {
  /** Identifies the permission request. The outcome has the same ID. */
  readonly requestId: string
  /** The data center of the account. */
  readonly dataCenter: DataCenter
} & (
  | {
      /** The request to Cronofy is about to be sent. */
      readonly type: 'permission_requested'
      /** How many calendars are requested. */
      readonly calendarCount: number
    }
  | {
      /** Cronofy returned a URL to send the user to. */
      readonly type: 'redirect_issued'
    }
  | {
      /** The return URL was loaded. Anyone can do that, so it proves nothing. */
      readonly type: 'user_returned'
      /** The `error` of the return URL, such as `access_denied`. Users can forge it. Absent if it is not a valid code. */
      readonly error?: string
    }
  | {
      /** The calendars were read and compared. */
      readonly type: 'outcome_verified'
      /** The `status` of the outcome. */
      readonly status: OutcomeStatus
      /** How many of the requested calendars have the requested level. */
      readonly grantedCount: number
      /** How many calendars were requested. */
      readonly calendarCount: number
      /** How many of the requested calendars are deleted or no longer listed. */
      readonly missingCount: number
    }
)

/**
 * A request of a browser or a backend failed, for example because it was an attack. The handlers, the Hono apps, and the worker emit
 * this event. `begin` and `complete` do not.
 */
export interface RequestFailedEvent {
  /** The type of the event. */
  readonly type: 'request_failed'
  /** The code that the response contains. */
  readonly code: ErrorCode
}

/** Every event that an `onEvent` hook receives. */
export type PermissionEvent = ProviderRequestEvent | FlowEvent | RequestFailedEvent

/** Receives events. The result is not awaited, and what it returns or throws is ignored. */
export type OnEvent = (event: PermissionEvent) => unknown

/** `CallOptions` with a hook that also receives the events of the flow. */
export interface FlowCallOptions extends Omit<CallOptions, 'onEvent'> {
  /** Receives the events of this call. */
  onEvent?: OnEvent | undefined
}
