import { html } from 'hono/html'
import type { Texts } from '../i18n/messages.ts'
import { renderFrame } from './layout.ts'
import { renderActions } from './parts/action-links.ts'
import { renderCalendar, renderProfileName } from './parts/calendar-row.ts'
import type { Markup } from './parts/markup.ts'
import type { CalendarChoice, CalendarsView, Press } from './view-models.ts'

/** Fewer are seen at a glance. */
const FILTER_FROM = 10

/** With more, the button that asks stays in sight while one scrolls. */
const LONG_FROM = 15

/** The choice of calendars. Read-only ones may be ticked as well. */
export function renderCalendars(view: CalendarsView): Markup {
  const { profiles, start, returnTo, refine, limit, filter, total, hidden, anyEligible, brand } = view
  const { choose } = view.language.texts
  if (total === 0) {
    return renderFrame(
      view,
      html`<p class="lead">${choose.none}</p>
      ${renderActions([{ href: '/', label: choose.anotherAccount }])}`,
    )
  }
  const list = profiles.map(
    (profile) => html`<fieldset>
          <legend>${renderProfileName(profile, choose)}</legend>
          <ul class="calendars">
            ${profile.calendars.map((calendar) => renderRow(calendar, choose))}</ul>
        </fieldset>
        `,
  )
  if (start === undefined) {
    return renderFrame(
      view,
      html`<p class="lead">${choose.allGranted}</p>
      ${list}`,
    )
  }
  return renderFrame(
    view,
    html`<p class="lead">${anyEligible ? choose.text(brand.name) : choose.onlyReadOnly}</p>
      ${total > limit ? html`<p class="muted">${choose.limit(number(view, limit))}</p>` : ''}
      <form method="post" action="${start}">
        ${
          // Enter presses the first button of a form that is shown: one that changes no tick, and asks for nothing.
          html`<button class="unseen" tabindex="-1" aria-hidden="true" formaction="${refine}"></button>`
        }
        <input type="hidden" name="return_to" value="${returnTo}">
        <input type="hidden" name="calendar_id" value="">
        <input type="hidden" name="applied" value="${filter}">
        ${hidden.map((id) => html`<input type="hidden" name="calendar_id" value="${id}">`)}
        ${total < FILTER_FROM ? '' : renderFilter(view)}
        ${renderSelection(view)}
        ${list}
        <p class="actions ask ${total > LONG_FROM ? 'long' : ''}"><button>${choose.ask}</button></p>
      </form>`,
  )
}

function renderFilter(view: CalendarsView): Markup {
  const { filter, refine, pressed } = view
  const { choose } = view.language.texts
  const focus = pressed === 'matching' || pressed === 'everything' ? 'autofocus' : ''
  return html`<div class="filter" role="search">
          <label for="filter">${choose.filter}</label>
          <input
            id="filter"
            name="filter"
            type="search"
            value="${filter}"
            autocomplete="off"
            aria-describedby="filter-help found"
            ${focus}
          >
          <button class="quiet" formaction="${refine}" name="press" value="matching">${choose.show}</button>
          ${
            filter === ''
              ? ''
              : html`<button class="quiet" formaction="${refine}" name="press" value="everything">${choose.showAll}</button>`
          }
          <small id="filter-help">${choose.filterHelp}</small>
        </div>
        ${filter === '' ? '' : html`<p id="found" role="status">${found(view)}</p>`}`
}

/** What came of the filter, in sentences. */
function found(view: CalendarsView): string {
  const { profiles, total, hidden } = view
  const { choose } = view.language.texts
  const shown = profiles.reduce((sum, { calendars }) => sum + calendars.length, 0)
  return [
    ...(shown === 0 ? [choose.nothingMatches] : []),
    choose.shown(number(view, shown), number(view, total)),
    ...(hidden.length === 0 ? [] : [choose.hidden(number(view, hidden.length))]),
  ].join(' ')
}

function renderSelection({ language, filter, profiles, refine, pressed }: CalendarsView): Markup {
  const { choose } = language.texts
  const free = profiles.flatMap(({ calendars }) => calendars).filter(({ granted }) => !granted)
  if (free.length < 2) return html``
  const [all, none] =
    filter === '' ? [choose.selectAll, choose.selectNone] : [choose.selectAllShown, choose.selectNoneShown]
  const button = (press: Press, label: string) =>
    html`<button class="quiet" formaction="${refine}" name="press" value="${press}" ${pressed === press ? 'autofocus' : ''}>${label}</button>`
  return html`<p class="selection">
          ${button('select-all', all)}
          ${button('select-none', none)}
        </p>`
}

function renderRow({ id, name, primary, readOnly, granted, ticked }: CalendarChoice, choose: Texts['choose']): Markup {
  return html`<li><label>
              <input
                type="checkbox"
                name="calendar_id"
                value="${id}"
                ${ticked || granted ? 'checked' : ''}
                ${granted ? 'disabled' : ''}
              >
              ${renderCalendar(
                name,
                choose,
                html`${primary ? html`<span class="tag">${choose.primary}</span> ` : ''}
                ${readOnly ? html`<span class="tag warn">${choose.readOnly}</span> ` : ''}
                ${granted ? html`<span class="tag good">${choose.granted}</span>` : ''}`,
              )}
            </label></li>
            `
}

function number({ language }: CalendarsView, value: number): string {
  return new Intl.NumberFormat(language.locale).format(value)
}
