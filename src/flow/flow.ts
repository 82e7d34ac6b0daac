/**
 * The flow: call {@link begin} before the user leaves, {@link complete} when they are back, and {@link readPermissions}
 * at any time. Nothing is stored between the calls.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/extended-permissions/
 * @module
 */
import { type Account, assertAccount } from '../account.ts'
import { emit } from '../client/events.ts'
import { internalsOf } from '../client/internals.ts'
import type { CronofyCalendar } from '../client/response-parsers.ts'
import { DEFAULT_TIMEOUT_MS } from '../client/retry.ts'
import type { Client, Credentials, RequestPermissionsResult } from '../client/types.ts'
import type { ProviderErrorCode } from '../error-codes.ts'
import { InputError, ProviderError, SealedRequestError } from '../errors.ts'
import { assertPermissionLevel, DEFAULT_PERMISSION_LEVEL, type PermissionLevel } from '../permission-level.ts'
import { drawCalendarHash } from '../sealing/calendar-hash.ts'
import { cookieByteLength, MAX_COOKIE_BYTES } from '../sealing/cookie-size.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import {
  DEFAULT_TTL_SECONDS,
  MAX_TTL_SECONDS,
  type PermissionRequest,
  permissionRequestCookie,
  sealPermissionRequest,
  unsealPermissionRequest,
} from '../sealing/permission-request.ts'
import type { FlowCallOptions, OnEvent } from './events.ts'
import { type CalendarPermission, type Outcome, toCalendarPermission } from './outcome.ts'
import { appendSealedRequest, isOAuthErrorCode, parseRedirectUri } from './return-url.ts'
import {
  type CalendarSelection,
  DEFAULT_MAX_CALENDARS,
  findByIds,
  parseSelection,
  selectCalendars,
} from './select-calendars.ts'
import { emitOutcome, toOutcome, type Verified, type VerifyOptions, verifyOutcome } from './verify.ts'

/** Options of every step. */
export interface CommonOptions {
  /** From `createClient`. In a test, any object with its three methods. */
  client: Client
  /** Ends the step early, with the error `aborted`. */
  signal?: AbortSignal | undefined
  /** Called for every event. Events contain no secrets. */
  onEvent?: OnEvent | undefined
  /**
   * When the step must be finished, in milliseconds since 1970 by the client's clock.
   * @default 12 seconds from now
   */
  deadlineMs?: number | undefined
  /**
   * A `traceparent` header, forwarded to Cronofy unchanged. Validate it first (W3C Trace Context section 3.2).
   */
  traceparent?: string | undefined
}

/** Options of {@link begin}. */
export type BeginOptions = BeginBaseOptions & CalendarSelection

/** Options of {@link begin} beside the selection of calendars. */
export interface BeginBaseOptions extends CommonOptions {
  /** From `createKeyRing`. */
  keys: KeyRing
  /** The user whose calendars to request. */
  account: Account
  /** The absolute URL of the application's return step. It may have a query. */
  redirectUri: string
  /** Where the user goes after the return step, at most 2,048 characters. It is sealed, and returned in the outcome. */
  returnTo?: string | undefined
  /**
   * The permission level to request. Cronofy offers only one so far.
   * @default 'unrestricted'
   */
  permissionLevel?: PermissionLevel | undefined
  /**
   * How many calendars may be requested at once, at most 250.
   * @default 100
   */
  maxCalendars?: number | undefined
  /**
   * How long the user may take, at most 86,400.
   * @default 3600
   */
  ttlSeconds?: number | undefined
  /**
   * How the sealed request travels: in the redirect URI, or in a cookie that you set. Use the cookie if Cronofy requires
   * an exact redirect URI.
   * @default 'query'
   */
  stateTransport?: 'query' | 'cookie' | undefined
}

/** What {@link begin} returns. */
export type BeginResult = RedirectResult | DoneResult

