import { html } from 'hono/html'
import type { Messages } from '../i18n/messages.ts'
import { renderLayout } from './layout.ts'
import { renderAccessRequest } from './parts/access-request.ts'
import { renderActions } from './parts/action-links.ts'
import { renderCalendar, renderProfileName } from './parts/calendar-row.ts'
import type { Markup } from './parts/markup.ts'
import type { CalendarListAction, CalendarsPageProps, SelectableCalendar } from './view-models.ts'

/** With fewer calendars, the filter is not shown. */
const MIN_CALENDARS_FOR_FILTER = 10

/** The page to select calendars. Read-only calendars can be selected as well. */
export function renderCalendars(props: CalendarsPageProps): Markup {
  const {
    profiles,
    startUrl,
    returnTo,
    updateUrl,
    maxCalendars,
    filter,
    totalCount,
    hiddenSelectedIds,
    list,
    anyEligible,
    selectionLost,
    cancelUrl,
    otherAccountUrl,
  } = props
  const { calendars: messages } = props.locale.messages
  if (totalCount === 0) {
    return renderLayout(
      props,
      html`<p class="lead">${messages.noCalendars}</p>
      ${otherAccountUrl === undefined ? '' : renderActions([{ href: otherAccountUrl, label: messages.useAnotherAccount }])}
      ${cancelUrl === undefined ? '' : renderBack(cancelUrl, props)}`,
    )
  }
  const groups = profiles.map(
    (profile) => html`<fieldset>
          <legend>${renderProfileName(profile, messages)}</legend>
          <ul class="calendars">
            ${profile.calendars.map((calendar) => renderRow(calendar, messages))}</ul>
        </fieldset>
        `,
  )
  if (startUrl === undefined) {
    return renderLayout(
      props,
      html`<p class="lead">${messages.allGranted}</p>
      ${groups}`,
    )
  }
  return renderLayout(
    props,
    // All of it is in the form, so that the button at its end stays in sight from the beginning.
    html`<form method="post" action="${startUrl}">
        ${
          // The Enter key presses the first button of a form. This one changes no selection and requests nothing.
          html`<button class="unseen" tabindex="-1" aria-hidden="true" formaction="${updateUrl}"></button>`
        }
        ${renderAccessRequest(props)}
        <p class="lead">${anyEligible ? messages.text : messages.onlyReadOnly}</p>
        ${selectionLost ? html`<p class="lead" role="status">${messages.selectionLost}</p>` : ''}
        ${totalCount > maxCalendars ? html`<p class="muted">${messages.limit(formatNumber(props, maxCalendars))}</p>` : ''}
        <input type="hidden" name="return_to" value="${returnTo}">
        <input type="hidden" name="list" value="${list}">
        <input type="hidden" name="applied_filter" value="${filter}">
        ${hiddenSelectedIds.map((id) => html`<input type="hidden" name="calendar_id" value="${id}">`)}
        ${totalCount < MIN_CALENDARS_FOR_FILTER ? '' : renderFilter(props)}
        ${renderSelection(props)}
        ${groups}
        <p class="actions ask"><button>${messages.requestAccess}</button>${
          cancelUrl === undefined
            ? ''
            : html` <button class="quiet" formaction="${cancelUrl}">${props.locale.messages.actions.cancel}</button>`
        }</p>
      </form>`,
  )
}

/** Where there is nothing to choose, canceling leads back. */
function renderBack(cancelUrl: string, { locale }: CalendarsPageProps): Markup {
  return html`<form method="post" action="${cancelUrl}"><p class="actions"><button>${locale.messages.actions.toApplication}</button></p></form>`
}

function renderFilter(props: CalendarsPageProps): Markup {
  const { filter, updateUrl, lastAction } = props
  const { calendars: messages } = props.locale.messages
  const focus = lastAction === 'filter' || lastAction === 'clear-filter' ? 'autofocus' : ''
  return html`<div class="filter" role="search">
          <label for="filter">${messages.filter}</label>
          <input
            id="filter"
            name="filter"
            type="search"
            value="${filter}"
            autocomplete="off"
            aria-describedby="filter-help found"
            ${focus}
          >
          <button class="quiet" formaction="${updateUrl}" name="list_action" value="filter">${messages.applyFilter}</button>
          ${
            filter === ''
              ? ''
              : html`<button class="quiet" formaction="${updateUrl}" name="list_action" value="clear-filter">${messages.clearFilter}</button>`
          }
          <small id="filter-help">${messages.filterHelp}</small>
        </div>
        ${filter === '' ? '' : html`<p id="found" role="status">${filterSummary(props)}</p>`}`
}

function filterSummary(props: CalendarsPageProps): string {
  const { profiles, totalCount, hiddenSelectedIds } = props
  const { calendars: messages } = props.locale.messages
  const shown = profiles.reduce((sum, { calendars }) => sum + calendars.length, 0)
  return [
    ...(shown === 0 ? [messages.noMatches] : []),
    messages.shownCount(formatNumber(props, shown), formatNumber(props, totalCount)),
    ...(hiddenSelectedIds.length === 0 ? [] : [messages.hiddenSelected(formatNumber(props, hiddenSelectedIds.length))]),
  ].join(' ')
}

function renderSelection({ locale, filter, profiles, updateUrl, lastAction }: CalendarsPageProps): Markup {
  const { calendars: messages } = locale.messages
  const selectable = profiles.flatMap(({ calendars }) => calendars).filter(({ granted }) => !granted)
  if (selectable.length < 2) return html``
  const [all, none] =
    filter === '' ? [messages.selectAll, messages.selectNone] : [messages.selectAllShown, messages.selectNoneShown]
  const button = (action: CalendarListAction, label: string) =>
    html`<button class="quiet" formaction="${updateUrl}" name="list_action" value="${action}" ${lastAction === action ? 'autofocus' : ''}>${label}</button>`
  return html`<p class="selection">
          ${button('select-all', all)}
          ${button('select-none', none)}
        </p>`
}

function renderRow(
  { id, name, primary, readOnly, granted, selected }: SelectableCalendar,
  messages: Messages['calendars'],
): Markup {
  return html`<li><label>
              <input
                type="checkbox"
                name="calendar_id"
                value="${id}"
                ${selected || granted ? 'checked' : ''}
                ${granted ? 'disabled' : ''}
              >
              ${renderCalendar(
                name,
                messages,
                html`${primary ? html`<span class="tag">${messages.primary}</span> ` : ''}
                ${readOnly ? html`<span class="tag warn">${messages.readOnly}</span> ` : ''}
                ${granted ? html`<span class="tag good">${messages.granted}</span>` : ''}`,
              )}
            </label></li>
            `
}

function formatNumber({ locale }: CalendarsPageProps, value: number): string {
  return new Intl.NumberFormat(locale.tag).format(value)
}
