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
export type AccessKind = 'unrestricted' | 'unrestrictedReadOnly' | 'ownEventsOnly' | 'readOnly' | 'unknown'

/** A heading and a paragraph. */
export interface TitledText {
  readonly title: string
  readonly text: string
}

/** The texts of one language, in groups. */
export interface Messages {
  /** What is on every page. */
  readonly layout: {
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
    readonly completed: string
    /** In the title of a page; both are numbers. */
    readonly position: (step: string, of: string) => string
  }
  /** Links and buttons that lead on. */
  readonly actions: {
    readonly tryAgain: string
    readonly connectAgain: string
    readonly toCalendars: string
    readonly startOver: string
    readonly toApplication: string
    readonly requestRemaining: string
    readonly requestAgain: string
    readonly checkAgain: string
  }
  readonly home: {
    readonly title: string
    /** Names the application, where it has a name. */
    readonly text: (application: string | undefined) => string
    readonly steps: string
    readonly stepConnect: string
    readonly stepChoose: string
    readonly stepAllow: string
    readonly dataCenters: string
    readonly dataCentersHelp: string
    /** Beside the data center where the person signed in before. */
    readonly lastUsed: string
    readonly signedIn: string
    readonly continue: string
    /** Over the data centers, when somebody is signed in already. */
    readonly useAnotherAccount: string
  }
  readonly calendars: {
    readonly title: string
    /** Names the application, where it has a name. */
    readonly text: (application: string | undefined) => string
    /** In place of it, where the only calendars that are not open yet are read-only. */
    readonly onlyReadOnly: string
    /** How many can be asked for at once, where there are more. */
    readonly limit: (count: string) => string
    readonly requestAccess: string
    readonly noCalendars: string
    readonly useAnotherAccount: string
    readonly allGranted: string
    readonly filter: string
    readonly filterHelp: string
    readonly applyFilter: string
    readonly clearFilter: string
    /** Both are numbers. */
    readonly shownCount: (shown: string, of: string) => string
    /** How many calendars stay ticked out of sight. */
    readonly hiddenSelected: (count: string) => string
    readonly noMatches: string
    readonly selectAll: string
    readonly selectNone: string
    readonly selectAllShown: string
    readonly selectNoneShown: string
    readonly profile: string
    readonly unnamed: string
    readonly primary: string
    readonly readOnly: string
    readonly granted: string
  }
  readonly verifying: TitledText & { readonly continue: string }
  /** What each outcome means to the person. */
  readonly outcome: Readonly<Record<'granted' | 'partial' | 'rejected' | 'unconfirmed', TitledText & { next: string }>>
  /** What each kind of access is called, and means. */
  readonly access: Readonly<Record<AccessKind, { name: string; can?: string; cannot: string }>> & {
    readonly meaning: string
    readonly missing: (count: string) => string
    readonly verifiedAt: string
  }
  readonly signOut: Readonly<Record<'revoked' | 'revokeFailed' | 'notSignedIn', TitledText>>
  readonly errors: Readonly<Record<ErrorCategory, TitledText>> & {
    /** Before what to name when asking for help. */
    readonly reference: string
  }
}

/** What the page of an error needs. */
export type ErrorMessages = Pick<Messages, 'layout' | 'actions' | 'errors'>

/** What can go wrong, as far as it makes a difference to a person. */
export type ErrorCategory =
  | 'unknownDataCenter'
  | 'unknownCalendars'
  | 'noCalendars'
  | 'noneSelected'
  | 'tooManyCalendars'
  | 'invalidLink'
  | 'expired'
  | 'accountMismatch'
  | 'accessDenied'
  | 'reauthorize'
  | 'notSignedIn'
  | 'planRequired'
  | 'insufficientScope'
  | 'accountLocked'
  | 'rateLimited'
  | 'provider'
  | 'callbackFailed'
  | 'crossSite'
  | 'invalidForm'
  | 'notFound'
  | 'internal'

/** Some of the texts of a language, as an application may give its own. */
export type PartialMessages = { readonly [Group in keyof Messages]?: Partial<Messages[Group]> }

/** The texts, with some of them replaced. */
export function mergeMessages<Group extends object>(messages: Group, partial: object): Group {
  const merged = Object.entries(messages).map(([name, message]) => {
    const value: unknown = (partial as Record<string, unknown>)[name] ?? message
    return [name, typeof message === 'object' ? mergeMessages(message, value as object) : value]
  })
  return Object.fromEntries(merged) as Group
}