/** The user must decide: send them to `url`. */
export interface RedirectResult {
  readonly status: 'redirect'
  /** Cronofy's access page. */
  readonly url: string
  /** The sealed request, for {@link complete}. It returns in the query, or you carry it. */
  readonly sealedRequest: string
  /** When the sealed request expires, RFC 3339 in UTC. */
  readonly expiresAt: string
}

/** Nothing is left to decide. The account is an Enterprise Connect account, or all calendars are unrestricted already. */
export interface DoneResult {
  readonly status: 'done'
  /** Verified by reading the calendars. */
  readonly outcome: Outcome
}

/**
 * Requests unrestricted access to a user's calendars.
 *
 * An Enterprise Connect account is elevated at once, without the user. This function cannot see the browser, so check
 * for cross-site requests before you call it.
 *
 * Sends `GET /v1/calendars`, then `POST /v1/permissions` for the calendars that do not have the level yet. If the POST
 * gets no usable response, it reads the calendars once more. If all have the level now, the result is `done`.
 *
 * @returns `redirect` with the URL to send the user to, or `done` with the verified outcome.
 * @throws {InputError} `unknown_data_center`, `invalid_account`, `invalid_redirect_uri`, `invalid_return_to`,
 *   `invalid_ttl`, `invalid_max_calendars`, `invalid_permission_level`, `invalid_selection`
 * @throws {SelectionError} `unknown_calendars`, `no_calendars`, `too_many_calendars`
 * @throws {SealedRequestError} `sealed_request_too_large`, with `stateTransport: 'cookie'` only
 * @throws {ProviderError} any of its codes
 * @example
 * ```ts
 * const redirectUri = 'https://app.example.com/permissions/return'
 * const result = await begin({ client, keys, account, allCalendars: true, redirectUri })
 * if (result.status === 'redirect') return Response.redirect(result.url, 303)
 * await record(result.outcome)
 * ```
 */
export async function begin(options: BeginOptions): Promise<BeginResult> {
  const result = await beginWithRequest(options)
  if (result.status === 'done') return { status: 'done', outcome: result.outcome }
  const { status, url, sealedRequest, expiresAt } = result
  return { status, url, sealedRequest, expiresAt }
}

/** The user must decide, with what the request contains. */
export interface IssuedRequest extends RedirectResult {
  readonly requestId: string
  readonly calendarIds: readonly string[]
}

/** A verified outcome, with the request and the list of calendars that it was determined from. */
export interface CompletedRequest extends DoneResult {
  readonly request: PermissionRequest
  /** All calendars of the user, as they were read last. */
  readonly calendars: readonly CronofyCalendar[]
}

