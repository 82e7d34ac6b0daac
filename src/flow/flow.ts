/**
 * The flow: {@link begin} before the user leaves, {@link complete} when they are back, {@link readPermissions} at any
 * time. Nothing is kept in between.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/extended-permissions/
 * @module
 */
import { type Account, checkAccount } from '../account.ts'
import type { Caller, Client, PermissionsAnswer } from '../client/client.ts'
import { emit } from '../client/events.ts'
import { STEP_BUDGET_MS } from '../client/retry.ts'
import { InputError, PermissionRequestError, ProviderError, type ProviderErrorCode } from '../errors.ts'
import { cookieBytes, MAX_COOKIE_BYTES } from '../sealing/cookie-size.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import {
  calendarKey,
  DEFAULT_TTL_SECONDS,
  MAX_TTL_SECONDS,
  openPermissionRequest,
  PERMISSION_REQUEST_COOKIE,
  type PermissionRequest,
  sealPermissionRequest,
} from '../sealing/permission-request.ts'
import type { FlowCallOptions, OnEvent } from './events.ts'
import { type CalendarPermission, type Outcome, toCalendarPermission } from './outcome.ts'
import { isErrorCode, parseRedirectUri, withPermissionRequest } from './return-url.ts'
import { DEFAULT_MAX_CALENDARS, findByIds, selectCalendars } from './select-calendars.ts'
import { emitOutcome, outcomeOf, type Verification, verify } from './verify.ts'

