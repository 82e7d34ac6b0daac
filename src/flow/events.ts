/**
 * What happens in a flow, for logs and funnels. Events hold no token, no sealed value and no name of a calendar.
 *
 * @module
 */
import type { DataCenter } from '../data-centers.ts'
import type { ErrorCode } from '../errors.ts'
import type { OutcomeStatus } from './outcome.ts'

/** One call to the provider ended; every try counts. */
export interface ProviderCallEvent {
  readonly type: 'provider_call'
  /** Method and path, such as `GET /v1/calendars`. */
  readonly operation: string
  readonly dataCenter: DataCenter
  /** 1 for the first try. */
  readonly attempt: number
  /** The answer's status; absent where there was no answer. */
  readonly status?: number
  /** Why it failed; absent where it did not. */
  readonly errorCode?: ErrorCode
  readonly durationMs: number
}

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

/** Tells `onEvent`, if there is one. */
export function emit(onEvent: OnEvent | undefined, event: PermissionEvent): void {
  // A hook that fails must not turn a verified outcome into an error, nor end the process as an unhandled rejection.
  try {
    Promise.resolve(onEvent?.(event)).catch(() => undefined)
  } catch {}
}
