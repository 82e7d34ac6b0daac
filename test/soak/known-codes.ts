/**
 * The codes that a flow may end with, and how an error page is told from another.
 *
 * @module
 */
import { type Failure, failure } from '../../edge/worker/failure.ts'
import { wordsFor } from '../../edge/worker/pages/words.ts'

/** Every code of the worker and its library; the compiler holds it against the type. */
const CODES: Readonly<Record<Failure['code'], true>> = {
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
  invalid_permission_request: true,
  expired_permission_request: true,
  account_mismatch: true,
  permission_request_too_long: true,
  consent_refused: true,
  authorization_failed: true,
  invalid_callback: true,
  account_token_rejected: true,
  client_rejected: true,
  invalid_grant: true,
  bad_request: true,
  plan_required: true,
  scope_missing: true,
  not_found: true,
  request_rejected: true,
  account_locked: true,
  rate_limited: true,
  provider_unavailable: true,
  provider_unreachable: true,
  timeout: true,
  aborted: true,
  bad_response: true,
  untrusted_redirect: true,
  cross_site_request: true,
  unsupported_media_type: true,
  invalid_request: true,
  request_too_large: true,
  signed_out: true,
  outcome_not_recorded: true,
  no_calendar_chosen: true,
  page_not_found: true,
  cookie_too_long: true,
  internal_error: true,
}

/** Whether a code is one of ours, and says more than that something is wrong. */
export function isTyped(code: string): boolean {
  return Object.hasOwn(CODES, code) && code !== 'internal_error'
}

/** The codes whose page has this status and this heading: pages are for people, and some share their words. */
export function codesOfPage(status: number, title: string): readonly string[] {
  const codes = Object.keys(CODES) as Failure['code'][]
  return codes.filter((code) => failure(code).status === status && wordsFor(code).title === title)
}

/** Of codes that share a page, the one that a step comes to. */
export function likeliest(codes: readonly string[], path: string): string | undefined {
  const own = path.includes('/callback/') ? 'invalid_callback' : 'invalid_permission_request'
  return codes.includes(own) ? own : codes[0]
}
