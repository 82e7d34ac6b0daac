/**
 * The texts that users read, by name. English has all of them. Another language may lack some.
 *
 * A text names the application by words in braces: `{The application} wants to change events.` If the application has a
 * name (`BRAND_NAME`), the name replaces the words. Otherwise, the words stay.
 *
 * @module
 */

import { insertApplicationName } from '../../../src/handler/errors/application-name.ts'
import type { ErrorCategory, TitledText } from '../../../src/handler/errors/error-messages.ts'

export type { ErrorCategory, TitledText } from '../../../src/handler/errors/error-messages.ts'

/**
 * What the application may do in a calendar.
 *
 * - `unrestricted`: change and delete every event.
 * - `unrestrictedReadOnly`: nothing, because the calendar is read-only, although full access was granted.
 * - `ownEventsOnly`: change and delete the events that it created.
 * - `readOnly`: nothing, because the calendar is read-only.
 * - `unknown`: Cronofy reports a permission level that this version does not know.
 */
export type AccessKind = 'unrestricted' | 'unrestrictedReadOnly' | 'ownEventsOnly' | 'readOnly' | 'unknown'

/** The texts of one language, in groups. */
export interface Messages {
  /** Shown on every page. */
  readonly layout: {
    readonly direction: 'ltr' | 'rtl'
    readonly sandbox: string
    readonly signOut: string
    readonly disconnect: string
    /** Replaces the name of the signed-in account if it has none. */
    readonly unnamedAccount: string
    /** The name of the list of steps, for screen readers. */
    readonly steps: string
    readonly connect: string
    readonly choose: string
    readonly allow: string
    readonly done: string
    /** Precedes a step that is done, for screen readers. */
    readonly completed: string
    /** Part of the page title. Both parameters are formatted numbers. */
    readonly position: (step: string, of: string) => string
  }
  /** Labels of links and buttons. */
  readonly actions: {
    readonly tryAgain: string
    readonly connectAgain: string
    readonly toCalendars: string
    readonly startOver: string
    readonly toApplication: string
    /** Replaces `done` after access was granted, if there is a page of the application to go to. */
    readonly continueToApplication: string
    readonly done: string
    readonly continue: string
    readonly requestRemaining: string
    readonly requestAgain: string
    readonly checkAgain: string
    readonly cancel: string
  }
  /** What the application asks for. Shown before the user is asked to confirm. */
  readonly request: {
    readonly asks: string
    /** Precedes the name of the account. */
    readonly account: string
    /** The heading of the list of what full access allows, and what it does not. */
    readonly abilities: string
    readonly see: string
    readonly change: string
    readonly delete: string
    /** Exceptions. */
    readonly notRecurring: string
    readonly notReadOnly: string
    readonly confirm: string
  }
  readonly home: {
    readonly title: string
    readonly text: string
    readonly steps: string
    readonly stepConnect: string
    readonly stepChoose: string
    /** The button if there is one data center. Also the title of the page that only connects. */
    readonly connect: string
    /** Replaces the other texts on the page that only connects. */
    readonly connectOnly: string
    readonly dataCenters: string
    readonly dataCentersHelp: string
    /** Marks the data center in which this browser signed in last. */
    readonly lastUsed: string
    readonly signedIn: string
    readonly continue: string
    /** The heading of the data centers if a user is signed in already. */
    readonly useAnotherAccount: string
  }
  readonly calendars: {
    readonly title: string
    readonly text: string
    /** Replaces `text` if all remaining calendars are read-only. */
    readonly onlyReadOnly: string
    readonly selectionLost: string
    /** Shown if the account has more calendars than one request may contain. `count` is a formatted number. */
    readonly limit: (count: string) => string
    readonly requestAccess: string
    readonly noCalendars: string
    readonly useAnotherAccount: string
    readonly allGranted: string
    readonly filter: string
    readonly filterHelp: string
    readonly applyFilter: string
    readonly clearFilter: string
    /** Both parameters are formatted numbers. */
    readonly shownCount: (shown: string, of: string) => string
    /** `count` is the formatted number of selected calendars that the filter hides. */
    readonly hiddenSelected: (count: string) => string
    readonly noMatches: string
    readonly selectAll: string
    readonly selectNone: string
    readonly selectAllShown: string
    readonly selectNoneShown: string
    /** Replaces the name of a profile, the account at a calendar provider, if it has none. */
    readonly unnamedProfile: string
    /** Replaces the name of a calendar if it has none. */
    readonly unnamed: string
    readonly primary: string
    readonly readOnly: string
    readonly granted: string
  }
  readonly verifying: TitledText & { readonly continue: string }
  /** Explains each outcome. */
  readonly outcome: Readonly<Record<'granted' | 'partial' | 'rejected' | 'unconfirmed', TitledText & { next: string }>>
  /** Names and explains each kind of access. */
  readonly access: Readonly<Record<AccessKind, { name: string; can?: string; cannot: string }>> & {
    readonly meaning: string
    readonly missing: (count: string) => string
    readonly verifiedAt: string
  }
  /** Signing out forgets this browser. */
  readonly signOut: Readonly<Record<'signedOut' | 'notSignedIn', TitledText>>
  /** Disconnecting revokes the authorization at Cronofy. */
  readonly disconnect: Readonly<Record<'question' | 'disconnected' | 'failed', TitledText>> & {
    /** The button that disconnects. */
    readonly confirm: string
  }
  readonly errors: Readonly<Record<ErrorCategory, TitledText>> & {
    /** Precedes the reference that a user gives to support. */
    readonly reference: string
  }
}

/** The texts of an error page. */
export type ErrorMessages = Pick<Messages, 'layout' | 'actions' | 'errors'>

/** Some properties of a value, at any depth. */
export type DeepPartial<Value> = Value extends (...args: never) => unknown
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> }
    : Value

/** Some of the texts of a language. A text that is missing is shown in English. */
export type PartialMessages = DeepPartial<Messages>

/** Returns the texts with some of them replaced. */
export function mergeMessages<Catalog extends object>(messages: Catalog, partial: DeepPartial<Catalog>): Catalog {
  const merged = Object.entries(messages).map(([name, message]) => {
    const value: unknown = (partial as Readonly<Record<string, unknown>>)[name] ?? message
    return [name, typeof message === 'object' ? mergeMessages(message, value as object) : value]
  })
  return Object.fromEntries(merged) as Catalog
}

/** Returns the texts with the application's name in place of the words in braces. */
export function nameApplication<Catalog extends object>(messages: Catalog, name: string | undefined): Catalog {
  const named = Object.entries(messages).map(([key, message]: [string, unknown]) => [key, nameIn(message, name)])
  return Object.fromEntries(named) as Catalog
}

function nameIn(message: unknown, name: string | undefined): unknown {
  if (typeof message === 'string') return insertApplicationName(message, name)
  if (typeof message !== 'function') return nameApplication(message as object, name)
  return (...numbers: unknown[]): string => insertApplicationName(String(message(...numbers)), name)
}
