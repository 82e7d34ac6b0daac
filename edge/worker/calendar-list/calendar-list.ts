/**
 * The list in which users select calendars: what it shows, and what its buttons do. The state of the list is in its URL, so
 * that back, forward, and reload lose nothing.
 *
 * @module
 */
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { hasPermissionLevel } from '../../../src/flow/outcome.ts'
import { isEligible, MAX_CALENDARS_LIMIT } from '../../../src/flow/select-calendars.ts'
import { HttpError } from '../../../src/handler/errors/http-error.ts'
import { type Fields, readFields, requestFormat } from '../../../src/handler/http/request-body.ts'
import { parseCalendarIds } from '../../../src/handler/permission/start-request.ts'
import { DEFAULT_PERMISSION_LEVEL } from '../../../src/permission-level.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { displayName } from '../../../src/shared/display-name.ts'
import type { CalendarListAction, CalendarsPageProps, PageProps } from '../pages/view-models.ts'
import { createCalendarFilters, type FilterOwner } from './calendar-filter.ts'
import {
  type CarriedSelection,
  describeList,
  LIST_FIELD,
  listUrl,
  parseSelection,
  SELECTED_PARAM,
  serializeSelection,
} from './calendar-selection.ts'
import { groupByProfile } from './group-by-profile.ts'

/** What the page shows, without its links. */
export type CalendarListContent = Omit<
  CalendarsPageProps,
  keyof PageProps | 'startUrl' | 'returnTo' | 'updateUrl' | 'cancelUrl' | 'otherAccountUrl'
>

/** The list at one place. */
export interface CalendarList {
  /**
   * Returns what the page shows.
   *
   * @param query The query of the page's URL.
   * @param owner The user who sees the page.
   */
  contentOf(
    calendars: readonly CronofyCalendar[],
    options: { query: Readonly<Record<string, string>>; owner: FilterOwner },
  ): Promise<CalendarListContent>
  /** Returns the URL of the page after one of its buttons was pressed. */
  update(fields: Fields, options: { pageUrl: string; owner: FilterOwner }): Promise<string>
}

interface ListState {
  /** Undefined before the user has selected. */
  readonly selection: CarriedSelection | undefined
  readonly filter: string
  readonly lastAction: CalendarListAction | undefined
}

const LIST_ACTIONS: readonly unknown[] = [
  'filter',
  'clear-filter',
  'select-all',
  'select-none',
] satisfies CalendarListAction[]

const isListAction = (value: unknown): value is CalendarListAction => LIST_ACTIONS.includes(value)

const FILTER_PARAM = 'filter'

/** Longer than any part of a name that users search for. */
const MAX_FILTER_LENGTH = 100

/** Creates the list. */
export function createCalendarList(options: { keys: KeyRing; origin: string; now: () => number }): CalendarList {
  const filters = createCalendarFilters(options)

  async function readState(
    calendars: readonly CronofyCalendar[],
    { query, owner }: { query: Readonly<Record<string, string>>; owner: FilterOwner },
  ): Promise<ListState> {
    const { [SELECTED_PARAM]: serialized, [FILTER_PARAM]: sealed, list_action: listAction } = query
    const selection = parseSelection(serialized, calendars)
    const filter = sealed === undefined ? '' : await filters.unseal(sealed, owner)
    // Without its filter, the button would change calendars that were not shown.
    if (filter === undefined) return { selection, filter: '', lastAction: undefined }
    return { selection, filter, lastAction: isListAction(listAction) ? listAction : undefined }
  }

  return {
    async contentOf(calendars, place) {
      return toContent(calendars, await readState(calendars, place))
    },
    async update(fields, { pageUrl, owner }) {
      const { calendar_id: idField, filter, applied_filter: appliedFilter, list_action: listAction } = fields
      // The buttons apply to the calendars that are shown, not to a filter that was typed since.
      const filterInput =
        listAction === 'clear-filter'
          ? ''
          : listAction === 'select-all' || listAction === 'select-none'
            ? appliedFilter
            : filter
      const filterText = typeof filterInput === 'string' ? filterInput.trim().slice(0, MAX_FILTER_LENGTH) : ''
      return listUrl(pageUrl, {
        [SELECTED_PARAM]: serializeSelection(fields[LIST_FIELD], parseCalendarIds(idField)),
        [FILTER_PARAM]: filterText === '' ? undefined : await filters.seal(filterText, owner),
        list_action: isListAction(listAction) ? listAction : undefined,
      })
    },
  }
}

/** Reads a form that a button of the list has posted. @throws {HttpError} `unsupported_media_type`, `invalid_request` */
export function readListForm(request: Request): Promise<Fields> {
  if (requestFormat(request.headers) !== 'form') {
    throw new HttpError('unsupported_media_type', 'The body is not a form.')
  }
  return readFields(request)
}

/** Whether full access to a calendar is granted already. */
export function isUnrestricted(calendar: CronofyCalendar): boolean {
  return hasPermissionLevel(calendar, DEFAULT_PERMISSION_LEVEL)
}

/** Which calendars are shown, and which are selected. */
function toContent(
  calendars: readonly CronofyCalendar[],
  { selection, filter, lastAction }: ListState,
): CalendarListContent {
  const foldedFilter = foldCase(filter)
  const shown = new Set(calendars.filter((calendar) => matchesFilter(calendar, foldedFilter)))
  const isSelected = (calendar: CronofyCalendar): boolean => {
    if (isUnrestricted(calendar)) return false
    // Nothing is selected in advance.
    const wasSelected = selection?.ids.has(calendar.calendar_id) === true
    if (!shown.has(calendar)) return wasSelected
    // A read-only calendar is requested only if the user selects it.
    if (lastAction === 'select-all') return wasSelected || isEligible(calendar)
    return lastAction === 'select-none' ? false : wasSelected
  }
  const profiles = groupByProfile([...shown], (calendar) => ({
    id: calendar.calendar_id,
    name: displayName(calendar.calendar_name),
    primary: calendar.calendar_primary === true,
    readOnly: calendar.calendar_readonly === true,
    granted: isUnrestricted(calendar),
    selected: isSelected(calendar),
  }))
  return {
    profiles,
    filter,
    lastAction,
    totalCount: calendars.length,
    maxCalendars: MAX_CALENDARS_LIMIT,
    hiddenSelectedIds: calendars
      .filter((calendar) => !shown.has(calendar) && isSelected(calendar))
      .map(({ calendar_id: id }) => id),
    anyEligible: calendars.some(isEligible),
    list: describeList(calendars),
    selectionLost: selection?.lost === true,
  }
}

/** Whether the name of a calendar or of its profile contains the filter. Case and accents are ignored. */
function matchesFilter(calendar: CronofyCalendar, foldedFilter: string): boolean {
  return [calendar.calendar_name, calendar.profile_name].some((name) => foldCase(name ?? '').includes(foldedFilter))
}

function foldCase(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
