/**
 * Every text that a person reads here, by name. Each language has a file of its own, and this type makes it impossible
 * that one lacks a text.
 *
 * @module
 */

/**
 * What the application may do with a calendar: everything; everything, where there is nothing to be done since it is
 * read-only; what it made itself; nothing; or what nobody knows.
 */
export type Access = 'full' | 'fullReadOnly' | 'own' | 'readOnly' | 'other'

/** A heading and a paragraph. */
export interface Words {
  readonly title: string
  readonly text: string
}

/** The texts of one language, in groups. */
export interface Texts {
  /** What is on every page. */
  readonly frame: {
    readonly direction: 'ltr' | 'rtl'
    readonly sandbox: string
    readonly signOut: string
    /** What the line of steps is called, to whoever cannot see it. */
    readonly steps: string
    readonly connect: string
    readonly choose: string
    readonly allow: string
    readonly done: string
    /** Before a step that is behind the person, to whoever cannot see it. */
    readonly finished: string
    /** In the title of a page; both are numbers. */
    readonly position: (step: string, of: string) => string
  }
  /** Links and buttons that lead on. */
  readonly ways: {
    readonly tryAgain: string
    readonly connectAgain: string
    readonly toCalendars: string
    readonly startOver: string
    readonly toApplication: string
    readonly askRest: string
    readonly askAgain: string
    readonly checkAgain: string
  }
  readonly home: {
    readonly title: string
    /** Names the application, where it has a name. */
    readonly text: (application: string | undefined) => string
    readonly plan: string
    readonly planConnect: string
    readonly planChoose: string
    readonly planAllow: string
    readonly dataCenters: string
    readonly dataCentersHelp: string
    /** Beside the data center where the person signed in before. */
    readonly remembered: string
    readonly signedIn: string
    readonly goOn: string
    /** Over the data centers, when somebody is signed in already. */
    readonly another: string
  }
  readonly choose: {
    readonly title: string
    /** Names the application, where it has a name. */
    readonly text: (application: string | undefined) => string
    /** In place of it, where the only calendars that are not open yet are read-only. */
    readonly onlyReadOnly: string
    /** How many can be asked for at once, where there are more. */
    readonly limit: (count: string) => string
    readonly ask: string
    readonly none: string
    readonly anotherAccount: string
    readonly allGranted: string
    readonly filter: string
    readonly filterHelp: string
    readonly show: string
    readonly showAll: string
    /** Both are numbers. */
    readonly shown: (shown: string, of: string) => string
    /** How many calendars stay ticked out of sight. */
    readonly hidden: (count: string) => string
    readonly nothingMatches: string
    readonly selectAll: string
    readonly selectNone: string
    readonly selectAllShown: string
    readonly selectNoneShown: string
    readonly profile: string
    readonly nameless: string
    readonly primary: string
    readonly readOnly: string
    readonly granted: string
  }
  readonly verifying: Words & { readonly goOn: string }
  /** What each outcome means to the person. */
  readonly outcome: Readonly<Record<'granted' | 'partial' | 'rejected' | 'unconfirmed', Words & { next: string }>>
  /** What each kind of access is called, and means. */
  readonly access: Readonly<Record<Access, { name: string; can?: string; cannot: string }>> & {
    readonly meaning: string
    readonly missing: (count: string) => string
    readonly verifiedAt: string
  }
  readonly signOut: Readonly<Record<'ended' | 'kept' | 'nobody', Words>>
  readonly failure: Readonly<Record<FailureKind, Words>> & {
    /** Before what to name when asking for help. */
    readonly reference: string
  }
}

/** What the page of an error needs. */
export type FailureTexts = Pick<Texts, 'frame' | 'ways' | 'failure'>

/** What can go wrong, as far as it makes a difference to a person. */
export type FailureKind =
  | 'dataCenter'
  | 'unknownCalendars'
  | 'noCalendars'
  | 'noneChosen'
  | 'tooMany'
  | 'link'
  | 'expired'
  | 'somebodyElse'
  | 'refused'
  | 'reconnect'
  | 'signedOut'
  | 'plan'
  | 'scope'
  | 'locked'
  | 'crowd'
  | 'provider'
  | 'notRecorded'
  | 'foreign'
  | 'form'
  | 'noPage'
  | 'ours'

/** Some of the texts of a language, as an application may give its own. */
export type SomeTexts = { readonly [Group in keyof Texts]?: Partial<Texts[Group]> }

/** The texts, with some of them replaced. */
export function replaceTexts<Group extends object>(texts: Group, some: object): Group {
  const replaced = Object.entries(texts).map(([name, text]) => {
    const value: unknown = (some as Record<string, unknown>)[name] ?? text
    return [name, typeof text === 'object' ? replaceTexts(text, value as object) : value]
  })
  return Object.fromEntries(replaced) as Group
}
