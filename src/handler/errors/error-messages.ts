/**
 * The texts for each error: what happened, what has changed, and what the user can do.
 *
 * @module
 */
import type { PublicError } from './public-error.ts'

/** A heading and a paragraph. Words in braces, such as `{the application}`, are replaced by the application's name. */
export interface TitledText {
  /** Plain text, for the heading. */
  readonly title: string
  /** Plain text, for the paragraph: what happened, and what the user can do. */
  readonly text: string
}

/** Errors, grouped by what they mean to a user. */
export type ErrorCategory =
  | 'unknownDataCenter'
  | 'unknownCalendars'
  | 'noCalendars'
  | 'noneSelected'
  | 'tooManyCalendars'
  | 'invalidLink'
  | 'expired'
  | 'expiredLink'
  | 'accountMismatch'
  | 'accessDenied'
  | 'authorizationExpired'
  | 'reauthorize'
  | 'notSignedIn'
  | 'planRequired'
  | 'insufficientScope'
  | 'accountLocked'
  | 'rateLimited'
  | 'provider'
  | 'connectionNotSaved'
  | 'callbackFailed'
  | 'disconnectionNotSaved'
  | 'crossSite'
  | 'invalidForm'
  | 'notFound'
  | 'wrongMethod'
  | 'internal'

/**
 * What helps after an error.
 *
 * - `retry`: the same step again.
 * - `reconnect`: a new connection.
 * - `reselect`: another selection of calendars.
 * - `finish`: nothing, because the user has decided. The user can still try the same step again.
 * - `leave`: nothing that the user can do.
 */
export type RecoveryAction = 'retry' | 'reconnect' | 'reselect' | 'finish' | 'leave'

export interface ErrorMessage extends TitledText {
  readonly recoveryAction: RecoveryAction
}

const RECOVERY_ACTIONS: Readonly<Record<ErrorCategory, RecoveryAction>> = {
  unknownDataCenter: 'reselect',
  unknownCalendars: 'reselect',
  noCalendars: 'reselect',
  noneSelected: 'reselect',
  tooManyCalendars: 'reselect',
  invalidLink: 'reselect',
  expired: 'reselect',
  expiredLink: 'reselect',
  accountMismatch: 'reselect',
  accessDenied: 'finish',
  authorizationExpired: 'retry',
  reauthorize: 'reconnect',
  notSignedIn: 'reconnect',
  planRequired: 'leave',
  insufficientScope: 'reconnect',
  accountLocked: 'retry',
  rateLimited: 'retry',
  provider: 'retry',
  connectionNotSaved: 'retry',
  callbackFailed: 'retry',
  disconnectionNotSaved: 'retry',
  crossSite: 'reselect',
  invalidForm: 'reselect',
  notFound: 'reselect',
  wrongMethod: 'reselect',
  internal: 'retry',
}

/** An error code that is not here is a bug, or a mistake in the configuration. */
const CATEGORIES: Partial<Record<PublicError['code'], ErrorCategory>> = {
  unknown_data_center: 'unknownDataCenter',
  unknown_calendars: 'unknownCalendars',
  no_calendars: 'noCalendars',
  no_calendar_selected: 'noneSelected',
  too_many_calendars: 'tooManyCalendars',
  sealed_request_too_large: 'tooManyCalendars',
  invalid_sealed_request: 'invalidLink',
  invalid_return_to: 'invalidLink',
  invalid_authorization_response: 'invalidLink',
  invalid_link: 'invalidLink',
  expired_sealed_request: 'expired',
  expired_link: 'expiredLink',
  data_center_not_configured: 'unknownDataCenter',
  account_mismatch: 'accountMismatch',
  access_denied: 'accessDenied',
  authorization_expired: 'authorizationExpired',
  invalid_grant: 'reauthorize',
  account_token_rejected: 'reauthorize',
  not_signed_in: 'notSignedIn',
  not_connected: 'reauthorize',
  plan_required: 'planRequired',
  account_scope_insufficient: 'insufficientScope',
  account_locked: 'accountLocked',
  rate_limited: 'rateLimited',
  provider_unavailable: 'provider',
  provider_unreachable: 'provider',
  timeout: 'provider',
  invalid_provider_response: 'provider',
  untrusted_redirect: 'provider',
  authorization_failed: 'provider',
  on_start_failed: 'internal',
  on_connected_failed: 'connectionNotSaved',
  on_tokens_renewed_failed: 'connectionNotSaved',
  on_outcome_failed: 'callbackFailed',
  on_disconnected_failed: 'disconnectionNotSaved',
  cross_site_request: 'crossSite',
  invalid_request: 'invalidForm',
  invalid_selection: 'invalidForm',
  body_already_read: 'invalidForm',
  request_too_large: 'invalidForm',
  unsupported_media_type: 'invalidForm',
  not_found: 'notFound',
  method_not_allowed: 'wrongMethod',
}

/** The texts for an error. */
export function errorMessage(
  code: PublicError['code'],
  texts: Readonly<Record<ErrorCategory, TitledText>>,
): ErrorMessage {
  const category = CATEGORIES[code] ?? 'internal'
  // Unlike other invalid links, a failed sign-in can be tried again at the same data center.
  return {
    ...texts[category],
    recoveryAction: code === 'invalid_authorization_response' ? 'retry' : RECOVERY_ACTIONS[category],
  }
}
