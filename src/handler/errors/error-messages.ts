/**
 * The texts for each error: what happened, what has changed, and what the user can do.
 *
 * @module
 */
import type { PublicError } from './public-error.ts'

/** A heading and a paragraph. */
export interface TitledText {
  readonly title: string
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
  | 'crossSite'
  | 'invalidForm'
  | 'notFound'
  | 'wrongMethod'
  | 'internal'

/** What helps after an error: the same step again, a new connection, or another selection of calendars. */
export type RecoveryAction = 'retry' | 'reconnect' | 'reselect'

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
  accountMismatch: 'reselect',
  accessDenied: 'retry',
  authorizationExpired: 'retry',
  reauthorize: 'reconnect',
  notSignedIn: 'reconnect',
  planRequired: 'retry',
  insufficientScope: 'reconnect',
  accountLocked: 'retry',
  rateLimited: 'retry',
  provider: 'retry',
  connectionNotSaved: 'reconnect',
  callbackFailed: 'retry',
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
  expired_link: 'expired',
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
  on_outcome_failed: 'callbackFailed',
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
