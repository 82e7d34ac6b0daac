import type { FailureTexts, Texts } from './messages.ts'

/** For what happens before anything is asked for. */
const NOTHING_CHANGED = 'Nothing was changed.'

/** For what may happen on the way back as well, when access may have been allowed already. */
const STAYS = 'Whatever you allowed stays allowed.'

/** For what may happen after the request went out: an account may have been opened by it alone. */
const IN_DOUBT = `${STAYS} If access was being given just now, it may be in force already.`

const frame: Texts['frame'] = {
  direction: 'ltr',
  sandbox: 'Sandbox: no real calendar is touched',
  signOut: 'Sign out',
  steps: 'Progress',
  connect: 'Connect',
  choose: 'Choose',
  allow: 'Allow',
  done: 'Done',
  finished: 'Completed:',
  position: (step, of) => `Step ${step} of ${of}`,
}

const ways: Texts['ways'] = {
  tryAgain: 'Try again',
  connectAgain: 'Connect again',
  toCalendars: 'Back to your calendars',
  startOver: 'Start over',
  toApplication: 'Go back to the application',
  askRest: 'Ask for the rest',
  askAgain: 'Ask again',
  checkAgain: 'Check again',
}

const failure: Texts['failure'] = {
  reference: 'If you ask for help, give this reference:',
  dataCenter: {
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
  noneChosen: {
    title: 'No calendar was chosen',
    text: `${NOTHING_CHANGED} Go back and tick at least one calendar.`,
  },
  tooMany: {
    title: 'Too many calendars at once',
    text: `${NOTHING_CHANGED} Go back and choose fewer; you can come back for the rest.`,
  },
  link: {
    title: 'This link cannot be used',
    text: `It is incomplete, was changed on its way, or was made for something else. ${STAYS} Go back and begin again.`,
  },
  expired: {
    title: 'That took too long',
    text: 'The request has expired. If you allowed access, that stays as it is; begin again to see what is granted.',
  },
  somebodyElse: {
    title: 'Somebody else began this',
    text: `Another account was signed in when this began. ${STAYS} Begin again with the account that is signed in now.`,
  },
  refused: {
    title: 'You did not connect your calendar',
    text: `${NOTHING_CHANGED} If that was not what you meant, try again.`,
  },
  reconnect: {
    title: 'Please connect again',
    text: `The calendar service no longer takes this connection. ${IN_DOUBT} Connect again; if another tab has just done so, try again.`,
  },
  signedOut: {
    title: 'You are not signed in',
    text: `${STAYS} Sign in, then try again.`,
  },
  plan: {
    title: 'The application may not ask for this',
    text: `Its plan with the calendar service does not include it. ${STAYS} The people who run it can change that.`,
  },
  scope: {
    title: 'The application needs a wider connection',
    text: `What you allowed so far is not enough to ask for this. ${STAYS} Connect again and allow what is asked.`,
  },
  locked: {
    title: 'Your calendar account is locked',
    text: `The calendar service cannot write to it at the moment. ${STAYS} Sign in to your calendar provider, put that right, then try again.`,
  },
  crowd: {
    title: 'Too many people at once',
    text: `${IN_DOUBT} Wait a minute, then try again to see what is granted.`,
  },
  provider: {
    title: 'The calendar service did not answer as it should',
    text: `It is unavailable at the moment, or gave an answer that makes no sense. ${IN_DOUBT} Wait a moment, then try again to see what is granted.`,
  },
  notRecorded: {
    title: 'We could not write down what you decided',
    text: `The application did not take note of it. ${STAYS} Go back and try again.`,
  },
  foreign: {
    title: 'This did not come from here',
    text: `Another page sent you, so the request was refused. ${NOTHING_CHANGED} Begin from the application itself.`,
  },
  form: {
    title: 'This form cannot be used',
    text: `What was sent is incomplete, too long, or not what this page sends. ${NOTHING_CHANGED} Go back and choose again.`,
  },
  noPage: { title: 'There is no such page', text: NOTHING_CHANGED },
  ours: {
    title: 'Something went wrong here',
    text: `This is a fault of the application, not yours. ${IN_DOUBT} Go back and try again; if it stays so, tell the people who run it.`,
  },
}

/** What the page of an error says in English, apart, so that nobody has to ship the rest for it. */
export const englishFailures: FailureTexts = { frame, ways, failure }

/** Every text in English. */
export const english: Texts = {
  frame,
  ways,
  home: {
    title: 'Full access to your calendars',
    text: (application = 'An application') =>
      `${application} would like to change events in your calendars that it did not make itself. You decide in which ones, and you see afterwards what was really granted.`,
    plan: 'What is about to happen',
    planConnect: 'You sign in with your calendar service.',
    planChoose: 'You choose the calendars.',
    planAllow: 'You allow it or refuse it on the calendar service’s own page.',
    dataCenters: 'In which country is your account?',
    dataCentersHelp:
      'Calendar accounts are kept in one of these data centers. If you do not know yours, ask the people who run the application.',
    remembered: 'Used last time',
    signedIn: 'You are connected already.',
    goOn: 'Go on to your calendars',
    another: 'Or connect another account',
  },
  choose: {
    title: 'Choose calendars',
    text: (application = 'the application') =>
      `Choose the calendars that ${application} may change freely. You will be asked to confirm on the calendar service’s own page.`,
    onlyReadOnly: 'The calendars that are left are read-only: even with full access, nothing can be changed there.',
    limit: (count) => `At most ${count} calendars can be asked for at once; you can come back for the rest.`,
    ask: 'Ask for full access',
    none: 'Your account has no calendars. Create one with your calendar provider, or connect another account; then come back.',
    anotherAccount: 'Connect another account',
    allGranted: 'The application has full access to all of your calendars already. There is nothing left to ask.',
    filter: 'Find a calendar',
    filterHelp: 'Part of its name or of its account. Your choice is kept.',
    show: 'Find',
    showAll: 'Show all',
    shown: (shown, of) => `${shown} of ${of} calendars are shown.`,
    hidden: (count) => `Chosen and not shown: ${count}. They stay chosen.`,
    nothingMatches: 'No calendar matches.',
    selectAll: 'Select all',
    selectNone: 'Select none',
    selectAllShown: 'Select all shown',
    selectNoneShown: 'Select none shown',
    profile: 'Calendars',
    nameless: 'Calendar without a name',
    primary: 'primary',
    readOnly: 'read-only',
    granted: 'full access already',
  },
  verifying: {
    title: 'Looking at your calendars',
    text: 'The calendar service is asked what was really granted. This takes a few seconds, and the page moves on by itself.',
    goOn: 'Go on now',
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
    full: {
      name: 'full access',
      can: 'Can change and delete events that it did not make, where the event itself allows it.',
      cannot: 'Cannot change events that do not allow it.',
    },
    own: {
      name: 'own events only',
      can: 'Can change and delete events that it made itself.',
      cannot: 'Cannot change or delete any other event.',
    },
    fullReadOnly: {
      name: 'full access, read-only',
      cannot: 'Cannot change anything in spite of full access: the calendar itself does not allow it.',
    },
    readOnly: { name: 'read-only', cannot: 'Cannot change anything: the calendar itself does not allow it.' },
    other: {
      name: 'no full access',
      cannot: 'Cannot change events that it did not make, as far as the calendar service says.',
    },
    missing: (count) => `Calendars that are no longer there: ${count}`,
    verifiedAt: 'Read from the calendar service on',
  },
  signOut: {
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
  },
  failure,
}
