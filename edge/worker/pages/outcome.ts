import { html } from 'hono/html'
import type { Access, Texts } from '../i18n/messages.ts'
import { renderFrame } from './layout.ts'
import { renderActions } from './parts/action-links.ts'
import { renderCalendar, renderProfileName } from './parts/calendar-row.ts'
import type { Markup } from './parts/markup.ts'
import type { Action, CalendarAccess, OutcomeView } from './view-models.ts'

/** How each kind of access looks. */
const KINDS: Readonly<Record<Access, string>> = {
  full: 'tag good',
  fullReadOnly: 'tag warn',
  own: 'tag',
  readOnly: 'tag warn',
  other: 'tag',
}

/** What was really granted, calendar by calendar. */
export function renderOutcome(view: OutcomeView): Markup {
  const { outcome, profiles, language, askAgain } = view
  const { texts, locale } = language
  const { status, missingCount, verifiedAt } = outcome
  const { text, next } = texts.outcome[status]
  // Nothing is left to ask for where the rest is gone.
  const isOver = askAgain === undefined && status !== 'unconfirmed'
  const there = new Set(profiles.flatMap(({ calendars }) => calendars.map(({ access }) => access)))
  const kinds = (Object.keys(KINDS) as Access[]).filter((access) => there.has(access))
  const renderRow = ({ name, access }: CalendarAccess) => html`<li><div>
            ${renderCalendar(name, texts.choose, renderTag(access, texts))}
          </div></li>
        `
  return renderFrame(
    view,
    html`<p class="lead">${text}</p>
      <div data-status="${status}">
        ${profiles.map(
          (profile) => html`<section>
          ${renderProfileName(profile, texts.choose)}
          <ul class="calendars">
            ${profile.calendars.map(renderRow)}</ul>
        </section>
        `,
        )}
      </div>
      ${missingCount === 0 ? '' : html`<p class="muted">${texts.access.missing(new Intl.NumberFormat(locale).format(missingCount))}</p>`}
      ${
        kinds.length === 0
          ? ''
          : html`<h2>${texts.access.meaning}</h2>
      <dl class="meaning">
        ${kinds.map((access) => renderMeaning(access, texts))}
      </dl>`
      }
      <p class="next">${isOver ? texts.outcome.granted.next : next}</p>
      ${renderActions(waysOn(view))}
      <p class="facts"><small>${texts.access.verifiedAt} <time datetime="${verifiedAt}">${formatTime(verifiedAt, locale)}</time></small></p>`,
  )
}

function renderTag(access: Access, texts: Texts): Markup {
  return html`<span class="${KINDS[access]}">${texts.access[access].name}</span>`
}

function renderMeaning(access: Access, texts: Texts): Markup {
  const { can, cannot } = texts.access[access]
  return html`<div>
          <dt>${renderTag(access, texts)}</dt>
          ${can === undefined ? '' : html`<dd class="can">${can}</dd>`}
          <dd class="cannot">${cannot}</dd>
        </div>`
}

/** How to go on, the likeliest first. */
function waysOn({ outcome, language, checkAgain, askAgain, calendars }: OutcomeView): Action[] {
  const { ways } = language.texts
  const back = { href: calendars, label: ways.toCalendars }
  const ask = askAgain === undefined ? [] : [{ href: askAgain, label: ways.askAgain }]
  switch (outcome.status) {
    case 'granted':
      return [back]
    case 'partial':
      return askAgain === undefined ? [back] : [{ href: askAgain, label: ways.askRest }, back]
    case 'rejected':
      return [...ask, back]
    case 'unconfirmed':
      return [{ href: checkAgain, label: ways.checkAgain }, ...ask, back]
  }
}

/** Nothing says in which time zone the person is. */
function formatTime(time: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(
    new Date(time),
  )
}
