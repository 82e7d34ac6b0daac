/**
 * Every code that a page can name. A code that is missing here, or is one no more, does not compile.
 *
 * @module
 */
import type { PublicError } from '../../../edge/worker/errors/error-status.ts'

const CODES: Readonly<Record<PublicError['code'], true>> = {
  unknown_data_center: true,
  invalid_account: true,
  invalid_redirect_uri: true,
  invalid_return_to: true,
  invalid_sandbox_url: true,
  invalid_ttl: true,
  invalid_max_calendars: true,
  invalid_key: true,
  unknown_calendars: true,
  no_calendars: true,
  too_many_calendars: true,
  invalid_sealed_request: true,
  expired_sealed_request: true,
  account_mismatch: true,
  sealed_request_too_large: true,
  access_denied: true,
  authorization_failed: true,
  invalid_authorization_response: true,
  account_token_rejected: true,
  client_credentials_rejected: true,
  invalid_grant: true,
  provider_bad_request: true,
  plan_required: true,
  account_scope_insufficient: true,
  provider_not_found: true,
  provider_validation_failed: true,
  account_locked: true,
  rate_limited: true,
  provider_unavailable: true,
  provider_unreachable: true,
  timeout: true,
  aborted: true,
  invalid_provider_response: true,
  untrusted_redirect: true,
  cross_site_request: true,
  unsupported_media_type: true,
  invalid_request: true,
  request_too_large: true,
  not_signed_in: true,
  on_outcome_failed: true,
  no_calendar_selected: true,
  not_found: true,
  cookie_too_large: true,
  internal_error: true,
}

/** All of them. */
export const ERROR_CODES = Object.keys(CODES) as readonly PublicError['code'][]
