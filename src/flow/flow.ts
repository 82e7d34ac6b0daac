/**
 * The flow: {@link begin} before the user leaves, {@link complete} when they are back, {@link readPermissions} at any
 * time. Nothing is kept in between.
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
import { cookieByteLength, MAX_COOKIE_BYTES } from '../sealing/cookie-size.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import {
  calendarDigest,
  DEFAULT_TTL_SECONDS,
  MAX_TTL_SECONDS,
  PERMISSION_REQUEST_COOKIE,
  type PermissionRequest,
  sealPermissionRequest,
  unsealPermissionRequest,
} from '../sealing/permission-request.ts'
import type { FlowCallOptions, OnEvent } from './events.ts'
import { type CalendarPermission, type Outcome, toCalendarPermission } from './outcome.ts'
import { appendSealedRequest, isOAuthErrorCode, parseRedirectUri } from './return-url.ts'
import { DEFAULT_MAX_CALENDARS, findByIds, selectCalendars } from './select-calendars.ts'
import { emitOutcome, toOutcome, type Verified, type VerifyOptions, verifyOutcome } from './verify.ts'

/** What each of the functions takes. */
interface CommonOptions {
  /** From `createClient`. */
  client: Client
  /** Ends the step early, with the error `aborted`. */
  signal?: AbortSignal | undefined
  /** Is told what happens; it gets no secret. */
  onEvent?: OnEvent | undefined
  /**
   * When all has to be done, in milliseconds since 1970 by the client's clock.
   * @default 12 seconds from now
   */
  deadlineMs?: number | undefined
  /**
   * The `traceparent` of the request that this step belongs to, sent along to the provider as it is. Check its form
   * before (W3C Trace Context section 3.2).
   */
  traceparent?: string | undefined
}

/** What {@link begin} takes. */
export interface BeginOptions extends CommonOptions {
  /** From `createKeyRing`. */
  keys: KeyRing
  /** Whose calendars it is about. */
  account: Account
  /**
   * The calendars to ask for; read-only ones may be named, duplicates count once.
   * @default every calendar that is not deleted, not read-only and not yet unrestricted
   */
  calendarIds?: readonly string[] | undefined
  /** Absolute address of the application's return step; a query of its own stays. */
  redirectUri: string
  /** Where the user goes after the return step; sealed, and given back in the outcome. At most 2,048 characters. */
  returnTo?: string | undefined
  /**
   * How many calendars may be asked for at once, up to 250.
   * @default 100
   */
  maxCalendars?: number | undefined
  /**
   * How long the user may take, up to 86,400.
   * @default 3600
   */
  ttlSeconds?: number | undefined
  /**
   * How the sealed request travels: in the redirect URI, or in a cookie that the caller sets, for a provider that
   * insists on an exact redirect URI.
   * @default 'query'
   */
  stateTransport?: 'query' | 'cookie' | undefined
}

/** What {@link begin} returns. */
export type BeginResult = RedirectResult | DoneResult

/** The user must decide: send them to `url`. */
export interface RedirectResult {
  readonly status: 'redirect'
  /** The provider's access page. */
  readonly url: string
  /** The sealed request, for {@link complete}. It comes back in the query, or is yours to carry. */
  readonly sealedRequest: string
  /** Until when {@link complete} takes it, RFC 3339 in UTC. */
  readonly expiresAt: string
}

/** Nothing is left to decide. The account is an Enterprise Connect account, or all calendars are unrestricted already. */
export interface DoneResult {
  readonly status: 'done'
  /** Verified by reading the calendars. */
  readonly outcome: Outcome
}

/**
 * Asks for unrestricted access to a user's calendars.
 *
 * An Enterprise Connect account is elevated at once, without the user. This function cannot see the browser: the
 * caller's own check against cross-site requests has to stand before it.
 *
 * Sends `GET /v1/calendars`, then `POST /v1/permissions` for those that are not unrestricted yet. Where the answer to
 * the POST never came or makes no sense, the calendars are read once more: if all are unrestricted now, that is the
 * outcome.
 *
 * @returns `redirect` with the URL to send the user to, or `done` with the verified outcome.
 * @throws {InputError} `unknown_data_center`, `invalid_account`, `invalid_redirect_uri`, `invalid_return_to`,
 *   `invalid_ttl`, `invalid_max_calendars`
 * @throws {SelectionError} `unknown_calendars`, `no_calendars`, `too_many_calendars`
 * @throws {SealedRequestError} `sealed_request_too_large`, with `stateTransport: 'cookie'` only: nothing was asked
 * @throws {ProviderError} any of its codes
 * @example
 * ```ts
 * const result = await begin({ client, keys, account, redirectUri: 'https://app.example.com/permissions/return' })
 * if (result.status === 'redirect') return Response.redirect(result.url, 303)
 * await record(result.outcome)
 * ```
 */
export async function begin(options: BeginOptions): Promise<BeginResult> {
  const result = await beginWithRequest(options)
  return result.status === 'done' ? { status: 'done', outcome: result.outcome } : result
}

/** A verified outcome, with the request and the list of calendars that it was determined from. */
export interface CompletedRequest extends DoneResult {
  readonly request: PermissionRequest
  /** All calendars of the user, as they were read last. */
  readonly calendars: readonly CronofyCalendar[]
}

