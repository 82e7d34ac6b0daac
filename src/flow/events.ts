/**
 * What happens in a flow, for logs and funnels. Events hold no token, no sealed value and no name of a calendar.
 *
 * @module
 */
import type { ProviderRequestEvent } from '../client/events.ts'
import type { CallOptions } from '../client/types.ts'
import type { DataCenter } from '../data-centers.ts'
import type { OutcomeStatus } from './outcome.ts'

/** Something happened to a permission request. */
export type FlowEvent = FlowEventBase &
  (
    | {
        /** The provider is about to be asked. */
        readonly type: 'permission_requested'
        /** How many calendars are asked for. */
        readonly calendarCount: number
      }
    | {
        /** The provider gave a URL to send the user to. */
        readonly type: 'redirect_issued'
      }
    | {
        /** The user came back, or somebody says so. */
        readonly type: 'user_returned'
        /** The `error` of the return address, such as `access_denied`. Not proven; left out where it is no such code. */
        readonly error?: string
      }
    | {
        /** The calendars were read. */
        readonly type: 'outcome_verified'
        readonly status: OutcomeStatus
        /** How many of the calendars that were asked for are unrestricted. */
        readonly grantedCount: number
        /** How many were asked for. */
        readonly calendarCount: number
        /** How many of them are no longer listed. */
        readonly missingCount: number
      }
  )

interface FlowEventBase {
  readonly requestId: string
  readonly dataCenter: DataCenter
}

/** Anything an `onEvent` hook may be told. */
export type PermissionEvent = ProviderRequestEvent | FlowEvent

/** Is told what happens. Nothing waits for it, and what it gives back or throws is ignored: a log decides no outcome. */
export type OnEvent = (event: PermissionEvent) => unknown

/** `CallOptions` whose hook also receives the events of the flow. */
export interface FlowCallOptions extends Omit<CallOptions, 'onEvent'> {
  onEvent?: OnEvent | undefined
}
