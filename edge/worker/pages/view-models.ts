/**
 * What the pages of the connect app show, as data: all that a page of one's own needs. Nothing in it is escaped, and the
 * names of calendars, profiles and accounts are any text that somebody typed.
 *
 * @module
 */
import type { DataCenter } from '../../../src/data-centers.ts'
import type { Outcome } from '../../../src/flow/outcome.ts'
import type { Brand } from '../config/brand.ts'
import type { Failure } from '../errors/error-status.ts'
import type { Language } from '../i18n/language.ts'
import type { Access } from '../i18n/messages.ts'
import type { Markup } from './parts/markup.ts'

/** The steps that a person goes through. */
export type Step = 'connect' | 'choose' | 'allow' | 'done'

/** What every page has. */
export interface View {
  readonly title: string
  /** Where the person is on their way; `undefined` where they are on none. */
  readonly step: Step | undefined
  readonly language: Language
  readonly brand: Brand
  /** Who is signed in, by name, and where a form is posted to sign out. */
  readonly account: { readonly name: string; readonly signOut: string } | undefined
  /** Whether a sandbox stands in for the provider. */
  readonly sandbox: boolean
}

/** A way to go on. */
export interface Action {
  readonly href: string
  readonly label: string
}

/** The first page: what is about to happen, and the choice of a data center. */
export interface HomeView extends View {
  /** By the name of the country; the one that was used last comes first. */
  readonly dataCenters: readonly {
    readonly id: DataCenter
    /** In the language of the page. */
    readonly country: string
    /** Where one signs in, such as `app-de.cronofy.com`. */
    readonly host: string
    readonly href: string
    /** Whether somebody signed in here before, in this browser. */
    readonly remembered: boolean
  }[]
  /** Where whoever is signed in goes on. */
  readonly goOn: string | undefined
}

/** An account at a provider, such as Google, and calendars that are in it. */
export interface Profile<Item> {
  readonly name: string
  /** The provider in words, such as `Apple iCloud`. */
  readonly provider: string
  readonly calendars: readonly Item[]
}

/** A calendar to choose. */
export interface CalendarChoice {
  readonly id: string
  readonly name: string
  readonly primary: boolean
  readonly readOnly: boolean
  /** Whether the application has full access to it already: it cannot be chosen then. */
  readonly granted: boolean
  readonly ticked: boolean
}

/**
 * The choice of calendars: one form, which is posted to `start`, or by buttons with `formaction` to `refine`, with all
 * that it holds. A field named `calendar_id` for each calendar that is chosen, shown or not, and one without a value,
 * which says that the others are not.
 */
export interface CalendarsView extends View {
  /** The calendars that are shown. */
  readonly profiles: readonly Profile<CalendarChoice>[]
  /** Where the form asks for full access; `undefined` where there is nothing to ask for. */
  readonly start: string | undefined
  /** Goes along as the field `return_to`. */
  readonly returnTo: string
  /**
   * Where the same page is rendered anew and nothing is changed: `filter` is the text to find, `press` the
   * {@link Press}, and `applied` the filter as it is shown.
   */
  readonly refine: string
  /** The text that is looked for, and empty where all are shown. */
  readonly filter: string
  /** The button that led here, so that it has the focus again. */
  readonly pressed: Press | undefined
  /** How many can be asked for at once. */
  readonly limit: number
  /** How many there are, shown or not. */
  readonly total: number
  /** The ids of the chosen calendars that the filter hides. */
  readonly hidden: readonly string[]
  /** Whether any of them can be changed and is not open yet. */
  readonly anyEligible: boolean
}

/** A button of the choice that shows it anew: those that match, all, and with all or none of those shown ticked. */
export type Press = 'matching' | 'everything' | 'select-all' | 'select-none'

/** A calendar that was asked for. */
export interface CalendarAccess {
  readonly id: string
  readonly name: string
  readonly access: Access
}

/** What came of it, calendar by calendar. */
export interface OutcomeView extends View {
  readonly outcome: Outcome
  /** Its calendars. */
  readonly profiles: readonly Profile<CalendarAccess>[]
  /** Where to look once more, which only reads. */
  readonly checkAgain: string
  /** The choice of calendars, with those ticked that are not granted; `undefined` where none is left. */
  readonly askAgain: string | undefined
  readonly calendars: string
}

/** One thing to say, such as what went wrong, and how to go on. */
export interface MessageView extends View {
  readonly text: string
  /** The likeliest first; at least one. */
  readonly actions: readonly Action[]
  /** What went wrong, if something did. `reference` is the `request_id` of the log. */
  readonly failure: { readonly code: Failure['code']; readonly reference: string } | undefined
}

/** While the calendars are looked at: the answer has a `Refresh` header, which leads on by itself. */
export interface VerifyingView extends View {
  readonly goOn: string
}

/** Gives a whole page: markup of `hono/html`, or a text in which everything is escaped already. */
export type Render<Seen extends View> = (view: Seen) => Markup | string | Promise<string>

/** Every page of the connect app. */
export interface Pages {
  readonly home: Render<HomeView>
  readonly calendars: Render<CalendarsView>
  readonly outcome: Render<OutcomeView>
  readonly message: Render<MessageView>
  readonly verifying: Render<VerifyingView>
}
