/**
 * The pages' texts in English, the language that every other language falls back to.
 *
 * @module
 */
import { ENGLISH_ERRORS } from '../../../src/handler/errors/english.ts'
import type { ErrorMessages, Messages } from './messages.ts'

export type { Messages } from './messages.ts'

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
  cancel: 'Cancel',
}

const errors: Messages['errors'] = {
  reference: 'If you ask for help, give this reference:',
  ...ENGLISH_ERRORS,
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
