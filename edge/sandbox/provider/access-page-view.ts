import { html } from 'hono/html'
import { renderName } from '../http/name.ts'
import type { Html } from '../http/page.ts'
import type { Calendar } from '../store/accounts.ts'
import { toTimestamp } from '../store/clock.ts'
import type { PermissionRequest } from '../store/permission-requests.ts'

/** Longer lists scroll, and get a link for the keyboard that skips them. */
const LONG_LIST_LENGTH = 10

export interface AccessPageOptions {
  readonly dataCenter: string
  /** Whether the user can accept some of the calendars. Then each one has a check box. */
  readonly partialAcceptance: boolean
  /** The IDs of the calendars whose boxes are checked. */
  readonly checkedIds: readonly string[]
}

export function renderAccessForm(
  request: PermissionRequest,
  { dataCenter, partialAcceptance, checkedIds }: AccessPageOptions,
): Html {
  const { clientId, account, calendars, expiresAtMs } = request
  const count = calendars.length
  const renderItem = (calendar: Calendar) =>
    partialAcceptance ? renderCheckbox(calendar, checkedIds.includes(calendar.calendar_id)) : renderCalendar(calendar)
  const groups = groupByProfile(calendars).map((group) => renderGroup(group, renderItem))
  const until = toTimestamp(expiresAtMs)
  return html`<p><bdi><strong>${clientId}</strong></bdi> asks to change and delete events in ${count === 1 ? 'one of your calendars' : `${count} of your calendars`},
including events that it did not create.</p>
<dl class="facts">
<dt>Application</dt><dd><bdi><strong>${clientId}</strong></bdi></dd>
<dt>Account</dt><dd><strong>${renderName(account.name, 'Account without a name')}</strong></dd>
<dt>Data center</dt><dd><strong>${dataCenter}</strong></dd>
<dt>Open until</dt><dd><time datetime="${until}">${until.slice(0, 16).replace('T', ' ')}</time> UTC</dd>
</dl>
<form method="post">
${
  // Enter in a check box activates the first button of a form. This one reloads the page. Otherwise it would be "Accept
  // all".
  partialAcceptance && html`<button hidden formmethod="get" formaction="#decide"></button>`
}
${count > LONG_LIST_LENGTH && html`<p><a class="skip" href="#decide">Skip the ${count} calendars</a></p>`}
${partialAcceptance && html`<p class="hint">Check calendars to accept only some of them. Accepting none rejects the request.</p>`}
${count > LONG_LIST_LENGTH ? html`<div class="long" role="region" aria-label="Calendars" tabindex="0">\n${groups}</div>` : groups}
<div class="actions" id="decide" role="group" aria-label="Decision">
<button name="decision" value="accept-all">Accept all</button>
${partialAcceptance && html`<button name="decision" value="accept-selected">Accept selected</button>`}
<button name="decision" value="reject">Reject</button>
</div>
</form>`
}

function groupByProfile(calendars: readonly Calendar[]): Calendar[][] {
  const profiles = new Set(calendars.map(({ profile_id }) => profile_id))
  return [...profiles].map((id) => calendars.filter(({ profile_id }) => profile_id === id))
}

function renderGroup(group: readonly Calendar[], renderItem: (calendar: Calendar) => Html): Html {
  return html`<fieldset>
<legend>${renderName(group[0]?.profile_name, 'Account without a name')} <small>${renderName(group[0]?.provider_name, '')}</small></legend>
<ul>
${group.map(renderItem)}</ul>
</fieldset>
`
}

function renderCheckbox(calendar: Calendar, isChecked: boolean): Html {
  return html`<li><label class="calendar"><input type="checkbox" name="calendar_id" value="${calendar.calendar_id}"${isChecked ? ' checked' : ''}>
<span>${renderCalendarName(calendar)}</span></label></li>
`
}

function renderCalendar(calendar: Calendar): Html {
  return html`<li><span class="calendar"><span>${renderCalendarName(calendar)}</span></span></li>
`
}

function renderCalendarName(calendar: Calendar): Html {
  const notes = [
    calendar.calendar_primary && 'primary',
    calendar.calendar_readonly && 'read-only',
    calendar.permission_level === 'unrestricted' && 'already unrestricted',
  ].filter(Boolean)
  return html`${renderName(calendar.calendar_name, 'Calendar without a name')}${notes.length > 0 && html` <small>${notes.join(', ')}</small>`}`
}
