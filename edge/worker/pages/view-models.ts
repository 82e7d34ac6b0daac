/**
 * The data of the connect app's pages, for the default templates and for those of an application. Nothing is escaped.
 * The names of calendars, profiles, and accounts are text that users typed, without characters that mislead. A name is empty if
 * nothing in it is visible: show a label in its place.
 *
 * @module
 */
import type { DataCenter } from '../../../src/data-centers.ts'
import type { Outcome } from '../../../src/flow/outcome.ts'
import type { PublicError } from '../../../src/handler/errors/public-error.ts'
import type { Brand } from '../config/brand.ts'
import type { Locale } from '../i18n/language.ts'
import type { AccessKind } from '../i18n/messages.ts'
import type { Markup } from './parts/markup.ts'

/** A step of the progress bar. */
export type WizardStep = 'connect' | 'choose' | 'allow' | 'done'

/** The data of every page. */
export interface PageProps {
  /** The title of the page. */
  readonly title: string
  /** The current step of the progress bar. Undefined for a page without one. */
  readonly step: WizardStep | undefined
  /** The language and the texts of the page. */
  readonly locale: Locale
  /** The brand of the application. */
  readonly brand: Brand
  /** Where the brand leads. Undefined if it is not a link. */
  readonly homeUrl: string | undefined
  /** The signed-in account. Undefined if no user is signed in. */
  readonly account: PageAccount | undefined
  /** Whether an emulator replaces Cronofy. */
  readonly sandbox: boolean
}

/** The account on a page. */
export interface PageAccount {
  /** The name of the account, usually an email address. */
  readonly name: string
  /** Where a form is posted to sign out of this browser. Undefined if the page cannot sign out. */
  readonly signOutUrl: string | undefined
  /** A page that asks whether to disconnect. Undefined if the page cannot disconnect. */
  readonly disconnectUrl?: string | undefined
}

/** A link, or a form with one button and no other field. */
export interface PageAction {
  /** Where the link leads, or where the form is posted. */
  readonly href: string
  /** The text of the link or the button. */
  readonly label: string
  /** @default 'get', which is a link */
  readonly method?: 'get' | 'post' | undefined
}

/** The home page. */
export interface HomePageProps extends PageProps {
  /** Sorted by country. The last used data center comes first. If there is one, the page needs no list. */
  readonly dataCenters: readonly {
    /** The ID of the data center. */
    readonly id: DataCenter
    /** The name of the country in the language of the page. */
    readonly country: string
    /** The host on which users sign in, such as `app-de.cronofy.com`. */
    readonly host: string
    /** Where the user signs in. */
    readonly href: string
    /** Whether this browser signed in here last. */
    readonly lastUsed: boolean
  }[]
  /** Where a signed-in user continues. */
  readonly continueUrl: string | undefined
  /** The page of the application to go back to, if users only connect here. Undefined for the connect app. */
  readonly backUrl: string | undefined
}

/** An account at a calendar provider, such as Google, with its calendars. */
export interface ProfileGroup<Item> {
  /** The name of the profile, usually an email address. */
  readonly name: string
  /** The name of the calendar provider, such as `Apple iCloud`. */
  readonly calendarProvider: string
  /** The calendars of the profile. */
  readonly calendars: readonly Item[]
}

/** A calendar that users can select. */
export interface SelectableCalendar {
  /** Cronofy's ID of the calendar. */
  readonly id: string
  /** The name of the calendar. */
  readonly name: string
  /** Whether it is the main calendar of its profile. */
  readonly primary: boolean
  /** Whether the user can only read the calendar. */
  readonly readOnly: boolean
  /** Whether full access was granted before. Then the calendar cannot be selected. */
  readonly granted: boolean
  /** Whether the calendar is selected. */
  readonly selected: boolean
}

/**
 * The page to select calendars. It has one form, which is posted to `startUrl`, or by buttons with `formaction` to
 * `updateUrl`. The form has a field `calendar_id` for each selected calendar, including those that the filter hides, and
 * the field `list`.
 */