/** Does what {@link begin} does, and also returns the request and the calendars. */
export async function beginWithRequest(options: BeginOptions): Promise<IssuedRequest | CompletedRequest> {
  const { client, keys, account, returnTo } = options
  const { permissionLevel = DEFAULT_PERMISSION_LEVEL, ttlSeconds = DEFAULT_TTL_SECONDS } = options
  const { maxCalendars = DEFAULT_MAX_CALENDARS } = options
  assertAccount(account)
  const requested = parseSelection(options)
  assertPermissionLevel(permissionLevel)
  assertTtl(ttlSeconds)
  const redirectUri = parseRedirectUri(options.redirectUri)
  const callOptions = toCallOptions(options)
  const finish = ({ outcome, calendars }: Verified): CompletedRequest => {
    emitOutcome(callOptions, outcome)
    return { status: 'done', outcome, request, calendars }
  }

  const listedCalendars = await client.listCalendars(account, callOptions)
  const selection = selectCalendars(listedCalendars, { selection: requested, maxCalendars, permissionLevel })
  const hash = drawCalendarHash(listedCalendars.map((calendar) => calendar.calendar_id))
  const request: PermissionRequest = {
    requestId: crypto.randomUUID(),
    subject: account.subject,
    dataCenter: account.dataCenter,
    returnTo,
    permissionLevel,
    calendars: selection.calendarIds.map(hash.digestOf),
    hashKey: hash.key,
  }
  if (selection.status === 'granted') {
    return finish({
      outcome: toOutcome(client, request, listedCalendars, { denied: false, hash }),
      calendars: listedCalendars,
    })
  }

  const nowMs = internalsOf(client).now()
  const expiresAt = new Date((Math.floor(nowMs / 1000) + ttlSeconds) * 1000).toISOString()
  const sealedRequest = await sealPermissionRequest(keys, request, {
    redirectUri: redirectUri.href,
    nowMs,
    ttlSeconds,
  })
  if (options.stateTransport === 'cookie') assertFitsCookie(redirectUri.href, sealedRequest)
  const eventBase = { requestId: request.requestId, dataCenter: request.dataCenter }
  emit(callOptions.onEvent, {
    type: 'permission_requested',
    ...eventBase,
    calendarCount: selection.calendarIds.length,
  })

  let result: RequestPermissionsResult
  try {
    result = await client.requestPermissions(
      account,
      {
        calendarIds: selection.calendarIds,
        permissionLevel,
        redirectUri:
          options.stateTransport === 'cookie' ? redirectUri.href : appendSealedRequest(redirectUri, sealedRequest),
      },
      callOptions,
    )
  } catch (error) {
    if (!isAmbiguous(error)) throw error
    const verified = await verifyOutcome({ client, account, request, maxReads: 1, callOptions }).catch(() => undefined)
    if (verified?.outcome.status === 'granted') return finish(verified)
    throw error
  }
  if (result.status === 'accepted') return finish(await verifyOutcome({ client, account, request, callOptions }))

  emit(callOptions.onEvent, { type: 'redirect_issued', ...eventBase })
  const { requestId } = request
  return {
    status: 'redirect',
    url: result.url,
    sealedRequest,
    expiresAt,
    requestId,
    calendarIds: selection.calendarIds,
  }
}

/** Options of {@link complete}. */
export interface CompleteOptions extends CommonOptions {
  /** From `createKeyRing`. Every key of the ring can unseal. */
  keys: KeyRing
  /** The user who is signed in now. They must be the user who began the request. */
  account: Account
  /** The sealed request, as `parseReturnUrl` reads it from the return URL. */
  sealedRequest: string
  /** The `error` of the return URL. Anyone can append it, so it never decides the outcome. */
  error?: string | undefined
  /** The redirect URI with which the request began. A request that began with another one is rejected. */
  redirectUri: string
}

/**
 * Verifies what was granted. It only reads, so you can call it again with the same request.
 *
 * Sends `GET /v1/calendars` until everything requested is granted, at 0, 250, and 750 ms. After `error=access_denied`,
 * it sends one request.
 *
 * @throws {InputError} `unknown_data_center`, `invalid_account`, `invalid_redirect_uri`
 * @throws {SealedRequestError} `invalid_sealed_request`, `expired_sealed_request`, `account_mismatch`
 * @throws {ProviderError} any of its codes
 * @example
 * ```ts
 * const redirectUri = 'https://app.example.com/permissions/return'
 * const { sealedRequest = '', error } = parseReturnUrl(request.url)
 * const outcome = await complete({ client, keys, account, sealedRequest, redirectUri, error })
 * ```
 */
export async function complete(options: CompleteOptions): Promise<Outcome> {
  const { client, keys, sealedRequest } = options
  assertAccount(options.account)
  const request = await unsealPermissionRequest(keys, sealedRequest, {
    redirectUri: parseRedirectUri(options.redirectUri).href,
    nowMs: internalsOf(client).now(),
  })
  return (await completeRequest(request, options)).outcome
}

