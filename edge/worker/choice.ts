/**
 * The choice of calendars: `GET` shows it, `POST` shows it anew with all that was ticked, for a filter and to tick all
 * or none. Neither changes anything.
 *
 * @module
 */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Calendar } from '../../src/checks.ts'
import type { Client } from '../../src/client.ts'
import { isUnrestricted } from '../../src/outcome.ts'
import { isEligible } from '../../src/selection.ts'
import { MAX_BODY_BYTES } from './body-size.ts'
import { CHOSEN_PARAMETER, chosenAddress, readChosen } from './chosen.ts'
import { failure } from './failure.ts'
import { accessPageOrigins } from './headers.ts'
import { providerName } from './pages/provider-name.ts'
import type { CalendarsView } from './pages/views.ts'
import type { PlaceEnv } from './place.ts'
import type { Presentation } from './present.ts'
import { isSameOrigin } from './same-origin.ts'
import type { Sessions } from './session.ts'
import { bodyForm, readStartRequest } from './start-request.ts'
import { type OnRequestEvent, startStep } from './step.ts'
import { withAccount } from './with-account.ts'

/** What a person is looking for among their calendars. */
interface Refinement {
  /** The ids that are ticked; `undefined` for every eligible one. */
  readonly chosen: ReadonlySet<string> | undefined
  readonly filter: string
  readonly pressed: string | undefined
}

/** Longer is no part of a name. */
const MAX_FILTER_LENGTH = 100

/** Makes the two routes. */
export function createChoice(options: {
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
  const { origin, client, sessions, presentation, start, returnTo, onEvent } = options

  return new Hono<PlaceEnv>()
    .get('/', (c) =>
      show(c, async (calendars) => ({
        chosen: await readChosen(c.req.query(CHOSEN_PARAMETER), calendars),
        filter: '',
        pressed: undefined,
      })),
    )
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
        const { filter, show: pressed } = await c.req.parseBody()
        const chosen = new Set(posted.calendarIds)
        // Whoever is told of a fault finds what was ticked.
        c.set('again', await chosenAddress([...chosen]))
        return show(c, async () => ({
          chosen,
          filter:
            typeof filter === 'string' && pressed !== 'everything' ? filter.trim().slice(0, MAX_FILTER_LENGTH) : '',
          pressed: typeof pressed === 'string' ? pressed : undefined,
        }))
      },
    )

  async function show(
    c: Context<PlaceEnv>,
    refine: (calendars: readonly Calendar[]) => Promise<Refinement>,
  ): Promise<Response> {
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
        ...refined(calendars, await refine(calendars)),
        title: presentation.language(c).texts.choose.title,
        step: 'choose',
        start: calendars.every(isUnrestricted) ? undefined : start,
        returnTo,
        refine: '/calendars',
      },
      { hops: accessPageOrigins(client.sandboxUrl) },
    )
  }
}

/** What is shown and what is ticked. Pure. */
function refined(
  calendars: readonly Calendar[],
  { chosen, filter, pressed }: Refinement,
): Pick<CalendarsView, 'profiles' | 'filter' | 'pressed' | 'total' | 'hidden' | 'anyEligible'> {
  const shown = calendars.filter((calendar) => matches(calendar, filter))
  const isTicked = (calendar: Calendar): boolean => {
    if (isUnrestricted(calendar)) return false
    const was = chosen === undefined ? isEligible(calendar) : chosen.has(calendar.calendar_id)
    if (!shown.includes(calendar)) return was
    // A read-only one is asked for only by who ticks it.
    if (pressed === 'select-all') return was || isEligible(calendar)
    return pressed === 'select-none' ? false : was
  }
  const profiles = [...new Set(shown.map((calendar) => calendar.profile_id))].map((id) => {
    const group = shown.filter((calendar) => calendar.profile_id === id)
    return {
      name: group[0]?.profile_name ?? '',
      provider: providerName(group[0]?.provider_name),
      calendars: group.map((calendar) => ({
        id: calendar.calendar_id,
        name: calendar.calendar_name ?? '',
        primary: calendar.calendar_primary === true,
        readOnly: calendar.calendar_readonly === true,
        granted: isUnrestricted(calendar),
        ticked: isTicked(calendar),
      })),
    }
  })
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
function matches(calendar: Calendar, filter: string): boolean {
  return [calendar.calendar_name, calendar.profile_name].some((name) => plain(name ?? '').includes(plain(filter)))
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