export interface CalendarsPageProps extends PageProps {
  /** The calendars that match the filter. */
  readonly profiles: readonly ProfileGroup<SelectableCalendar>[]
  /** Where the form requests full access. Undefined if there is nothing to request. */
  readonly startUrl: string | undefined
  /** The value of the form's field `return_to`. */
  readonly returnTo: string
  /**
   * Where the form is posted to filter the list or to change the selection. The fields are `filter` (the new filter),
   * `applied_filter` (the current filter), and `list_action` (a {@link CalendarListAction}).
   */
  readonly updateUrl: string
  /** Where the form is posted to cancel. Undefined if the user cannot cancel. */
  readonly cancelUrl: string | undefined
  /** Where the user can connect another account. Undefined if the page cannot offer it. */
  readonly otherAccountUrl: string | undefined
  /** The current filter. Empty if every calendar is shown. */
  readonly filter: string
  /** The button that was pressed last. It gets the focus again. */
  readonly lastAction: CalendarListAction | undefined
  /** How many calendars one request may contain. */
  readonly maxCalendars: number
  /** How many calendars the account has. */
  readonly totalCount: number
  /** The IDs of selected calendars that the filter hides. */
  readonly hiddenSelectedIds: readonly string[]
  /** Whether there is a calendar that is not read-only and not yet unrestricted. */
  readonly anyEligible: boolean
  /** The value of the form's field `list`. Without it, an error loses the selection. */
  readonly list: string
  /** Whether the calendars have changed since the user selected some. Then none is selected. */
  readonly selectionLost: boolean
}

/** A button of the list: apply or clear the filter, select all or none of the calendars that are shown. */
export type CalendarListAction = 'filter' | 'clear-filter' | 'select-all' | 'select-none'

/** A calendar that was requested. */
export interface CalendarResult {
  /** Cronofy's ID of the calendar. */
  readonly id: string
  /** The name of the calendar. */
  readonly name: string
  /** What the application may do in the calendar now. */
  readonly access: AccessKind
}

/** The outcome page. */
export interface OutcomePageProps extends PageProps {
  /** The verified outcome. */
  readonly outcome: Outcome
  /** The requested calendars. */
  readonly profiles: readonly ProfileGroup<CalendarResult>[]
  /** Reads the outcome again. */
  readonly recheckUrl: string
  /** The page to select calendars, with those selected that were not granted. Undefined if all were granted. */
  readonly retryUrl: string | undefined
  /** The page to select calendars. */
  readonly calendarsUrl: string
  /** Where a user who is done continues: the brand's URL, or the home page. */
  readonly doneUrl: string
}

/** A page with one message, such as an error, and links. */
export interface MessagePageProps extends PageProps {
  /** The message. */
  readonly text: string
  /** At least one, the most helpful one first. */
  readonly actions: readonly PageAction[]
  /** The error, if there is one. `reference` is in the log line of the request that failed. It is short, to be read aloud. */
  readonly error: { readonly code: PublicError['code']; readonly reference: string } | undefined
}

/** The page that is shown while the outcome is verified. A header makes the browser load it again at once. */
export type VerifyingPageProps = PageProps

/** Returns a whole page: markup of `hono/html`, or a string in which everything is escaped. */
export type Template<Props extends PageProps> = (props: Props) => Markup | string | Promise<string>

/** The templates of the connect app's pages. */
export interface Templates {
  /** The home page, on which users connect. */
  readonly home: Template<HomePageProps>
  /** The page to select calendars. */
  readonly calendars: Template<CalendarsPageProps>
  /** The page that shows what was granted. */
  readonly outcome: Template<OutcomePageProps>
  /** Pages with one message, such as errors. */
  readonly message: Template<MessagePageProps>
  /** The page that is shown while the outcome is verified. */
  readonly verifying: Template<VerifyingPageProps>
}
