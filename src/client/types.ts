/**
 * What a client offers, and what the transport below it needs.
 *
 * @module
 */
import type { Account } from '../account.ts'
import type { DataCenter } from '../data-centers.ts'
import type { PermissionLevel } from '../permission-level.ts'
import type { ProviderRequestEvent } from './events.ts'
import type { RequestDraft } from './request-draft.ts'
import type { CronofyCalendar, CronofyUserInfo } from './response-parsers.ts'

/** The data center and the access token with which a call is made. */
export type Credentials = Pick<Account, 'dataCenter' | 'accessToken'>

/** What `POST /v1/permissions` requests. */
export interface PermissionsToRequest {
  /** The IDs from `GET /v1/calendars`, at least one. */
  readonly calendarIds: readonly string[]
  /** The absolute URL to which Cronofy sends the user after the decision. */
  readonly redirectUri: string
  /**
   * The permission level to request.
   * @default 'unrestricted'
   */
  readonly permissionLevel?: PermissionLevel | undefined
}

/** The result of `POST /v1/permissions`. */
export type RequestPermissionsResult =
  /** The user must decide. Send them to `url`, which is on one of Cronofy's app hosts. */
  | { readonly status: 'redirect'; readonly url: string }
  /** Cronofy granted the request of an Enterprise Connect account at once. Read the calendars to verify it. */
  | { readonly status: 'accepted' }

/**
 * The three calls to Cronofy that the flow makes. A client contains no token and no data center, so one client is enough for all
 * users. In a test, use any object with these three methods.
 *
 * The methods of a client from `createClient` throw `ProviderError`. Before anything is sent, they throw `InputError` with
 * `unknown_data_center`, `invalid_account`, or `invalid_permission_level`.
 */
export interface Client {
  /**
   * Lists all calendars of a user, each with its permission level. Sends `GET /v1/calendars`, at most three times.
   * @see https://docs.cronofy.com/developers/api/calendars/list-calendars/
   */
  listCalendars(credentials: Credentials, options?: CallOptions): Promise<CronofyCalendar[]>
  /**
   * Requests unrestricted access to calendars. For an Enterprise Connect account, Cronofy grants it at once.
   *
   * Sends `POST /v1/permissions` once. After a 429 or 503 with a `Retry-After` of at most 2 seconds, it sends it a second time.
   * @see https://docs.cronofy.com/developers/api/authorization/extended-permissions/
   */
  requestPermissions(
    credentials: Credentials,
    request: PermissionsToRequest,
    options?: CallOptions,
  ): Promise<RequestPermissionsResult>
  /**
   * Reads the account of an access token and its profiles. Sends `GET /v1/userinfo`, at most three times.
   * @see https://docs.cronofy.com/developers/api/identity/userinfo/
   */
  getUserInfo(credentials: Credentials, options?: CallOptions): Promise<CronofyUserInfo>
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call early. It then throws a `ProviderError` with the code `aborted`. */
  signal?: AbortSignal | undefined
  /**
   * The time by which the call and its retries must finish, in milliseconds since 1970 by the client's clock.
   * @default 12 seconds after the start of the call
   */
  deadlineMs?: number | undefined
  /** Receives an event after every attempt. */
  onEvent?: ((event: ProviderRequestEvent) => unknown) | undefined
  /**
   * The value of a `traceparent` header. It is sent to Cronofy unchanged, so validate it first.
   * @default none: no such header
   * @see https://www.w3.org/TR/trace-context/#traceparent-header
   */
  traceparent?: string | undefined
}

/** When a call is attempted again. */
export type RetryRule =
  /** Never. A code is single-use, and a refresh token may be. */
  | 'never'
  /** At most twice. The call only reads. */
  | 'read'
  /** At most once, and only after a 429 or 503 with a `Retry-After` of at most 2 seconds. */
  | 'on-retry-after'

/** The limits of one operation. */
export interface Operation {
  /** The method and the path, such as `GET /v1/calendars`. */
  readonly name: string
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly retry: RetryRule
  /** What a 401 means for this operation: Cronofy rejected the user's token, or the application's credentials. */
  readonly unauthorizedCode: 'account_token_rejected' | 'client_credentials_rejected'
}

/** What a client needs from its runtime. Tests can replace each part. */
export interface TransportOptions {
  /** Sends a request, as the global `fetch` does. */
  fetch: (request: Request) => Response | Promise<Response>
  /** Returns the time in milliseconds since 1970. */
  now: () => number
  /** Resolves after `ms` milliseconds, or rejects as soon as `signal` aborts. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Returns a number from 0 to 1, without 1. It spreads retries over time. */
  random: () => number
}

/** A 2xx response that was read. */
export interface ReadResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Sends a request, and reads the response. Throws a `ProviderError` unless the status is 2xx. */
export type Send = (
  draft: RequestDraft,
  target: { operation: Operation; dataCenter: DataCenter },
  options?: CallOptions,
) => Promise<ReadResponse>
