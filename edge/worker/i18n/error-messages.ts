/**
 * What went wrong, in words for the person who was on their way: what happened, what has changed, and how to go on.
 *
 * @module
 */
import type { Failure } from '../errors/error-status.ts'
import type { FailureKind, FailureTexts, Words } from './messages.ts'

/** What helps after a failure: the same step once more, another connection, or the page where calendars are chosen. */
export type Remedy = 'try again' | 'connect again' | 'choose again'

/** What went wrong, with what helps. */
export interface FailureWords extends Words {
  readonly remedy: Remedy
}

const REMEDIES: Readonly<Record<FailureKind, Remedy>> = {
  dataCenter: 'choose again',
  unknownCalendars: 'choose again',
  noCalendars: 'choose again',
  noneChosen: 'choose again',
  tooMany: 'choose again',
  link: 'choose again',
  expired: 'choose again',
  somebodyElse: 'choose again',
  refused: 'try again',
  reconnect: 'connect again',
  signedOut: 'connect again',
  plan: 'try again',
  scope: 'connect again',
  locked: 'try again',
  crowd: 'try again',
  provider: 'try again',
  notRecorded: 'try again',
  foreign: 'choose again',
  form: 'choose again',
  noPage: 'choose again',
  ours: 'try again',
}

/** Whatever is not here is a fault of ours. */
const KINDS: Partial<Record<Failure['code'], FailureKind>> = {
  unknown_data_center: 'dataCenter',
  unknown_calendars: 'unknownCalendars',
  no_calendars: 'noCalendars',
  no_calendar_chosen: 'noneChosen',
  too_many_calendars: 'tooMany',
  sealed_request_too_large: 'tooMany',
  invalid_sealed_request: 'link',
  invalid_return_to: 'link',
  invalid_authorization_response: 'link',
  expired_sealed_request: 'expired',
  account_mismatch: 'somebodyElse',
  access_denied: 'refused',
  invalid_grant: 'reconnect',
  account_token_rejected: 'reconnect',
  signed_out: 'signedOut',
  plan_required: 'plan',
  account_scope_insufficient: 'scope',
  account_locked: 'locked',
  rate_limited: 'crowd',
  provider_unavailable: 'provider',
  provider_unreachable: 'provider',
  timeout: 'provider',
  invalid_provider_response: 'provider',
  untrusted_redirect: 'provider',
  authorization_failed: 'provider',
  outcome_not_recorded: 'notRecorded',
  cross_site_request: 'foreign',
  invalid_request: 'form',
  request_too_large: 'form',
  unsupported_media_type: 'form',
  page_not_found: 'noPage',
}

/** Words for a failure. */
export function wordsFor(code: Failure['code'], { failure }: FailureTexts): FailureWords {
  const kind = KINDS[code] ?? 'ours'
  // A callback that failed is begun anew at the same data center; no other link is.
  return { ...failure[kind], remedy: code === 'invalid_authorization_response' ? 'try again' : REMEDIES[kind] }
}
