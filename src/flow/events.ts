/**
 * Events of a flow, for logs and funnels. They contain no tokens, sealed values, or calendar names.
 *
 * @module
 */
import type { ProviderRequestEvent } from '../client/events.ts'
import type { CallOptions } from '../client/types.ts'
import type { DataCenter } from '../data-centers.ts'
import type { ErrorCode } from '../error-codes.ts'
import type { OutcomeStatus } from './outcome.ts'

/** An event of a permission request. */
export type FlowEvent = {
  /** The `requestId` of the outcome. */
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
      /** The return URL was loaded. That can be forged. */
      readonly type: 'user_returned'
      /** The `error` of the return URL, such as `access_denied`. It can be forged. Absent if it is not a valid code. */
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
      /** How many of them Cronofy no longer lists. */
      readonly missingCount: number
    }
)

/** A request of a browser or a backend ended with an error, such as a rejected attack. The handlers emit it. */
export interface RequestFailedEvent {
  readonly type: 'request_failed'
  /** The code that the response contains. */
  readonly code: ErrorCode
}

/** Every event that an `onEvent` hook receives. */
export type PermissionEvent = ProviderRequestEvent | FlowEvent | RequestFailedEvent

/** Receives events. Nothing waits for it, and what it returns or throws is ignored. */
export type OnEvent = (event: PermissionEvent) => unknown

/** `CallOptions` with a hook that also receives the events of the flow. */
export interface FlowCallOptions extends Omit<CallOptions, 'onEvent'> {
  /** Receives the events of this call. */
  onEvent?: OnEvent | undefined
}
