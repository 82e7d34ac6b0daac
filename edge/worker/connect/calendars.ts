/**
 * The choice of calendars: `GET` shows it, `POST` leads to it with all that was ticked, for a filter and to tick all or
 * none. Neither changes anything, and what is shown is all in the address: back, forward and reload lose nothing.
 *
 * @module
 */
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Hono } from 'hono/tiny'
import type { Client } from '../../../src/client/client.ts'
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { isUnrestricted } from '../../../src/flow/outcome.ts'
import { isEligible, MAX_CALENDARS_LIMIT } from '../../../src/flow/select-calendars.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { failure } from '../errors/error-status.ts'
import { readStartRequest } from '../flow/start-request.ts'
import { type OnRequestEvent, startStep } from '../flow/step-options.ts'
import { withAccount } from '../flow/with-account.ts'
import { MAX_BODY_BYTES } from '../http/body-size.ts'
import { bodyForm } from '../http/media-type.ts'
import { isSameOrigin } from '../http/same-origin.ts'
import { accessPageOrigins } from '../http/security-headers.ts'
import type { CalendarsView, Press } from '../pages/view-models.ts'
import type { Sessions } from '../session/session.ts'
import { createCalendarFilters } from './calendar-filter.ts'
import { CHOSEN_PARAMETER, readChosen, writeChosen } from './calendar-selection.ts'
import type { PlaceEnv } from './flow-location.ts'
import { byProfile } from './group-by-profile.ts'
import type { Presentation } from './render-page.ts'

/** What a person is looking for among their calendars. */
interface Refinement {
  /** The ids that are ticked; `undefined` for every eligible one. */
  readonly chosen: ReadonlySet<string> | undefined
  readonly filter: string
  readonly pressed: Press | undefined
}

const PRESSES: readonly unknown[] = ['matching', 'everything', 'select-all', 'select-none'] satisfies Press[]

const isPress = (value: unknown): value is Press => PRESSES.includes(value)

const FILTER_PARAMETER = 'filter'

/** Longer is no part of a name. */
const MAX_FILTER_LENGTH = 100

/** Makes the two routes. */
export function createChoice(options: {
  keys: KeyRing
  origin: string
  client: Client
  sessions: Sessions
  presentation: Presentation
  /** Where the choice is posted. */
  start: string
  /** Where the person goes when all is done. */
  returnTo: string
  onEvent?: OnRequestEvent | undefined
}): Hono<PlaceEnv> {
  const { keys, origin, client, sessions, presentation, start, returnTo, onEvent } = options
  const filters = createCalendarFilters({ keys, origin, now: client.now })

  return new Hono<PlaceEnv>()
    .get('/', (c) => show(c))
    .post(
      '/',
      async (c, next) =>
        isSameOrigin(c.req.raw.headers, origin) ? next() : presentation.showFailure(c, failure('cross_site_request')),
      bodyLimit({
        maxSize: MAX_BODY_BYTES,
        onError: (c) => presentation.showFailure(c, failure('request_too_large')),
      }),
      async (c) => {
        if (bodyForm(c.req) !== 'form') return presentation.showFailure(c, failure('unsupported_media_type'))
        const posted = await readStartRequest(c.req)
        if ('code' in posted) return presentation.showFailure(c, posted)
        const session = await sessions.read(c)
        if (session === undefined) return presentation.showFailure(c, failure('signed_out'))
        const { filter, applied, press } = await c.req.parseBody()
        // All that is shown is ticked, not all that would be: what was typed since shows nothing yet.
        const wanted =
          press === 'everything' ? '' : press === 'select-all' || press === 'select-none' ? applied : filter
        const text = typeof wanted === 'string' ? wanted.trim().slice(0, MAX_FILTER_LENGTH) : ''
        const parameters = {
          [CHOSEN_PARAMETER]: posted.calendarIds && (await writeChosen(posted.calendarIds)),
          [FILTER_PARAMETER]: text === '' ? undefined : await filters.write(text, session),
          press: isPress(press) ? press : undefined,
        }
        const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
        return c.redirect(`/calendars?${new URLSearchParams(given)}`, 303)
      },
    )

  async function readRefinement(c: Context, calendars: readonly CronofyCalendar[]): Promise<Refinement> {
    const { [CHOSEN_PARAMETER]: text, [FILTER_PARAMETER]: sealed, press } = c.req.query()
    const chosen = await readChosen(text, calendars)
    const filter = sealed === undefined ? '' : await readFilter(c, sealed)
    // A button beside a filter that is none would tick what it was not pressed for.
    if (filter === undefined) return { chosen, filter: '', pressed: undefined }
    return { chosen, filter, pressed: isPress(press) ? press : undefined }
  }

  async function readFilter(c: Context, sealed: string): Promise<string | undefined> {
    const session = await sessions.read(c)
    return session && filters.read(sealed, session)
  }

  async function show(c: Context<PlaceEnv>): Promise<Response> {
    const step = startStep(c, client, onEvent)
    const listed = await withAccount(
      (question) => sessions.account(c, question),
      step.deadlineMs,
      (account) => client.listCalendars(account, step),
    )
    if (listed === null) return presentation.showFailure(c, failure('signed_out'))
    const calendars = listed.filter((calendar) => calendar.calendar_deleted !== true)
    return presentation.show(
      c,
      'calendars',
      {
        ...refined(calendars, await readRefinement(c, calendars)),
        title: presentation.language(c).texts.choose.title,
        step: 'choose',
        start: calendars.every(isUnrestricted) ? undefined : start,
        returnTo,
        refine: '/calendars',
        limit: MAX_CALENDARS_LIMIT,
      },
      { hops: accessPageOrigins(client.sandboxUrl) },
    )
  }
}

/** What is shown and what is ticked. Pure. */
function refined(
  calendars: readonly CronofyCalendar[],
  { chosen, filter, pressed }: Refinement,
): Pick<CalendarsView, 'profiles' | 'filter' | 'pressed' | 'total' | 'hidden' | 'anyEligible'> {
  const shown = calendars.filter((calendar) => matches(calendar, filter))
  // More than can be asked for at once would be ticked for nothing.
  const preselects = calendars.filter(isEligible).length <= MAX_CALENDARS_LIMIT
  const isTicked = (calendar: CronofyCalendar): boolean => {
    if (isUnrestricted(calendar)) return false
    const was = chosen === undefined ? preselects && isEligible(calendar) : chosen.has(calendar.calendar_id)
    if (!shown.includes(calendar)) return was
    // A read-only one is asked for only by who ticks it.
    if (pressed === 'select-all') return was || isEligible(calendar)
    return pressed === 'select-none' ? false : was
  }
  const profiles = byProfile(shown, (calendar) => ({
    id: calendar.calendar_id,
    name: calendar.calendar_name ?? '',
    primary: calendar.calendar_primary === true,
    readOnly: calendar.calendar_readonly === true,
    granted: isUnrestricted(calendar),
    ticked: isTicked(calendar),
  }))
  return {
    profiles,
    filter,
    pressed,
    total: calendars.length,
    hidden: calendars.filter((one) => !shown.includes(one) && isTicked(one)).map(({ calendar_id: id }) => id),
    anyEligible: calendars.some(isEligible),
  }
}

/** Whether the name of a calendar, or of its account, holds the text; case and accents make no difference. */
function matches(calendar: CronofyCalendar, filter: string): boolean {
  return [calendar.calendar_name, calendar.profile_name].some((name) => plain(name ?? '').includes(plain(filter)))
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
