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
  /** The client, from {@link createClient}. In a test, use any object with its three methods. */
  client: Client
  /** Ends the step early. It then throws a `ProviderError` with the code `aborted`. */
  signal?: AbortSignal | undefined
  /** Receives every event of the step. Events contain no secrets. */
  onEvent?: OnEvent | undefined
  /**
   * The time by which the step must finish, in milliseconds since 1970 by the client's clock.
   * @default 12 seconds after the call
   */
  deadlineMs?: number | undefined
  /**
   * The value of a `traceparent` header. It is sent to Cronofy unchanged, so validate it first (W3C Trace Context section 3.2).
   * @default none: no such header
   */
  traceparent?: string | undefined
}

/** Options of {@link begin}. */
export type BeginOptions = BeginBaseOptions & CalendarSelection

/** The options of {@link begin}, except for the selection of calendars. */
export interface BeginBaseOptions extends CommonOptions {
  /** The keys that seal the request, from {@link createKeyRing}. */
  keys: KeyRing
  /** The user whose calendars are requested. */
  account: Account
  /** The absolute URL to which Cronofy returns the user, and where you call {@link complete}. It may have a query. */
  redirectUri: string
  /**
   * The URL to which you send the user in the end, of at most 2,048 characters. It is sealed and comes back in the outcome. Check it
   * against your allowed URLs.
   * @default none
   */
  returnTo?: string | undefined
  /**
   * The permission level to request. Cronofy has only one so far.
   * @default 'unrestricted'
   */
  permissionLevel?: PermissionLevel | undefined
  /**
   * The maximum number of calendars in one request, from 1 to 250.
   * @default 100
   */
  maxCalendars?: number | undefined
  /**
   * How long the user may take to decide and return, in seconds, from 1 to 86,400.
   * @default 3600
   */
  ttlSeconds?: number | undefined
  /**
   * How the sealed request travels. With `query`, it is a query parameter of the redirect URI. With `cookie`, the redirect URI stays
   * as it is, and you store `sealedRequest` in a cookie. Use `cookie` if Cronofy requires an exact redirect URI.
   * @default 'query'
   */
  stateTransport?: 'query' | 'cookie' | undefined
}

/** What {@link begin} returns. */
export type BeginResult = RedirectResult | DoneResult

/** The user must decide. Send them to `url`. */
export interface RedirectResult {
  /** Always `redirect`. */
  readonly status: 'redirect'
  /** The URL of Cronofy's access page. Its host is checked. */
  readonly url: string
  /**
   * The sealed request, for {@link complete}. It comes back in the query of the return URL. Store it as well if you want to verify
   * the request of a user who does not come back, or with `stateTransport: 'cookie'`.
   */
  readonly sealedRequest: string
  /** When the sealed request expires, in RFC 3339 format and UTC. */
  readonly expiresAt: string
}

/**
 * The user has nothing to decide: either all selected calendars are unrestricted already, or Cronofy accepted the request of an
 * Enterprise Connect account at once.
 */
export interface DoneResult {
  /** Always `done`. */
  readonly status: 'done'
  /** The outcome, verified by reading the calendars. */
  readonly outcome: Outcome
}

/**
 * Requests unrestricted access to a user's calendars. Call it when the user asks for it on your page.
 *
 * Sends `GET /v1/calendars`, then `POST /v1/permissions` for the calendars that are not unrestricted yet. If the second request gets
 * no usable response, it reads the calendars once more. If all of them are unrestricted then, the result is `done`.
 *
 * For an Enterprise Connect account, Cronofy grants access at once, without asking the user. This function cannot see the browser, so
 * protect your route against cross-site requests.
 *
 * @param options The account, the calendars, and where the user returns to.
 * @returns `redirect` with the URL of Cronofy's access page, or `done` with the verified outcome.
 * @throws {InputError} `unknown_data_center`, `invalid_account`, `invalid_redirect_uri`, `invalid_return_to`,
 *   `invalid_ttl`, `invalid_max_calendars`, `invalid_permission_level`, `invalid_selection`
 * @throws {SelectionError} `unknown_calendars`, `no_calendars`, `too_many_calendars`
 * @throws {SealedRequestError} `sealed_request_too_large`, with `stateTransport: 'cookie'` only
 * @throws {ProviderError} any of its codes, such as `account_token_rejected` or `plan_required`
 * @see https://docs.cronofy.com/developers/api/authorization/extended-permissions/
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

/** The user must decide. Also has the content of the request. */
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
  /** The keys, from {@link createKeyRing}. Any key of the ring can unseal the request. */
  keys: KeyRing
  /** The user who is signed in now, from your session. They must be the user who began the request. */
  account: Account
  /** The sealed request, from {@link parseReturnUrl}, or as you stored it. */
  sealedRequest: string
  /**
   * The `error` from {@link parseReturnUrl}. If nothing was granted, `access_denied` makes the outcome `rejected` and not
   * `unconfirmed`. Users can forge it, so it cannot change more than that.
   * @default none
   */
  error?: string | undefined
  /** The `redirectUri` that you passed to {@link begin}. With another one, the request is rejected. */
  redirectUri: string
}

/**
 * Verifies what was granted. Call it when the user returns. It only reads, so you can call it again with the same request.
 *
 * Sends `GET /v1/calendars` up to three times, after 0, 250, and 750 ms, until every requested calendar is unrestricted. With
 * `error: 'access_denied'`, it reads once. That a grant can take a moment to show is a guess.
 *
 * @param options The sealed request, and the account of the user who is signed in now.
 * @returns The outcome, with the current access to each requested calendar.
 * @throws {InputError} `unknown_data_center`, `invalid_account`, `invalid_redirect_uri`
 * @throws {SealedRequestError} `invalid_sealed_request`, `expired_sealed_request`, `account_mismatch`
 * @throws {ProviderError} any of its codes, if no attempt to read succeeded
 * @see https://docs.cronofy.com/developers/api/calendars/list-calendars/
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

/** Does what {@link complete} does, for a request that is unsealed already. Also returns the calendars. */
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
  /** The user whose calendars to read. The subject is not needed. */
  account: Credentials
  /**
   * The IDs of the calendars to return.
   * @default all calendars that are not deleted
   */
  calendarIds?: readonly string[] | undefined
}

/**
 * Reads which calendars are unrestricted now. Use it to show or hide a button, or to notice that access was lost.
 *
 * Sends `GET /v1/calendars`, with up to two retries if Cronofy fails.
 *
 * @param options The account, and the calendars to return.
 * @returns The calendars, in Cronofy's order or in the order of `calendarIds`.
 * @throws {InputError} `unknown_data_center`, `invalid_account`
 * @throws {SelectionError} `unknown_calendars`
 * @throws {ProviderError} any of its codes
 * @see https://docs.cronofy.com/developers/api/calendars/list-calendars/
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

/** Checks the size before anything is requested, because browsers silently drop a cookie that is too large. */
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
