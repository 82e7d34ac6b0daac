/**
 * The pages' texts in English, the language that every other language falls back to.
 *
 * @module
 */
import type { ErrorMessages, Messages } from './messages.ts'

export type { Messages } from './messages.ts'

/** For errors before anything is requested. */
const NOTHING_CHANGED = 'Nothing was changed.'

/** For errors that can also occur on the return, when access may have been allowed already. */
const ACCESS_UNCHANGED = 'Whatever you allowed stays allowed.'

/** For errors after the request was sent. The request alone can grant access (Enterprise Connect). */
const ACCESS_UNCERTAIN = `${ACCESS_UNCHANGED} If access was being given just now, it may be in force already.`

const layout: Messages['layout'] = {
  direction: 'ltr',
  sandbox: 'Sandbox: no real calendar is touched',
  signOut: 'Sign out',
  unnamedAccount: 'Account without a name',
  steps: 'Progress',
  connect: 'Connect',
  choose: 'Choose',
  allow: 'Allow',
  done: 'Done',
  completed: 'Completed:',
  position: (step, of) => `Step ${step} of ${of}`,
}

const actions: Messages['actions'] = {
  tryAgain: 'Try again',
  connectAgain: 'Connect again',
  toCalendars: 'Back to your calendars',
  startOver: 'Start over',
  toApplication: 'Go back to the application',
  continue: 'Continue',
  requestRemaining: 'Ask for the rest',
  requestAgain: 'Ask again',
  checkAgain: 'Check again',
}

const errors: Messages['errors'] = {
  reference: 'If you ask for help, give this reference:',
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

/** The texts of an error page, apart from the rest, so that a bundle can leave the rest out. */
export const enErrors: ErrorMessages = { layout, actions, errors }

/** The texts in English. */
export const en: Messages = {
  layout,
  actions,
  home: {
    title: 'Full access to your calendars',
    text: (application = 'An application') =>
      `${application} would like to change events in your calendars that it did not make itself. You decide in which ones, and you see afterwards what was really granted.`,
    steps: 'What is about to happen',
    stepConnect: 'You sign in with your calendar service.',
    stepChoose: 'You choose the calendars.',
    stepAllow: 'You allow it or refuse it on the calendar service’s own page.',
    dataCenters: 'In which country is your account?',
    dataCentersHelp:
      'Calendar accounts are kept in one of these data centers. If you do not know yours, ask the people who run the application.',
    lastUsed: 'Used last time',
    signedIn: 'You are connected already.',
    continue: 'Go on to your calendars',
    useAnotherAccount: 'Or connect another account',
  },
  calendars: {
    title: 'Choose calendars',
    text: (application = 'the application') =>
      `Choose the calendars that ${application} may change freely. You will be asked to confirm on the calendar service’s own page.`,
    selectionLost: 'Your calendars have changed since you chose some of them. Choose them again.',
    onlyReadOnly: 'The calendars that are left are read-only: even with full access, nothing can be changed there.',
    limit: (count) => `At most ${count} calendars can be asked for at once; you can come back for the rest.`,
    requestAccess: 'Ask for full access',
    noCalendars:
      'Your account has no calendars. Create one with your calendar provider, or connect another account; then come back.',
    useAnotherAccount: 'Connect another account',
    allGranted: 'The application has full access to all of your calendars already. There is nothing left to ask.',
    filter: 'Find a calendar',
    filterHelp: 'Part of its name or of its account. Your choice is kept.',
    applyFilter: 'Find',
    clearFilter: 'Show all',
    shownCount: (shown, of) => `${shown} of ${of} calendars are shown.`,
    hiddenSelected: (count) => `Chosen and not shown: ${count}. They stay chosen.`,
    noMatches: 'No calendar matches.',
    selectAll: 'Select all',
    selectNone: 'Select none',
    selectAllShown: 'Select all shown',
    selectNoneShown: 'Select none shown',
    unnamedProfile: 'Account without a name',
    unnamed: 'Calendar without a name',
    primary: 'primary',
    readOnly: 'read-only',
    granted: 'full access already',
  },
  verifying: {
    title: 'Looking at your calendars',
    text: 'The calendar service is asked what was really granted. This takes a few seconds, and the page moves on by itself.',
    continue: 'Go on now',
  },
  outcome: {
    granted: {
      title: 'Full access is granted',
      text: 'The calendar service confirms it for every calendar that was asked for.',
      next: 'You are done, and may close this page.',
    },
    partial: {
      title: 'Full access to some calendars',
      text: 'The calendar service confirms it for some of the calendars that were asked for, and not for the others.',
      next: 'You can leave it at that, or ask for the rest.',
    },
    rejected: {
      title: 'You refused full access',
      text: 'Nothing has changed in the calendars that were asked for.',
      next: 'If that is what you meant, you are done. If not, ask again.',
    },
    unconfirmed: {
      title: 'Not confirmed',
      text: 'The calendar service shows no new access yet. Perhaps you left its page without deciding, or it needs a moment.',
      next: 'If you allowed it, wait a moment and check again: that only looks, and changes nothing. If you did not decide, ask again.',
    },
  },
  access: {
    meaning: 'What the application can do',
    unrestricted: {
      name: 'full access',
      can: 'Can change and delete events that it did not make, where the event itself allows it.',
      cannot: 'Cannot change events that do not allow it.',
    },
    ownEventsOnly: {
      name: 'own events only',
      can: 'Can change and delete events that it made itself.',
      cannot: 'Cannot change or delete any other event.',
    },
    unrestrictedReadOnly: {
      name: 'full access, read-only',
      cannot: 'Cannot change anything in spite of full access: the calendar itself does not allow it.',
    },
    readOnly: { name: 'read-only', cannot: 'Cannot change anything: the calendar itself does not allow it.' },
    unknown: {
      name: 'no full access',
      cannot: 'Cannot change events that it did not make, as far as the calendar service says.',
    },
    missing: (count) => `Calendars that are no longer there: ${count}`,
    verifiedAt: 'Read from the calendar service on',
  },
  signOut: {
    revoked: {
      title: 'You are signed out',
      text: 'The connection has ended here and at the calendar service.',
    },
    revokeFailed: {
      title: 'You are signed out here',
      text: 'This browser has forgotten you, but the calendar service could not be told to end the connection. It may still be in force there; connect and sign out again to end it.',
    },
    notSignedIn: {
      title: 'No one was signed in',
      text: 'So there was nothing to end at the calendar service. If you connected before, the connection may still be in force there; connect and sign out again to end it.',
    },
  },
  errors,
}
