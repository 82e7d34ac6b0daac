/**
 * What the pages of the connect app show, as data: all that a page of one's own needs. Nothing in it is escaped, and the
 * names of calendars, profiles and accounts are any text that somebody typed.
 *
 * @module
 */
import type { DataCenter } from '../../../src/data-centers.ts'
import type { Outcome } from '../../../src/flow/outcome.ts'
import type { Brand } from '../config/brand.ts'
import type { PublicError } from '../errors/error-status.ts'
import type { Locale } from '../i18n/language.ts'
import type { AccessKind } from '../i18n/messages.ts'
import type { Markup } from './parts/markup.ts'

/** The steps that a person goes through. */
export type WizardStep = 'connect' | 'choose' | 'allow' | 'done'

/** What every page has. */
export interface PageProps {
  readonly title: string
  /** Where the person is on their way; `undefined` where they are on none. */
  readonly step: WizardStep | undefined
  readonly locale: Locale
  readonly brand: Brand
  /** Who is signed in, by name, and where a form is posted to sign out. */
  readonly account: { readonly name: string; readonly signOutUrl: string } | undefined
  /** Whether a sandbox stands in for the provider. */
  readonly sandbox: boolean
}

/** A way to go on. */
export interface PageAction {
  readonly href: string
  readonly label: string
}

/** The first page: what is about to happen, and the choice of a data center. */
export interface HomePageProps extends PageProps {
  /** By the name of the country; the one that was used last comes first. */
  readonly dataCenters: readonly {
    readonly id: DataCenter
    /** In the language of the page. */
    readonly country: string
    /** Where one signs in, such as `app-de.cronofy.com`. */
    readonly host: string
    readonly href: string
    /** Whether somebody signed in here before, in this browser. */
    readonly lastUsed: boolean
  }[]
  /** Where whoever is signed in goes on. */
  readonly continueUrl: string | undefined
}

/** An account at a provider, such as Google, and calendars that are in it. */
export interface ProfileGroup<Item> {
  readonly name: string
  /** The provider in words, such as `Apple iCloud`. */
  readonly calendarProvider: string
  readonly calendars: readonly Item[]
}

/** A calendar to choose. */
export interface SelectableCalendar {
  readonly id: string
  readonly name: string
  readonly primary: boolean
  readonly readOnly: boolean
  /** Whether the application has full access to it already: it cannot be chosen then. */
  readonly granted: boolean
  readonly selected: boolean
}

/**
 * The choice of calendars: one form, which is posted to `startUrl`, or by buttons with `formaction` to `updateUrl`, with all
 * that it holds. A field named `calendar_id` for each calendar that is chosen, shown or not, and one without a value,
 * which says that the others are not.
 */
export interface CalendarsPageProps extends PageProps {
  /** The calendars that are shown. */
  readonly profiles: readonly ProfileGroup<SelectableCalendar>[]
  /** Where the form asks for full access; `undefined` where there is nothing to ask for. */
  readonly startUrl: string | undefined
  /** Goes along as the field `return_to`. */
  readonly returnTo: string
  /**
   * Where the same page is rendered anew and nothing is changed: `filter` is the text to find, `list_action` the
   * {@link CalendarListAction}, and `applied_filter` the filter as it is shown.
   */
  readonly updateUrl: string
  /** The text that is looked for, and empty where all are shown. */
  readonly filter: string
  /** The button that led here, so that it has the focus again. */
  readonly lastAction: CalendarListAction | undefined
  /** How many can be asked for at once. */
  readonly maxCalendars: number
  /** How many there are, shown or not. */
  readonly totalCount: number
  /** The ids of the chosen calendars that the filter hides. */
  readonly hiddenSelectedIds: readonly string[]
  /** Whether any of them can be changed and is not open yet. */
  readonly anyEligible: boolean
}

/** A button of the choice that shows it anew: those that match, all, and with all or none of those shown ticked. */
export type CalendarListAction = 'filter' | 'clear-filter' | 'select-all' | 'select-none'

/** A calendar that was asked for. */
export interface CalendarResult {
  readonly id: string
  readonly name: string
  readonly access: AccessKind
}

/** What came of it, calendar by calendar. */
export interface OutcomePageProps extends PageProps {
  readonly outcome: Outcome
  /** Its calendars. */
  readonly profiles: readonly ProfileGroup<CalendarResult>[]
  /** Where to look once more, which only reads. */
  readonly recheckUrl: string
  /** The choice of calendars, with those ticked that are not granted; `undefined` where none is left. */
  readonly retryUrl: string | undefined
  readonly calendarsUrl: string
}

/** One thing to say, such as what went wrong, and how to go on. */
export interface MessagePageProps extends PageProps {
  readonly text: string
  /** The likeliest first; at least one. */
  readonly actions: readonly PageAction[]
  /** What went wrong, if something did. `reference` is the `request_id` of the log. */
  readonly error: { readonly code: PublicError['code']; readonly reference: string } | undefined
}

/** While the calendars are looked at: the answer has a `Refresh` header, which leads on by itself. */
export interface VerifyingPageProps extends PageProps {
  readonly continueUrl: string
}

/** Gives a whole page: markup of `hono/html`, or a text in which everything is escaped already. */
export type Template<Props extends PageProps> = (props: Props) => Markup | string | Promise<string>

/** Every page of the connect app. */
export interface Templates {
  readonly home: Template<HomePageProps>
  readonly calendars: Template<CalendarsPageProps>
  readonly outcome: Template<OutcomePageProps>
  readonly message: Template<MessagePageProps>
  readonly verifying: Template<VerifyingPageProps>
}