/** Does what {@link begin} does, and also returns the request and the calendars. */
export async function beginWithRequest(options: BeginOptions): Promise<RedirectResult | CompletedRequest> {
  const { client, keys, account, returnTo, ttlSeconds = DEFAULT_TTL_SECONDS } = options
  assertAccount(account)
  assertTtl(ttlSeconds)
  const redirectUri = parseRedirectUri(options.redirectUri)
  const callOptions = toCallOptions(options)
  const finish = ({ outcome, calendars }: Verified): CompletedRequest => {
    emitOutcome(callOptions, outcome)
    return { status: 'done', outcome, request, calendars }
  }

  const listedCalendars = await client.listCalendars(account, callOptions)
  const selection = selectCalendars(listedCalendars, options.calendarIds, options.maxCalendars ?? DEFAULT_MAX_CALENDARS)
  const request: PermissionRequest = {
    requestId: crypto.randomUUID(),
    subject: account.subject,
    dataCenter: account.dataCenter,
    returnTo,
    calendars: await Promise.all(selection.calendarIds.map(calendarDigest)),
  }
  if (selection.status === 'granted') {
    return finish({ outcome: await toOutcome(client, request, listedCalendars, false), calendars: listedCalendars })
  }

  const nowMs = internalsOf(client).now()
  const expiresAt = new Date((Math.floor(nowMs / 1000) + ttlSeconds) * 1000).toISOString()
  const sealedRequest = await sealPermissionRequest(keys, request, {
    issuer: redirectUri.origin,
    nowMs,
    ttlSeconds,
  })
  if (options.stateTransport === 'cookie') assertFitsCookie(sealedRequest)
  const eventBase = { requestId: request.requestId, dataCenter: request.dataCenter }
  emit(callOptions.onEvent, { type: 'permission_requested', ...eventBase, calendarCount: selection.calendarIds.length })

  let result: RequestPermissionsResult
  try {
    result = await client.requestPermissions(
      account,
      {
        calendarIds: selection.calendarIds,
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
  return { status: 'redirect', url: result.url, sealedRequest, expiresAt }
}

/** What {@link complete} takes. */
export interface CompleteOptions extends CommonOptions {
  /** From `createKeyRing`. Any key of the ring opens what it sealed. */
  keys: KeyRing
  /** Who is there now. It has to be the one who began. */
  account: Account
  /** The sealed request, as `parseReturnUrl` finds it in the address that the user came back to. */
  sealedRequest: string
  /** The `error` of that address. It gives a reason, and never decides. */
  error?: string | undefined
  /**
   * The origin of the redirect URI that the request was begun with, for keys that several applications share.
   * @default any
   */
  issuer?: string | undefined
}

/**
 * Reads what became of a permission request. Only reads: to call it again, with the same request, is harmless.
 *
 * Sends `GET /v1/calendars` until all that was asked for is granted, at 0, 250 and 750 ms; once where the user came
 * back with `error=access_denied`.
 *
 * @throws {InputError} `unknown_data_center`, `invalid_account`
 * @throws {SealedRequestError} `invalid_sealed_request`, `expired_sealed_request`, `account_mismatch`
 * @throws {ProviderError} any of its codes
 * @example
 * ```ts
 * const { sealedRequest = '', error } = parseReturnUrl(request.url)
 * const outcome = await complete({ client, keys, account, sealedRequest, error })
 * ```
 */
export async function complete(options: CompleteOptions): Promise<Outcome> {
  const { client, keys, sealedRequest, issuer } = options
  assertAccount(options.account)
  const request = await unsealPermissionRequest(keys, sealedRequest, { issuer, nowMs: internalsOf(client).now() })
  return (await completeRequest(request, options)).outcome
}

/** Does what {@link complete} does with a request that is unsealed already, and also returns the calendars. */
export async function completeRequest(
  request: PermissionRequest,
  options: Omit<CompleteOptions, 'keys' | 'sealedRequest' | 'issuer'> & Pick<VerifyOptions, 'maxReads'>,
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

/** What {@link readPermissions} takes. */
export interface ReadPermissionsOptions extends CommonOptions {
  /** Whose calendars; no subject is needed. */
  account: Credentials
  /**
   * The calendars to look at.
   * @default every calendar that is not deleted
   */
  calendarIds?: readonly string[] | undefined
}

/**
 * Reads what is granted now: to show or hide a button, or to notice a loss.
 *
 * Sends `GET /v1/calendars`, once.
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
  return calendars.map(toCalendarPermission)
}

function toCallOptions({ client, signal, onEvent, deadlineMs, traceparent }: CommonOptions): FlowCallOptions {
  return { signal, onEvent, traceparent, deadlineMs: deadlineMs ?? internalsOf(client).now() + DEFAULT_TIMEOUT_MS }
}

function assertTtl(ttlSeconds: number): void {
  if (Number.isInteger(ttlSeconds) && ttlSeconds >= 1 && ttlSeconds <= MAX_TTL_SECONDS) return
  throw new InputError('invalid_ttl', `ttlSeconds must not be ${ttlSeconds}.`)
}

/** Before the provider is asked: a cookie that a browser drops would lose the flow. */
function assertFitsCookie(sealedRequest: string): void {
  const byteLength = cookieByteLength(PERMISSION_REQUEST_COOKIE, sealedRequest)
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

/** Whether the request may have taken effect although no usable answer came. */
function isAmbiguous(error: unknown): boolean {
  return error instanceof ProviderError && AMBIGUOUS_CODES.has(error.code)
}