/** Does what {@link complete} does with a request that is unsealed already, and also returns the calendars. */
export async function completeRequest(
  request: PermissionRequest,
  options: Omit<CompleteOptions, 'keys' | 'sealedRequest' | 'redirectUri'> & Pick<VerifyOptions, 'maxReads'>,
): Promise<CompletedRequest> {
  const { client, account, error, maxReads } = options
  assertAccount(account)
  const { requestId, dataCenter } = request
  if (request.subject !== account.subject || dataCenter !== account.dataCenter) {
    throw new SealedRequestError(
      'account_mismatch',
      'Another user, or the same user in another data center, began this request.',
    )
  }
  const callOptions = toCallOptions(options)
  emit(callOptions.onEvent, { type: 'user_returned', requestId, dataCenter, ...(isOAuthErrorCode(error) && { error }) })
  const verified = await verifyOutcome({
    client,
    account,
    request,
    denied: error === 'access_denied',
    maxReads,
    callOptions,
  })
  emitOutcome(callOptions, verified.outcome)
  return { status: 'done', request, ...verified }
}

/** Options of {@link readPermissions}. */
export interface ReadPermissionsOptions extends CommonOptions {
  /** The user whose calendars to read. It needs no subject. */
  account: Credentials
  /**
   * The IDs of the calendars to read.
   * @default every calendar that is not deleted
   */
  calendarIds?: readonly string[] | undefined
}

/**
 * Reads which calendars are unrestricted now. Use it to show or hide a button, or to notice that access was lost.
 *
 * Sends `GET /v1/calendars` once.
 *
 * @throws {InputError} `unknown_data_center`, `invalid_account`
 * @throws {SelectionError} `unknown_calendars`
 * @throws {ProviderError} any of its codes
 * @example
 * ```ts
 * const permissions = await readPermissions({ client, account })
 * const missing = permissions.filter(({ granted }) => !granted)
 * ```
 */
export async function readPermissions(options: ReadPermissionsOptions): Promise<CalendarPermission[]> {
  const { client, account, calendarIds } = options
  const listedCalendars = await client.listCalendars(account, toCallOptions(options))
  const calendars =
    calendarIds === undefined
      ? listedCalendars.filter((calendar) => calendar.calendar_deleted !== true)
      : findByIds(listedCalendars, calendarIds)
  return calendars.map((calendar) => toCalendarPermission(calendar, DEFAULT_PERMISSION_LEVEL))
}

function toCallOptions({ client, signal, onEvent, deadlineMs, traceparent }: CommonOptions): FlowCallOptions {
  return {
    signal,
    onEvent,
    traceparent,
    deadlineMs: deadlineMs ?? internalsOf(client).now() + DEFAULT_TIMEOUT_MS,
  }
}

function assertTtl(ttlSeconds: number): void {
  if (Number.isInteger(ttlSeconds) && ttlSeconds >= 1 && ttlSeconds <= MAX_TTL_SECONDS) return
  throw new InputError('invalid_ttl', `ttlSeconds must not be ${ttlSeconds}.`)
}

/** Asserts the size before anything is requested, because browsers drop a cookie that is too large. */
function assertFitsCookie(redirectUri: string, sealedRequest: string): void {
  const byteLength = cookieByteLength(permissionRequestCookie(redirectUri), sealedRequest)
  if (byteLength <= MAX_COOKIE_BYTES) return
  throw new SealedRequestError(
    'sealed_request_too_large',
    `The cookie would be ${byteLength} bytes long, and browsers drop cookies of more than ${MAX_COOKIE_BYTES} bytes.`,
  )
}

const AMBIGUOUS_CODES: ReadonlySet<ProviderErrorCode> = new Set([
  'timeout',
  'provider_unreachable',
  'provider_unavailable',
  'invalid_provider_response',
])

/** Whether the request may have taken effect, although there was no usable response. */
function isAmbiguous(error: unknown): boolean {
  return error instanceof ProviderError && AMBIGUOUS_CODES.has(error.code)
}
