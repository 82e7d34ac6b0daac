import { html } from 'hono/html'
import type { CalendarPermission, Outcome, OutcomeStatus } from '../../../src/outcome.ts'
import { type Action, renderActions } from './actions.ts'
import { calendarName } from './calendars.ts'
import type { Markup } from './layout.ts'
import type { Words } from './words.ts'

/** What each outcome means to the person. */
export const OUTCOME_WORDS: Readonly<Record<OutcomeStatus, Words>> = {
  granted: {
    title: 'Full access is granted',
    text: 'The calendar service confirms it: the application may change and delete events in all of these calendars, where the event allows it.',
  },
  partial: {
    title: 'Full access to some calendars',
    text: 'The calendar service confirms it for some of the calendars. In the others the application may only change events that it made itself.',
  },
  rejected: {
    title: 'You refused full access',
    text: 'Nothing has changed: in these calendars the application may only change events that it made itself.',
  },
  unconfirmed: {
    title: 'Not confirmed',
    text: 'The calendar service shows no new access yet. Perhaps you left its page without deciding, or it needs a moment. Check again, or ask once more.',
  },
}

/** What was really granted, calendar by calendar. */
export function renderOutcome({ status, calendars, missing }: Outcome, again: string): Markup {
  return html`<p>${OUTCOME_WORDS[status].text}</p>
      <ul class="calendars" data-status="${status}">
        ${calendars.map(row)}
      </ul>
      ${missing === 0 ? '' : html`<p class="muted">Calendars that are no longer there: ${missing}</p>`}
      ${renderActions(next(status, again))}`
}

/** How to go on, the likeliest first. */
function next(status: OutcomeStatus, again: string): Action[] {
  switch (status) {
    case 'granted':
      return [{ href: '/calendars', label: 'Back to your calendars' }]
    case 'partial':
      return [{ href: '/calendars', label: 'Ask for the rest' }]
    case 'rejected':
      return [{ href: '/calendars', label: 'Ask again' }]
    case 'unconfirmed':
      return [
        { href: again, label: 'Check again' },
        { href: '/calendars', label: 'Ask again' },
      ]
  }
}

function row({ calendarName: name, granted }: CalendarPermission): Markup {
  return html`<li>
          <div>
            <bdi class="name">${calendarName(name)}</bdi>
            ${granted ? html`<span class="tag good">full access</span>` : html`<span class="tag">own events only</span>`}
          </div>
        </li>
        `
}
