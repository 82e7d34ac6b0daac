/**
 * What the client reports about its requests to Cronofy.
 *
 * @module
 */
import type { DataCenter } from '../data-centers.ts'
import type { ProviderErrorCode } from '../error-codes.ts'

/** One request to Cronofy ended. Each attempt is one event. */
export interface ProviderRequestEvent {
  readonly type: 'provider_request'
  /** Method and path, such as `GET /v1/calendars`. */
  readonly operation: string
  readonly dataCenter: DataCenter
  /** 1 for the first attempt. */
  readonly attempt: number
  /** The status of the response. Absent if there was no response. */
  readonly status?: number
  /** Why the request failed. Absent if it succeeded. */
  readonly errorCode?: ProviderErrorCode
  /** Cronofy's ID of the request (`X-Request-Id`). Absent if Cronofy sent none. */
  readonly providerRequestId?: string
  /** From the start of the attempt until the body was read or the attempt failed. */
  readonly durationMs: number
}

/** Calls `onEvent`, if there is one. Nothing waits for it, and what it returns or throws is ignored. */
export function emit<Event>(onEvent: ((event: Event) => unknown) | undefined, event: Event): void {
  // A hook that fails must not turn a verified outcome into an error, nor end the process as an unhandled rejection.
  try {
    Promise.resolve(onEvent?.(event)).catch(() => undefined)
  } catch {}
}
