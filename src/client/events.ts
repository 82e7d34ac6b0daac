/**
 * What the client reports about its requests to Cronofy.
 *
 * @module
 */
import type { DataCenter } from '../data-centers.ts'
import type { ProviderErrorCode } from '../error-codes.ts'

/** A request to Cronofy has ended. Each attempt is one event. */
export interface ProviderRequestEvent {
  /** The type of the event. */
  readonly type: 'provider_request'
  /** The method and the path, such as `GET /v1/calendars`. */
  readonly operation: string
  /** The data center that the request was sent to. */
  readonly dataCenter: DataCenter
  /** The number of the attempt: 1 for the first one. */
  readonly attempt: number
  /** The HTTP status of the response. Absent if there was no response. */
  readonly status?: number
  /** Why the request failed. Absent if it succeeded. */
  readonly errorCode?: ProviderErrorCode
  /** Cronofy's ID of the request (`X-Request-Id`). Absent if Cronofy sent none. */
  readonly providerRequestId?: string
  /** How long the attempt took, in milliseconds: from its start until the body was read or it failed. */
  readonly durationMs: number
}

/** Calls `onEvent`, if there is one. The result is not awaited, and what it returns or throws is ignored. */
export function emit<Event>(onEvent: ((event: Event) => unknown) | undefined, event: Event): void {
  // A failing hook must not turn a verified outcome into an error. An unhandled rejection would end the process.
  try {
    Promise.resolve(onEvent?.(event)).catch(() => undefined)
  } catch {}
}
