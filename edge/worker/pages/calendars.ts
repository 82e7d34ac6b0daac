import { html } from 'hono/html'
import { renderActions } from './actions.ts'
import { renderFrame } from './frame.ts'
import type { Markup } from './markup.ts'
import type { CalendarChoice, CalendarsView } from './views.ts'

/** Fewer are seen at a glance. */
const FILTER_FROM = 10

/** With more, the button that asks stays in sight while one scrolls. */
const LONG_FROM = 15

/** The choice of calendars. Read-only ones may be ticked as well. */
export function renderCalendars(view: CalendarsView): Markup {
  const { profiles, start, returnTo, total, hidden, anyEligible } = view
  const { choose } = view.language.texts
  if (total === 0) {
    return renderFrame(
      view,
      html`<p class="lead">${choose.none}</p>
      ${renderActions([{ href: '/', label: choose.anotherAccount }])}`,
    )
  }
  const list = html`${profiles.map(
    ({ name, provider, calendars }) => html`<fieldset>
          <legend><h2><bdi>${name === '' ? choose.profile : name}</bdi> <small><bdi>${provider}</bdi></small></h2></legend>
          <ul class="calendars">
            ${calendars.map((calendar) => renderRow(calendar, view))}</ul>
        </fieldset>
        `,
  )}`
  if (start === undefined) {
    return renderFrame(
      view,
      html`<p class="lead">${choose.allGranted}</p>
      ${list}`,
    )
  }
  return renderFrame(
    view,
    html`<p class="lead">${anyEligible ? '' : `${choose.onlyReadOnly} `}${choose.text}</p>
      <form method="post" action="${start}">
        <input type="hidden" name="return_to" value="${returnTo}">
        <input type="hidden" name="calendar_id" value="">
        ${hidden.map((id) => html`<input type="hidden" name="calendar_id" value="${id}">`)}
        ${total < FILTER_FROM ? '' : renderFilter(view)}
        ${renderSelection(view)}
        ${list}
        <p class="actions ask ${total > LONG_FROM ? 'long' : ''}"><button>${choose.ask}</button></p>
      </form>`,
  )
}

/** The first button of the form is the one that Enter presses: it must not be the one that asks. */
function renderFilter({ language, filter, profiles, total, hidden, refine, pressed }: CalendarsView): Markup {
  const { choose } = language.texts
  const number = new Intl.NumberFormat(language.locale)
  const shown = profiles.reduce((sum, { calendars }) => sum + calendars.length, 0)
  return html`<div class="filter" role="search">
          <label for="filter">${choose.filter}</label>
          <input id="filter" name="filter" type="search" value="${filter}" autocomplete="off" aria-describedby="filter-help" ${pressed === 'matching' || pressed === 'everything' ? 'autofocus' : ''}>
          <button class="quiet" formaction="${refine}" name="show" value="matching">${choose.show}</button>
          ${filter === '' ? '' : html`<button class="quiet" formaction="${refine}" name="show" value="everything">${choose.showAll}</button>`}
          <small id="filter-help">${choose.filterHelp}</small>
        </div>
        ${
          filter === ''
            ? ''
            : html`<p role="status">${shown === 0 ? `${choose.nothingMatches} ` : ''}${choose.shown(number.format(shown), number.format(total))}${hidden.length === 0 ? '' : ` ${choose.hidden(number.format(hidden.length))}`}</p>`
        }`
}

function renderSelection({ language, filter, profiles, refine, pressed }: CalendarsView): Markup {
  const { choose } = language.texts
  const free = profiles.flatMap(({ calendars }) => calendars).filter(({ granted }) => !granted)
  if (free.length < 2) return html``
  return html`<p class="selection">
          <button class="quiet" formaction="${refine}" name="show" value="select-all" ${pressed === 'select-all' ? 'autofocus' : ''}>${filter === '' ? choose.selectAll : choose.selectAllShown}</button>
          <button class="quiet" formaction="${refine}" name="show" value="select-none" ${pressed === 'select-none' ? 'autofocus' : ''}>${filter === '' ? choose.selectNone : choose.selectNoneShown}</button>
        </p>`
}

function renderRow({ id, name, primary, readOnly, granted, ticked }: CalendarChoice, view: CalendarsView): Markup {
  const { choose } = view.language.texts
  return html`<li><label>
              <input
                type="checkbox"
                name="calendar_id"
                value="${id}"
                ${ticked || granted ? 'checked' : ''}
                ${granted ? 'disabled' : ''}
              >
              <bdi class="name">${name.trim() === '' ? choose.nameless : name}</bdi>
              ${primary ? html`<span class="tag">${choose.primary}</span> ` : ''}${readOnly ? html`<span class="tag warn">${choose.readOnly}</span> ` : ''}${granted ? html`<span class="tag good">${choose.granted}</span>` : ''}
            </label></li>
            `
}
