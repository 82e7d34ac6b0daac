import { html } from 'hono/html'
import { renderActions } from './actions.ts'
import { renderFrame } from './frame.ts'
import type { Markup } from './markup.ts'
import type { Action, OutcomeView } from './views.ts'

/** What was really granted, calendar by calendar. */
export function renderOutcome(view: OutcomeView): Markup {
  const { outcome, language } = view
  const { texts, locale } = language
  const { status, calendars, missing, verifiedAt } = outcome
  const { text, next } = texts.outcome[status]
  const [full, own] = [true, false].map((granted) => calendars.some((calendar) => calendar.granted === granted))
  return renderFrame(
    view,
    html`<p class="lead">${text}</p>
      <ul class="calendars" data-status="${status}">
        ${calendars.map(
          ({ calendarName: name, granted }) => html`<li><div>
            <bdi class="name">${name.trim() === '' ? texts.choose.nameless : name}</bdi>
            ${granted ? html`<span class="tag good">${texts.access.full}</span>` : html`<span class="tag">${texts.access.own}</span>`}
          </div></li>
        `,
        )}</ul>
      ${missing === 0 ? '' : html`<p class="muted">${texts.access.missing(new Intl.NumberFormat(locale).format(missing))}</p>`}
      <h2>${texts.access.meaning}</h2>
      <dl class="meaning">
        ${full ? renderMeaning('good', texts.access.full, texts.access.fullCan, texts.access.fullCannot) : ''}
        ${own || !full ? renderMeaning('', texts.access.own, texts.access.ownCan, texts.access.ownCannot) : ''}
      </dl>
      <p class="next">${next}</p>
      ${renderActions(waysOn(view))}
      <p class="facts"><small>${texts.access.verifiedAt} <time datetime="${verifiedAt}">${formatTime(verifiedAt, locale)}</time></small></p>`,
  )
}

function renderMeaning(kind: string, name: string, can: string, cannot: string): Markup {
  return html`<div>
          <dt><span class="tag ${kind}">${name}</span></dt>
          <dd class="can">${can}</dd>
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
