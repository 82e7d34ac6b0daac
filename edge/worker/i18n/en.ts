/**
 * The pages' texts in English, the language that every other language falls back to.
 *
 * @module locales
 */
import { ENGLISH_ERRORS } from '../../../src/handler/errors/english.ts'
import type { ErrorMessages, Messages } from './messages.ts'

export type { Messages } from './messages.ts'

const layout: Messages['layout'] = {
  direction: 'ltr',
  sandbox: 'Test mode: no real calendar is changed',
  signOut: 'Sign out',
  disconnect: 'Disconnect',
  unnamedAccount: 'Unnamed account',
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
  toApplication: 'Go back to {the application}',
  continueToApplication: 'Continue to {the application}',
  done: 'Done',
  continue: 'Continue',
  requestRemaining: 'Request access to the rest',
  requestAgain: 'Request access again',
  checkAgain: 'Check again',
  cancel: 'Cancel',
}

const errors: Messages['errors'] = {
  reference: 'If you contact support, give this reference:',
  ...ENGLISH_ERRORS,
}

/** The texts of an error page, apart from the rest, so that a bundle can leave the rest out. */
export const enErrors: ErrorMessages = { layout, actions, errors }

/** The texts in English. */
export const en: Messages = {
  layout,
  actions,
  request: {
    asks: '{The application} wants to change and delete events in your calendars, including events it didn’t create.',
    account: 'Account:',
    abilities: 'With full access, {the application} can:',
    see: 'See events',
    change: 'Change events, including events it didn’t create',
    delete: 'Delete events, including events it didn’t create',
    notRecurring: 'Recurring events created elsewhere can’t be changed',
    notReadOnly: 'Read-only calendars and events can’t be changed',
    confirm:
      'You confirm or decline on Cronofy’s page. For accounts managed by your organization, access may be granted without this step.',
  },
  home: {
    title: 'Full access to your calendars',
    text: 'You choose the calendars, and afterward you see what was granted.',
    steps: 'What happens next',
    stepConnect: 'You sign in at Cronofy, the service that connects your calendars.',
    stepChoose: 'You choose the calendars.',
    connect: 'Connect your calendar',
    connectOnly: 'You sign in at Cronofy, the service that connects your calendars to {the application}.',
    dataCenters: 'In which country is your account?',
    dataCentersHelp:
      'Your calendar account is in one of these data centers. If you don’t know which one, ask {the application’s support team}.',
    lastUsed: 'Last used',
    signedIn: 'Your calendar is connected.',
    continue: 'Continue to your calendars',
    useAnotherAccount: 'Or connect another account',
  },
  calendars: {
    title: 'Choose calendars',
    text: 'Choose the calendars in which {the application} may change and delete events.',
    selectionLost: 'Your calendars have changed since you selected some of them. Select them again.',
    onlyReadOnly:
      'The remaining calendars are read-only. Even with full access, {the application} can’t change events in them.',
    limit: (count) => `You can request up to ${count} calendars at a time, and the others afterward.`,
    requestAccess: 'Request full access',
    noCalendars:
      'Your account has no calendars. Create a calendar at your calendar provider and come back, or connect another account.',
    useAnotherAccount: 'Connect another account',
    allGranted: '{The application} already has full access to all your calendars. There is nothing left to request.',
    filter: 'Find a calendar',
    filterHelp: 'Enter part of a calendar name or account name. Your selection is kept.',
    applyFilter: 'Find',
    clearFilter: 'Show all',
    shownCount: (shown, of) => `Showing ${shown} of ${of} calendars.`,
    hiddenSelected: (count) => `Selected but not shown: ${count}. They stay selected.`,
    noMatches: 'No calendar matches.',
    selectAll: 'Select all',
    selectNone: 'Deselect all',
    selectAllShown: 'Select all shown',
    selectNoneShown: 'Deselect all shown',
    unnamedProfile: 'Unnamed account',
    unnamed: 'Unnamed calendar',
    primary: 'primary',
    readOnly: 'read-only',
    granted: 'full access granted',
  },
  verifying: {
    title: 'Checking what was granted',
    text: 'We’re asking Cronofy what was granted. This takes a few seconds, and the page continues by itself.',
    continue: 'Continue now',
  },
  outcome: {
    granted: {
      title: 'Full access granted',
      text: 'Cronofy confirms full access to every calendar that was requested.',
      next: 'You’re done. You can close this page.',
    },
    partial: {
      title: 'Full access to some calendars',
      text: 'Cronofy confirms full access to some of the requested calendars, but not to the others.',
      next: 'You can leave it as it is, or request access to the rest.',
    },
    rejected: {
      title: 'Full access not granted',
      text: 'The request was declined. Nothing has changed in the requested calendars.',
      next: 'You’re done. If you change your mind, you can request access again.',
    },
    unconfirmed: {
      title: 'We can’t confirm access yet',
      text: 'Cronofy doesn’t show the new access. You may have left its page without deciding, or Cronofy may need a moment.',
      next: 'If you confirmed, wait a moment and check again. If you haven’t decided yet, request access again.',
    },
  },
  access: {
    meaning: 'What {the application} can do',
    unrestricted: {
      name: 'full access',
      can: 'Can change and delete events, including events it didn’t create.',
      cannot: 'Can’t change read-only events, or recurring events created elsewhere.',
    },
    ownEventsOnly: {
      name: 'only events created by {the application}',
      can: 'Can change and delete events that it created.',
      cannot: 'Can’t change or delete other events.',
    },
    unrestrictedReadOnly: {
      name: 'full access, read-only',
      cannot: 'Can’t change anything despite full access, because the calendar is read-only.',
    },
    readOnly: { name: 'read-only', cannot: 'Can’t change anything, because the calendar is read-only.' },
    unknown: {
      name: 'no full access',
      cannot: 'Can’t change events that it didn’t create, according to Cronofy.',
    },
    missing: (count) => `Calendars that no longer exist: ${count}`,
    verifiedAt: 'Checked with Cronofy on',
  },
  signOut: {
    signedOut: {
      title: 'You’re signed out',
      text: 'This browser has forgotten your account. Your calendars stay connected to {the application}. To end the connection, connect again and choose “Disconnect”.',
    },
    notSignedIn: {
      title: 'You weren’t signed in',
      text: 'There was nothing to sign out of. If you connected your calendars before, they may still be connected to {the application}. To end the connection, connect again and choose “Disconnect”.',
    },
  },
  disconnect: {
    question: {
      title: 'Disconnect your calendars?',
      text: 'This ends the connection at Cronofy: {the application} can no longer see or change your calendars. You’re also signed out of this browser.',
    },
    confirm: 'Disconnect',
    disconnected: {
      title: 'Your calendars are disconnected',
      text: 'The connection at Cronofy has ended, and you’re signed out.',
    },
    failed: {
      title: 'We couldn’t disconnect your calendars',
      text: 'Cronofy didn’t confirm the end of the connection, so your calendars may still be connected. You’re still signed in. Try again. If this keeps happening, contact {the application’s support team}.',
    },
  },
  errors,
}
