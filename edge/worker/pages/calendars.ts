import { html } from 'hono/html'
import type { Calendar } from '../../../src/checks.ts'
import { isUnrestricted } from '../../../src/outcome.ts'
import { isEligible } from '../../../src/selection.ts'
import { renderActions } from './actions.ts'
import type { Markup } from './layout.ts'

/** How the choice of calendars is shown. */
export interface CalendarsOptions {
  /** Where the choice is posted. */
  readonly start: string
  /** Where the person goes when all is done. */
  readonly returnTo: string
  /** The ids that are ticked. @default every eligible one */
  readonly chosen?: ReadonlySet<string> | undefined
}

/** The choice of calendars. Read-only ones may be ticked as well. */
export function renderCalendars(calendars: readonly Calendar[], { start, returnTo, chosen }: CalendarsOptions): Markup {
  const shown = calendars.filter((calendar) => calendar.calendar_deleted !== true)
  if (shown.length === 0) {
    return html`<p>
        Your account has no calendars. Create one with your calendar provider, or connect another account; then come
        back.
      </p>
      ${renderActions([{ href: '/', label: 'Connect another account' }])}`
  }
  if (shown.every(isUnrestricted)) {
    return html`<p>The application has full access to all of your calendars already. There is nothing left to ask.</p>
      ${groups(shown, isUnrestricted)}`
  }
  const isTicked = chosen === undefined ? isEligible : ({ calendar_id: id }: Calendar) => chosen.has(id)
  const rest = shown.some(isEligible)
    ? ''
    : 'All that can be changed are open to it already; the others are read-only. '
  return html`<p>
        ${rest}Choose the calendars that the application may change freely. You will be asked to confirm on the calendar
        service's own page.
      </p>
      <form method="post" action="${start}">
        <input type="hidden" name="return_to" value="${returnTo}">
        <input type="hidden" name="calendar_id" value="">
        ${groups(shown, isTicked)}
        <p class="actions"><button>Ask for full access</button></p>
      </form>`
}

function groups(calendars: readonly Calendar[], isTicked: (calendar: Calendar) => boolean): Markup {
  const profiles = [...new Set(calendars.map((calendar) => calendar.profile_id))]
  return html`${profiles
    .map((id) => calendars.filter((calendar) => calendar.profile_id === id))
    .map(
      (group) => html`<fieldset>
          <legend>
            <h2><bdi>${group[0]?.profile_name ?? 'Calendars'}</bdi> <small>${group[0]?.provider_name ?? ''}</small></h2>
          </legend>
          <ul class="calendars">
            ${group.map((calendar) => row(calendar, isTicked(calendar)))}
          </ul>
        </fieldset>
        `,
    )}`
}

function row(calendar: Calendar, ticked: boolean): Markup {
  const notes = [
    calendar.calendar_primary === true ? 'primary' : '',
    calendar.calendar_readonly === true ? 'read-only' : '',
    isUnrestricted(calendar) ? 'full access already' : '',
  ].filter((note) => note !== '')
  return html`<li>
              <label>
                <input
                  type="checkbox"
                  name="calendar_id"
                  value="${calendar.calendar_id}"
                  ${ticked || isUnrestricted(calendar) ? 'checked' : ''}
                  ${isUnrestricted(calendar) ? 'disabled' : ''}
                >
                <bdi class="name">${calendarName(calendar.calendar_name)}</bdi>
                <small>${notes.join(', ')}</small>
              </label>
            </li>
            `
}

/** A name to show: a calendar may have none. */
export function calendarName(name: string | undefined): string {
  return name === undefined || name.trim() === '' ? 'Calendar without a name' : name
}
