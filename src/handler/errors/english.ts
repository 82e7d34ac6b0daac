/**
 * The texts of error pages in English. Other languages are in `edge/worker/i18n`.
 *
 * @module
 */
import type { ErrorCategory, TitledText } from './error-messages.ts'

/** For errors before anything is requested. */
const NOTHING_CHANGED = 'Nothing was changed.'

/** For errors that can also occur on the return, when the user may have granted access already. */
const ACCESS_UNCHANGED = 'Access that you have granted stays as it is.'

/** For errors after the request was sent. The request alone can grant access (Enterprise Connect). */
const ACCESS_UNCERTAIN = `${ACCESS_UNCHANGED} If you were just granting access, it may already be in effect.`

const CONTACT = 'If this keeps happening, contact {the application’s support team}.'

/** Words in braces are replaced by the application's name, if it is known. */
export const ENGLISH_ERRORS: Readonly<Record<ErrorCategory, TitledText>> = {
  unknownDataCenter: {
    title: 'Unknown data center',
    text: `The data center in this link isn’t available here. ${NOTHING_CHANGED} Start over to connect your calendar.`,
  },
  unknownCalendars: {
    title: 'A calendar no longer exists',
    text: `One of the calendars that you selected no longer exists. ${NOTHING_CHANGED} Go back and select your calendars again.`,
  },
  noCalendars: {
    title: 'No calendar can be changed',
    text: `Your account has no calendar in which events can be changed. ${NOTHING_CHANGED} Add a calendar at your calendar provider, then come back.`,
  },
  noneSelected: {
    title: 'No calendar selected',
    text: `${NOTHING_CHANGED} Go back and select at least one calendar.`,
  },
  tooManyCalendars: {
    title: 'Too many calendars selected',
    text: `${NOTHING_CHANGED} Go back and select fewer calendars. You can request the others afterward.`,
  },
  invalidLink: {
    title: 'This link doesn’t work',
    text: `The link is incomplete, was changed, or belongs to another page. ${ACCESS_UNCHANGED} Go back and start again.`,
  },
  expired: {
    title: 'This request has expired',
    text: `${ACCESS_UNCHANGED} Start again to see what is granted.`,
  },
  expiredLink: {
    title: 'This link has expired',
    text: `${NOTHING_CHANGED} Go back to {the application} and start again.`,
  },
  accountMismatch: {
    title: 'You’re signed in with a different account',
    text: `This request was started with another account. ${ACCESS_UNCHANGED} Start again with the account that is signed in now.`,
  },
  accessDenied: {
    title: 'Your calendar isn’t connected',
    text: `The connection was declined on Cronofy’s page. ${NOTHING_CHANGED} If you change your mind, try again.`,
  },
  authorizationExpired: {
    title: 'Signing in took too long',
    text: 'Your calendar wasn’t connected. Try again and finish within ten minutes.',
  },
  reauthorize: {
    title: 'Your connection has expired',
    text: `Cronofy no longer accepts this connection. ${ACCESS_UNCERTAIN} Connect again. If you just did so in another tab, try again.`,
  },
  notSignedIn: {
    title: 'You’re not signed in',
    text: `${ACCESS_UNCHANGED} Sign in, then try again.`,
  },
  planRequired: {
    title: 'Full access isn’t available for {this application}',
    text: `The Cronofy plan of {the application} doesn’t include it. ${ACCESS_UNCHANGED} If you need full access, contact {the application’s support team}.`,
  },
  insufficientScope: {
    title: 'More access is needed to connect',
    text: `The access that you granted when you connected isn’t enough to request full access. ${ACCESS_UNCHANGED} Connect again and allow what is requested.`,
  },
  accountLocked: {
    title: 'Your calendar account is locked',
    text: `Cronofy can’t change events in it at the moment. ${ACCESS_UNCHANGED} Sign in at your calendar provider and fix the problem. Then try again.`,
  },
  rateLimited: {
    title: 'Too many requests',
    text: `${ACCESS_UNCERTAIN} Wait a minute, then try again to see what is granted.`,
  },
  provider: {
    title: 'Cronofy didn’t respond as expected',
    text: `Cronofy may be unavailable at the moment. ${ACCESS_UNCERTAIN} Wait a moment, then try again to see what is granted. ${CONTACT}`,
  },
  connectionNotSaved: {
    title: 'We couldn’t save your connection',
    text: `Your calendar account is connected, but {the application} couldn’t save the connection. Try again. ${CONTACT}`,
  },
  callbackFailed: {
    title: 'We couldn’t save your choice',
    text: `{The application} couldn’t save what you decided. ${ACCESS_UNCHANGED} Try again. ${CONTACT}`,
  },
  disconnectionNotSaved: {
    title: 'We couldn’t finish disconnecting',
    text: `Your calendars are disconnected at Cronofy, but {the application} couldn’t save that. Try again. ${CONTACT}`,
  },
  crossSite: {
    title: 'Request blocked: it came from another site',
    text: `${NOTHING_CHANGED} To continue, start on a page of {the application}.`,
  },
  invalidForm: {
    title: 'This form can’t be used',
    text: `The form was incomplete, too long, or changed. ${NOTHING_CHANGED} Go back and select your calendars again.`,
  },
  notFound: { title: 'Page not found', text: `${NOTHING_CHANGED} Check the URL, or start over.` },
  wrongMethod: {
    title: 'This page can’t be opened directly',
    text: `${NOTHING_CHANGED} Go back and use the button on the page.`,
  },
  internal: {
    title: 'Something went wrong',
    text: `The problem is on our side, not with your account. ${ACCESS_UNCERTAIN} Try again. ${CONTACT}`,
  },
}
