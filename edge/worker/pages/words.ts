/**
 * What went wrong, in words for the person who was on their way: what happened, what has changed, and how to go on.
 *
 * @module
 */
import type { Failure } from '../failure.ts'

/** A heading and a paragraph. */
export interface Words {
  readonly title: string
  readonly text: string
}

/** What helps after a failure: the same step once more, another connection, or the page where calendars are chosen. */
export type Remedy = 'try again' | 'connect again' | 'choose again'

/** What went wrong, with what helps. */
export interface FailureWords extends Words {
  readonly remedy: Remedy
}

/** For what happens before anything is asked for. */
const NOTHING_CHANGED = 'Nothing was changed.'

/** For what may happen on the way back as well, when access may have been allowed already. */
const STAYS = 'Whatever you allowed stays allowed.'

/** For what may happen after the request went out: an account may have been opened by it alone. */
const IN_DOUBT = `${STAYS} If access was being given just now, it may be in force already.`

const BEGIN_AGAIN: FailureWords = {
  title: 'This link cannot be used',
  text: `It is incomplete, was changed on its way, or was made for something else. ${STAYS} Go back and begin again.`,
  remedy: 'choose again',
}

const PROVIDER_FAILED: FailureWords = {
  title: 'The calendar service did not answer as it should',
  text: `It is unavailable at the moment, or gave an answer that makes no sense. ${IN_DOUBT} Wait a moment, then try again to see what is granted.`,
  remedy: 'try again',
}

const OURS: FailureWords = {
  title: 'Something went wrong here',
  text: `This is a fault of the application, not yours. ${IN_DOUBT} Go back and try again; if it stays so, tell the people who run it.`,
  remedy: 'try again',
}

const RECONNECT: FailureWords = {
  title: 'Please connect again',
  text: `The calendar service no longer takes this connection. ${IN_DOUBT} Connect again; if another tab has just done so, try again.`,
  remedy: 'connect again',
}

const UNUSABLE_FORM: FailureWords = {
  title: 'This form cannot be used',
  text: `What was sent is incomplete, too long, or not what this page sends. ${NOTHING_CHANGED} Go back and choose again.`,
  remedy: 'choose again',
}

const WORDS: Partial<Record<Failure['code'], FailureWords>> = {
  unknown_data_center: {
    title: 'There is no such data center',
    text: `${NOTHING_CHANGED} Go back and choose one of the list.`,
    remedy: 'choose again',
  },
  unknown_calendars: {
    title: 'A calendar is no longer there',
    text: `One of the calendars that were chosen does not exist any more. ${NOTHING_CHANGED} Go back and choose again.`,
    remedy: 'choose again',
  },
  no_calendars: {
    title: 'There is no calendar to ask for',
    text: `Your account has no calendar that can be changed. ${NOTHING_CHANGED} Connect one with your calendar provider, then come back.`,
    remedy: 'choose again',
  },
  no_calendar_chosen: {
    title: 'No calendar was chosen',
    text: `${NOTHING_CHANGED} Go back and tick at least one calendar.`,
    remedy: 'choose again',
  },
  too_many_calendars: {
    title: 'Too many calendars at once',
    text: `${NOTHING_CHANGED} Go back and choose fewer; you can come back for the rest.`,
    remedy: 'choose again',
  },
  permission_request_too_long: {
    title: 'Too many calendars at once',
    text: `${NOTHING_CHANGED} Go back and choose fewer; you can come back for the rest.`,
    remedy: 'choose again',
  },
  invalid_permission_request: BEGIN_AGAIN,
  invalid_return_to: BEGIN_AGAIN,
  invalid_callback: { ...BEGIN_AGAIN, remedy: 'try again' },
  expired_permission_request: {
    title: 'That took too long',
    text: 'The request has expired. If you allowed access, that stays as it is; begin again to see what is granted.',
    remedy: 'choose again',
  },
  account_mismatch: {
    title: 'Somebody else began this',
    text: `This was begun while another account was signed in. ${STAYS} Begin again with the account that is signed in now.`,
    remedy: 'choose again',
  },
  consent_refused: {
    title: 'You did not connect your calendar',
    text: `${NOTHING_CHANGED} If that was not what you meant, try again.`,
    remedy: 'try again',
  },
  invalid_grant: RECONNECT,
  account_token_rejected: RECONNECT,
  signed_out: {
    title: 'You are not signed in',
    text: `${STAYS} Sign in, then try again.`,
    remedy: 'connect again',
  },
  plan_required: {
    title: 'The application may not ask for this',
    text: `Its plan with the calendar service does not include it. ${STAYS} The people who run it can mend that.`,
    remedy: 'try again',
  },
  scope_missing: {
    title: 'The application needs a wider connection',
    text: `What you allowed so far is not enough to ask for this. ${STAYS} Connect again and allow what is asked.`,
    remedy: 'connect again',
  },
  account_locked: {
    title: 'Your calendar account is locked',
    text: `The calendar service cannot write to it at the moment. ${STAYS} Sign in to your calendar provider, put that right, then try again.`,
    remedy: 'try again',
  },
  rate_limited: {
    title: 'Too many people at once',
    text: `${IN_DOUBT} Wait a minute, then try again to see what is granted.`,
    remedy: 'try again',
  },
  provider_unavailable: PROVIDER_FAILED,
  provider_unreachable: PROVIDER_FAILED,
  timeout: PROVIDER_FAILED,
  bad_response: PROVIDER_FAILED,
  untrusted_redirect: PROVIDER_FAILED,
  authorization_failed: PROVIDER_FAILED,
  outcome_not_recorded: {
    title: 'We could not write down what you decided',
    text: `The application did not take note of it. ${STAYS} Go back and try again.`,
    remedy: 'try again',
  },
  cross_site_request: {
    title: 'This did not come from here',
    text: `Another page sent you, so the request was refused. ${NOTHING_CHANGED} Begin from the application itself.`,
    remedy: 'choose again',
  },
  invalid_request: UNUSABLE_FORM,
  request_too_large: UNUSABLE_FORM,
  unsupported_media_type: UNUSABLE_FORM,
  page_not_found: { title: 'There is no such page', text: NOTHING_CHANGED, remedy: 'choose again' },
}

/** Words for a failure. */
export function wordsFor(code: Failure['code']): FailureWords {
  return WORDS[code] ?? OURS
}

/** What a person is told who signed out. */
export const SIGN_OUT_WORDS: Readonly<Record<'ended' | 'kept' | 'nobody', Words>> = {
  ended: {
    title: 'You are signed out',
    text: 'The connection has ended here and at the calendar service.',
  },
  kept: {
    title: 'You are signed out here',
    text: 'This browser has forgotten you, but the calendar service could not be told to end the connection. It may still be in force there; connect and sign out again to end it.',
  },
  nobody: {
    title: 'Nobody was signed in',
    text: 'So there was nothing to end at the calendar service. If you connected before, the connection may still be in force there; connect and sign out again to end it.',
  },
}
