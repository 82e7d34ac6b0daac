/**
 * The page to select calendars: `GET` shows it, `POST` redirects to it with a new filter or selection. Neither changes
 * anything. The state of the page is in its URL, so that back, forward, and reload lose nothing.
 *
 * @module
 */

import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { hasPermissionLevel } from '../../../src/flow/outcome.ts'
import { isEligible, MAX_CALENDARS_LIMIT } from '../../../src/flow/select-calendars.ts'
import { HttpError, notSignedIn } from '../../../src/handler/errors/http-error.ts'
import { readFields, requestFormat } from '../../../src/handler/http/request-body.ts'
import { parseCalendarIds } from '../../../src/handler/permission/start-request.ts'
import { DEFAULT_PERMISSION_LEVEL } from '../../../src/permission-level.ts'
import { displayName } from '../../../src/shared/display-name.ts'
import { requireSameOrigin } from '../http/require-same-origin.ts'
import { providerOrigins } from '../http/security-headers.ts'
import { runStep } from '../http/steps.ts'
import { PATHS } from '../pages/paths.ts'
import type { CalendarListAction, CalendarsPageProps, PageProps } from '../pages/view-models.ts'
import { createCalendarFilters } from './calendar-filter.ts'
import {
  type CarriedSelection,
  describeList,
  LIST_FIELD,
  parseSelection,
  SELECTED_PARAM,
  serializeSelection,
} from './calendar-selection.ts'
import type { ConnectContext } from './context.ts'
import type { ConnectEnv } from './flow-location.ts'
import { groupByProfile } from './group-by-profile.ts'

interface ListState {
  /** Undefined for every eligible calendar. */
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

const isUnrestricted = (calendar: CronofyCalendar) => hasPermissionLevel(calendar, DEFAULT_PERMISSION_LEVEL)

const FILTER_PARAM = 'filter'

/** Longer than any part of a name that users search for. */
const MAX_FILTER_LENGTH = 100

export function createCalendarRoutes(context: ConnectContext): Hono<ConnectEnv> {
  const { keys, origin, client, sessions, pageRenderer, onEvent } = context
  const { now, sandboxUrl } = internalsOf(client)
  const filters = createCalendarFilters({ keys, origin, now })

  return new Hono<ConnectEnv>()
    .get(PATHS.calendars, (c) => renderList(c))
    .post(PATHS.calendars, requireSameOrigin<ConnectEnv>(origin), async (c) => {
      if (requestFormat(c.req.raw.headers) !== 'form') {
        throw new HttpError('unsupported_media_type', 'The body is not a form.')
      }
      const fields = await readFields(c.req.raw)
      const session = await sessions.read(c)
      if (session === undefined) throw notSignedIn()
      const { calendar_id: idField, filter, applied_filter: appliedFilter, list_action: listAction } = fields
      // The buttons apply to the calendars that are shown, not to a filter that was typed since.
      const filterInput =
        listAction === 'clear-filter'
          ? ''
          : listAction === 'select-all' || listAction === 'select-none'
            ? appliedFilter
            : filter
      const filterText = typeof filterInput === 'string' ? filterInput.trim().slice(0, MAX_FILTER_LENGTH) : ''
      const params = {
        [SELECTED_PARAM]: serializeSelection(fields[LIST_FIELD], parseCalendarIds(idField)),
        [FILTER_PARAM]: filterText === '' ? undefined : await filters.seal(filterText, session),
        list_action: isListAction(listAction) ? listAction : undefined,
      }
      const definedParams = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined)
      return c.redirect(`${PATHS.calendars}?${new URLSearchParams(definedParams)}`, 303)
    })

  async function readListState(c: Context, calendars: readonly CronofyCalendar[]): Promise<ListState> {
    const { [SELECTED_PARAM]: serialized, [FILTER_PARAM]: sealed, list_action: listAction } = c.req.query()
    const selection = parseSelection(serialized, calendars)
    const filter = sealed === undefined ? '' : await readFilter(c, sealed)
    // Without its filter, the button would change calendars that were not shown.
    if (filter === undefined) return { selection, filter: '', lastAction: undefined }
    return { selection, filter, lastAction: isListAction(listAction) ? listAction : undefined }
  }

  async function readFilter(c: Context, sealed: string): Promise<string | undefined> {
    const session = await sessions.read(c)
    return session && filters.unseal(sealed, session)
  }

  async function renderList(c: Context<ConnectEnv>): Promise<Response> {
    const stepOptions = { client, getAccount: sessions.getAccount, onEvent }
    const listed = await runStep(c, stepOptions, (account, callOptions) => client.listCalendars(account, callOptions))
    if (listed === null) throw notSignedIn()
    const calendars = listed.filter((calendar) => calendar.calendar_deleted !== true)
    return pageRenderer.render(
      c,
      'calendars',
      {
        ...toCalendarsProps(calendars, await readListState(c, calendars)),
        title: pageRenderer.localeOf(c).messages.calendars.title,
        step: 'choose',
        startUrl: calendars.every(isUnrestricted) ? undefined : PATHS.permissionsStart,
        returnTo: PATHS.outcome,
        updateUrl: PATHS.calendars,
        maxCalendars: MAX_CALENDARS_LIMIT,
      },
      { formActionOrigins: providerOrigins(sandboxUrl) },
    )
  }
}

/** The data of the page: which calendars are shown, and which are selected. */
function toCalendarsProps(
  calendars: readonly CronofyCalendar[],
  { selection, filter, lastAction }: ListState,
): Omit<CalendarsPageProps, keyof PageProps | 'startUrl' | 'returnTo' | 'updateUrl' | 'maxCalendars'> {
  const foldedFilter = foldCase(filter)
  const shown = new Set(calendars.filter((calendar) => matchesFilter(calendar, foldedFilter)))
  // More calendars than one request may contain are not selected in advance.
  const preselectsAll = calendars.filter(isEligible).length <= MAX_CALENDARS_LIMIT
  const isSelected = (calendar: CronofyCalendar): boolean => {
    if (isUnrestricted(calendar)) return false
    const wasSelected =
      selection === undefined ? preselectsAll && isEligible(calendar) : selection.ids.has(calendar.calendar_id)
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
