/**
 * The texts of error pages in English. Other languages are in `edge/worker/i18n`.
 *
 * @module
 */
import type { ErrorCategory, TitledText } from './error-messages.ts'

/** For errors before anything is requested. */
const NOTHING_CHANGED = 'Nothing was changed.'

/** For errors that can also occur on the return, when access may have been allowed already. */
const ACCESS_UNCHANGED = 'Whatever you allowed stays allowed.'

/** For errors after the request was sent. The request alone can grant access (Enterprise Connect). */
const ACCESS_UNCERTAIN = `${ACCESS_UNCHANGED} If access was being given just now, it may be in force already.`

export const ENGLISH_ERRORS: Readonly<Record<ErrorCategory, TitledText>> = {
  unknownDataCenter: {
    title: 'There is no such data center',
    text: `${NOTHING_CHANGED} Go back and choose one of the list.`,
  },
  unknownCalendars: {
    title: 'A calendar is no longer there',
    text: `One of the calendars that were chosen does not exist any more. ${NOTHING_CHANGED} Go back and choose again.`,
  },
  noCalendars: {
    title: 'There is no calendar to ask for',
    text: `Your account has no calendar that can be changed. ${NOTHING_CHANGED} Connect one with your calendar provider, then come back.`,
  },
  noneSelected: {
    title: 'No calendar was chosen',
    text: `${NOTHING_CHANGED} Go back and tick at least one calendar.`,
  },
  tooManyCalendars: {
    title: 'Too many calendars at once',
    text: `${NOTHING_CHANGED} Go back and choose fewer; you can come back for the rest.`,
  },
  invalidLink: {
    title: 'This link cannot be used',
    text: `It is incomplete, was changed on its way, or was made for something else. ${ACCESS_UNCHANGED} Go back and begin again.`,
  },
  expired: {
    title: 'That took too long',
    text: 'The request has expired. If you allowed access, that stays as it is; begin again to see what is granted.',
  },
  accountMismatch: {
    title: 'Somebody else began this',
    text: `Another account was signed in when this began. ${ACCESS_UNCHANGED} Begin again with the account that is signed in now.`,
  },
  accessDenied: {
    title: 'You did not connect your calendar',
    text: `${NOTHING_CHANGED} If that was not what you meant, try again.`,
  },
  authorizationExpired: {
    title: 'Signing in took too long',
    text: 'A sign-in must be finished within ten minutes. Your calendar was not connected. Try again.',
  },
  reauthorize: {
    title: 'Please connect again',
    text: `The calendar service no longer takes this connection. ${ACCESS_UNCERTAIN} Connect again; if another tab has just done so, try again.`,
  },
  notSignedIn: {
    title: 'You are not signed in',
    text: `${ACCESS_UNCHANGED} Sign in, then try again.`,
  },
  planRequired: {
    title: 'The application may not ask for this',
    text: `Its plan with the calendar service does not include it. ${ACCESS_UNCHANGED} The people who run it can change that.`,
  },
  insufficientScope: {
    title: 'The application needs a wider connection',
    text: `What you allowed so far is not enough to ask for this. ${ACCESS_UNCHANGED} Connect again and allow what is asked.`,
  },
  accountLocked: {
    title: 'Your calendar account is locked',
    text: `The calendar service cannot write to it at the moment. ${ACCESS_UNCHANGED} Sign in to your calendar provider, put that right, then try again.`,
  },
  rateLimited: {
    title: 'Too many people at once',
    text: `${ACCESS_UNCERTAIN} Wait a minute, then try again to see what is granted.`,
  },
  provider: {
    title: 'The calendar service did not answer as it should',
    text: `It is unavailable at the moment, or gave an answer that makes no sense. ${ACCESS_UNCERTAIN} Wait a moment, then try again to see what is granted.`,
  },
  connectionNotSaved: {
    title: "We couldn't save your connection",
    text: "Your calendar account is connected, but the application couldn't save the connection. Connect again.",
  },
  callbackFailed: {
    title: 'We could not write down what you decided',
    text: `The application did not take note of it. ${ACCESS_UNCHANGED} Go back and try again.`,
  },
  crossSite: {
    title: 'This did not come from here',
    text: `Another page sent you, so the request was refused. ${NOTHING_CHANGED} Begin from the application itself.`,
  },
  invalidForm: {
    title: 'This form cannot be used',
    text: `What was sent is incomplete, too long, or not what this page sends. ${NOTHING_CHANGED} Go back and choose again.`,
  },
  notFound: { title: 'There is no such page', text: NOTHING_CHANGED },
  wrongMethod: {
    title: 'This page cannot be opened directly',
    text: `Only a button of the application leads here. ${NOTHING_CHANGED}`,
  },
  internal: {
    title: 'Something went wrong here',
    text: `This is a fault of the application, not yours. ${ACCESS_UNCERTAIN} Go back and try again; if it stays so, tell the people who run it.`,
  },
}
