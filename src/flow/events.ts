/**
 * What happens in a flow, for logs and funnels. Events hold no token, no sealed value and no name of a calendar.
 *
 * @module
 */
import type { ProviderCallEvent } from '../client/events.ts'
import type { CallOptions } from '../client/types.ts'
import type { DataCenter } from '../data-centers.ts'
import type { OutcomeStatus } from './outcome.ts'

/** Something happened to a permission request. */
export type FlowEvent = FlowFacts &
  (
    | {
        /** The provider is about to be asked. */
        readonly type: 'asked'
        /** How many calendars are asked for. */
        readonly calendars: number
      }
    | {
        /** The provider gave a URL to send the user to. */
        readonly type: 'sent'
      }
    | {
        /** The user came back, or somebody says so. */
        readonly type: 'came_back'
        /** The `error` of the return address, such as `access_denied`. Not proven; left out where it is no such code. */
        readonly error?: string
      }
    | {
        /** The calendars were read. */
        readonly type: 'outcome'
        readonly status: OutcomeStatus
        /** How many of the calendars that were asked for are unrestricted. */
        readonly granted: number
        /** How many were asked for. */
        readonly calendars: number
        /** How many of them are no longer listed. */
        readonly missing: number
      }
  )

interface FlowFacts {
  readonly requestId: string
  readonly dataCenter: DataCenter
}

/** Anything an `onEvent` hook may be told. */
export type PermissionEvent = ProviderCallEvent | FlowEvent

/** Is told what happens. Nothing waits for it, and what it gives back or throws is ignored: a log decides no outcome. */
export type OnEvent = (event: PermissionEvent) => unknown

/** `CallOptions` whose hook also receives the events of the flow. */
export interface FlowCallOptions extends Omit<CallOptions, 'onEvent'> {
  onEvent?: OnEvent | undefined
}
