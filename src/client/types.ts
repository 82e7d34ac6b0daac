/**
 * What is known about a call to the provider before it is made.
 *
 * @module
 */
import type { DataCenter } from '../data-centers.ts'
import type { ProviderRequestEvent } from './events.ts'

/** What a caller may say about a call. */
export interface CallOptions {
  /** Ends the call early, with the error `aborted`. */
  signal?: AbortSignal | undefined
  /**
   * When the whole step has to be done, in milliseconds since 1970 by the client's clock.
   * @default 12 seconds from the start of the call
   */
  deadlineMs?: number | undefined
  /** Called after every attempt. */
  onEvent?: ((event: ProviderRequestEvent) => unknown) | undefined
  /**
   * The caller's place in a distributed trace, sent along as it is. The caller has checked its form.
   * @see https://www.w3.org/TR/trace-context/#traceparent-header
   */
  traceparent?: string | undefined
}

/** When a call is tried again. */
export type RetryRule =
  /** Never: a code is single use, a refresh token may be. */
  | 'never'
  /** Up to twice: the call only reads. */
  | 'read'
  /** Once, and only where the provider says that it did nothing and when to come back (429 or 503, at most 2 s). */
  | 'on-retry-after'

/** The limits of one operation. */
export interface Operation {
  /** Method and path, such as `GET /v1/calendars`. */
  readonly name: string
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly retry: RetryRule
  /** What a 401 means here: the user's token, or the application's own credentials. */
  readonly unauthorizedCode: 'account_token_rejected' | 'client_credentials_rejected'
}

/** What varies, injected. */
export interface TransportOptions {
  fetch: (request: Request) => Response | Promise<Response>
  /** Milliseconds since 1970. */
  now: () => number
  /** Resolves after `ms` milliseconds, or rejects as soon as `signal` aborts. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** At least 0 and less than 1; spreads the tries. */
  random: () => number
}

/** Sends a request. The answer is a 2xx with its body read; everything else is thrown as a {@link ProviderError}. */
export type Send = (
  request: Request,
  target: { operation: Operation; dataCenter: DataCenter },
  options?: CallOptions,
) => Promise<Response>
