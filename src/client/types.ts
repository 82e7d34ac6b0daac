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

/** The user for whom a call is made. */
export type Credentials = Pick<Account, 'dataCenter' | 'accessToken'>

/** The body of `POST /v1/permissions`. */
export interface PermissionsToRequest {
  /** The IDs from `GET /v1/calendars`, at least one. */
  readonly calendarIds: readonly string[]
  /** Where Cronofy sends the user after the decision. */
  readonly redirectUri: string
  /** @default 'unrestricted' */
  readonly permissionLevel?: PermissionLevel | undefined
}

/** What `POST /v1/permissions` led to. */
export type RequestPermissionsResult =
  /** Send the user to `url`. It is on one of Cronofy's app hosts. */
  | { readonly status: 'redirect'; readonly url: string }
  /** Cronofy elevated an Enterprise Connect account without the user. Verify it by reading the calendars. */
  | { readonly status: 'accepted' }

/**
 * The three calls to Cronofy that the flow makes. A client holds no token and no data center, so one client serves
 * every user. In a test, use any object with these three methods.
 *
 * The methods of a client from `createClient` throw a `ProviderError`, or before anything is sent, an `InputError`
 * with `unknown_data_center`, `invalid_account`, or `invalid_permission_level`.
 */
export interface Client {
  /**
   * `GET /v1/calendars`: all calendars, with the permission level of each. At most three attempts.
   * @see https://docs.cronofy.com/developers/api/calendars/list-calendars/
   */
  listCalendars(credentials: Credentials, options?: CallOptions): Promise<CronofyCalendar[]>
  /**
   * `POST /v1/permissions`: requests unrestricted access. It elevates an Enterprise Connect account at once.
   *
   * One attempt. There is a second one only after 429 or 503 with a `Retry-After` of at most 2 s.
   * @see https://docs.cronofy.com/developers/api/authorization/extended-permissions/
   */
  requestPermissions(
    credentials: Credentials,
    request: PermissionsToRequest,
    options?: CallOptions,
  ): Promise<RequestPermissionsResult>
  /**
   * `GET /v1/userinfo`: the user's account and profiles. At most three attempts.
   * @see https://docs.cronofy.com/developers/api/identity/userinfo/
   */
  getUserInfo(credentials: Credentials, options?: CallOptions): Promise<CronofyUserInfo>
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call early, with the error `aborted`. */
  signal?: AbortSignal | undefined
  /**
   * When the whole step must be finished, in milliseconds since 1970 by the client's clock.
   * @default 12 seconds from the start of the call
   */
  deadlineMs?: number | undefined
  /** Called after every attempt. */
  onEvent?: ((event: ProviderRequestEvent) => unknown) | undefined
  /**
   * A `traceparent` header, forwarded to Cronofy unchanged. Validate it first.
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
  /** Once, and only if Cronofy says that it did nothing and when to come back (429 or 503, at most 2 s). */
  | 'on-retry-after'

/** The limits of one operation. */
export interface Operation {
  /** Method and path, such as `GET /v1/calendars`. */
  readonly name: string
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly retry: RetryRule
  /** What a 401 means here: a rejected user token, or rejected credentials of the application. */
  readonly unauthorizedCode: 'account_token_rejected' | 'client_credentials_rejected'
}

/** The dependencies of the transport. */
export interface TransportOptions {
  fetch: (request: Request) => Response | Promise<Response>
  /** Milliseconds since 1970. */
  now: () => number
  /** Resolves after `ms` milliseconds, or rejects as soon as `signal` aborts. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** At least 0 and less than 1. Spreads retries over time. */
  random: () => number
}

/** A 2xx response that was read. */
export interface ReadResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Sends a request, and reads the response. Throws a `ProviderError` for any other status than 2xx. */
export type Send = (
  draft: RequestDraft,
  target: { operation: Operation; dataCenter: DataCenter },
  options?: CallOptions,
) => Promise<ReadResponse>