/** What each of the functions takes. */
interface StepOptions {
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
export interface BeginOptions extends StepOptions {
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
  carry?: 'query' | 'cookie' | undefined
}

/** The user has to decide: send them to `url`. */
export interface Redirect {
  readonly status: 'redirect'
  /** The provider's access page. */
  readonly url: string
  /** The sealed request, for {@link complete}. It comes back in the query, or is yours to carry. */
  readonly permissionRequest: string
  /** Until when {@link complete} takes it, RFC 3339 in UTC. */
  readonly expiresAt: string
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
 * @returns Where to send the user, or the verified outcome where nothing is left to decide: an Enterprise Connect
 *   account, or calendars that are all unrestricted already.
 * @throws {InputError} `unknown_data_center`, `invalid_account`, `invalid_redirect_uri`, `invalid_return_to`,
 *   `invalid_ttl`, `invalid_max_calendars`, `unknown_calendars`, `no_calendars`, `too_many_calendars`: no permission was asked for
 * @throws {PermissionRequestError} `permission_request_too_long`, with `carry: 'cookie'` only: nothing was asked
 * @throws {ProviderError} any of its codes
 * @example
 * ```ts
 * const result = await begin({ client, keys, account, redirectUri: 'https://app.example.com/permissions/return' })
 * if (result.status === 'redirect') return Response.redirect(result.url, 303)
 * ```
 */
export async function begin(options: BeginOptions): Promise<Redirect | Outcome> {
  const begun = await beginRequest(options)
  return 'outcome' in begun ? begun.outcome : begun
}

/** What {@link begin} came to without the user, and what was asked for. */
export interface Concluded {
  readonly outcome: Outcome
  readonly request: PermissionRequest
}

/** {@link begin}, for somebody who wants to know what was asked for as well. */
export async function beginRequest(options: BeginOptions): Promise<Redirect | Concluded> {
  const { client, keys, account, returnTo, ttlSeconds = DEFAULT_TTL_SECONDS } = options
  checkAccount(account)
  checkTtl(ttlSeconds)
  const redirectUri = parseRedirectUri(options.redirectUri)
  const call = startStep(options)
  const conclude = (outcome: Outcome): Concluded => {
    emitOutcome(call, outcome)
    return { outcome, request }
  }

  const listed = await client.listCalendars(account, call)
  const selection = selectCalendars(listed, options.calendarIds, options.maxCalendars ?? DEFAULT_MAX_CALENDARS)
  const ids = 'ask' in selection ? selection.ask : selection.granted
  const request: PermissionRequest = {
    requestId: crypto.randomUUID(),
    subject: account.subject,
    dataCenter: account.dataCenter,
    returnTo,
    calendars: await Promise.all(ids.map(calendarKey)),
  }
  if ('granted' in selection) return conclude(await outcomeOf(client, request, listed, false))

  const nowMs = client.now()
  const expiresAt = new Date((Math.floor(nowMs / 1000) + ttlSeconds) * 1000).toISOString()
  const permissionRequest = await sealPermissionRequest(keys, request, {
    issuer: redirectUri.origin,
    nowMs,
    ttlSeconds,
  })
  if (options.carry === 'cookie') checkFitsCookie(permissionRequest)
  const facts = { requestId: request.requestId, dataCenter: request.dataCenter }
  emit(call.onEvent, { type: 'asked', ...facts, calendars: ids.length })

  let answer: PermissionsAnswer
  try {
    answer = await client.requestPermissions(
      account,
      {
        calendarIds: ids,
        redirectUri:
          options.carry === 'cookie' ? redirectUri.href : withPermissionRequest(redirectUri, permissionRequest),
      },
      call,
    )
  } catch (error) {
    if (!isAmbiguous(error)) throw error
    const outcome = await verify({ client, account, request, reads: 1, call }).catch(() => undefined)
    if (outcome?.status === 'granted') return conclude(outcome)
    throw error
  }
  if ('accepted' in answer) return conclude(await verify({ client, account, request, call }))

  emit(call.onEvent, { type: 'sent', ...facts })
  return { status: 'redirect', url: answer.url, permissionRequest, expiresAt }
}

/** What {@link complete} takes. */
export interface CompleteOptions extends StepOptions {
  /** From `createKeyRing`. Any key of the ring opens what it sealed. */
  keys: KeyRing
  /** Who is there now. It has to be the one who began. */
  account: Account
  /** The sealed request, as `readReturnUrl` finds it in the address that the user came back to. */
  permissionRequest: string
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
 * @throws {PermissionRequestError} `invalid_permission_request`, `expired_permission_request`, `account_mismatch`
 * @throws {ProviderError} any of its codes
 * @example
 * ```ts
 * const { permissionRequest = '', error } = readReturnUrl(request.url)
 * const outcome = await complete({ client, keys, account, permissionRequest, error })
 * ```
 */
export async function complete(options: CompleteOptions): Promise<Outcome> {
  const { client, keys, permissionRequest, issuer } = options
  checkAccount(options.account)
  const request = await openPermissionRequest(keys, permissionRequest, { issuer, nowMs: client.now() })
  return completeOpened(request, options)
}

/** {@link complete} for a request that was opened already, by somebody who wants what is in it before. */
export async function completeOpened(
  request: PermissionRequest,
  options: Omit<CompleteOptions, 'keys' | 'permissionRequest' | 'issuer'> & Pick<Verification, 'reads'>,
): Promise<Outcome> {
  const { client, account, error, reads } = options
  checkAccount(account)
  const { requestId, dataCenter } = request
  if (request.subject !== account.subject || dataCenter !== account.dataCenter) {
    throw new PermissionRequestError(
      'account_mismatch',
      'Cannot complete the permission request: another user, or the same user in another data center, began it. Begin again as this user',
    )
  }
  const call = startStep(options)
  emit(call.onEvent, { type: 'came_back', requestId, dataCenter, ...(isErrorCode(error) && { error }) })
  const outcome = await verify({ client, account, request, denied: error === 'access_denied', reads, call })
  emitOutcome(call, outcome)
  return outcome
}

/** What {@link readPermissions} takes. */
export interface ReadPermissionsOptions extends StepOptions {
  /** Whose calendars; no subject is needed. */
  account: Caller
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
 * @throws {InputError} `unknown_data_center`, `invalid_account`, `unknown_calendars`
 * @throws {ProviderError} any of its codes
 * @example
 * ```ts
 * const permissions = await readPermissions({ client, account })
 * const missing = permissions.filter(({ granted }) => !granted)
 * ```
 */
export async function readPermissions(options: ReadPermissionsOptions): Promise<CalendarPermission[]> {
  const { client, account, calendarIds } = options
  const listed = await client.listCalendars(account, startStep(options))
  const calendars =
    calendarIds === undefined
      ? listed.filter((calendar) => calendar.calendar_deleted !== true)
      : findByIds(listed, calendarIds)
  return calendars.map(toCalendarPermission)
}

function startStep({ client, signal, onEvent, deadlineMs, traceparent }: StepOptions): FlowCallOptions {
  return { signal, onEvent, traceparent, deadlineMs: deadlineMs ?? client.now() + STEP_BUDGET_MS }
}

function checkTtl(ttlSeconds: number): void {
  if (Number.isInteger(ttlSeconds) && ttlSeconds >= 1 && ttlSeconds <= MAX_TTL_SECONDS) return
  throw new InputError(
    'invalid_ttl',
    `Cannot use ttlSeconds ${ttlSeconds}: give a whole number from 1 to ${MAX_TTL_SECONDS}`,
  )
}

/** Before the provider is asked: a cookie that a browser drops would lose the flow. */
function checkFitsCookie(sealed: string): void {
  const bytes = cookieBytes(PERMISSION_REQUEST_COOKIE, sealed)
  if (bytes <= MAX_COOKIE_BYTES) return
  throw new PermissionRequestError(
    'permission_request_too_long',
    `Cannot ask for permission: the cookie would have ${bytes} bytes, browsers drop more than ${MAX_COOKIE_BYTES}. Name fewer calendars, or use a shorter returnTo`,
  )
}

const AMBIGUOUS: ReadonlySet<ProviderErrorCode> = new Set([
  'timeout',
  'provider_unreachable',
  'provider_unavailable',
  'bad_response',
])

/** Whether the request may have taken effect although no usable answer came. */
function isAmbiguous(error: unknown): boolean {
  return error instanceof ProviderError && AMBIGUOUS.has(error.code)
}
