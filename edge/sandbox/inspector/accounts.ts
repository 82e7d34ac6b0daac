import { html } from 'hono/html'
import { renderName } from '../http/name.ts'
import type { Html } from '../http/page.ts'
import { type Account, type Calendar, calendarsOf } from '../store/accounts.ts'
import { toTimestamp } from '../store/clock.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import type { PermissionRequest } from '../store/permission-requests.ts'
import { clientSecretsOf, redactText } from '../validation/redact.ts'
import { toClockTime } from './requests.ts'

/** The most open permission requests that are shown. Only a load test leaves more. */
const MAX_SHOWN_REQUESTS = 20

/** The most calendars of a request that are named at once. More would push the buttons off the screen. */
const MAX_SHOWN_NAMES = 5

export function renderAccounts(store: DataCenterStore): Html {
  return html`<ul class="accounts">
${[...store.accounts.values()].map((account, index) => renderAccount(store, account, index))}</ul>`
}

function renderAccount({ id, grants }: DataCenterStore, account: Account, index: number): Html {
  const calendars = calendarsOf(account)
  const unrestricted = calendars.filter(({ permission_level }) => permission_level === 'unrestricted').length
  const pending = grants.pendingReads(calendars)
  // The first account is open, so that a new user sees what accounts contain.
  return html`<li id="account-${id}-${index}"><details${index === 0 ? html` open` : ''}>
<summary><span class="line"><strong>${renderName(account.name, 'Account without a name')}</strong>
<small>${renderName(account.description, '')}</small></span> <span class="tag">${unrestricted} of ${calendars.length} unrestricted</span></summary>
<div class="inside">
<p><code>${account.sub}</code></p>
${
  calendars.length === 0
    ? html`<p class="quiet">No calendar.</p>`
    : html`<ul class="calendars" tabindex="0" role="list" aria-label="Calendars of ${account.name}">
${calendars.map((calendar) => renderCalendar(calendar, pending[calendar.calendar_id]))}</ul>`
}
</div>
</details></li>
`
}

function renderCalendar(calendar: Calendar, readsLeft: number | undefined): Html {
  const { calendar_id, calendar_name, calendar_readonly, calendar_deleted, permission_level } = calendar
  const notes = [
    calendar_readonly && 'read-only',
    calendar_deleted && 'deleted',
    readsLeft !== undefined && `granted, shows after ${readsLeft} more ${readsLeft === 1 ? 'read' : 'reads'}`,
  ]
  return html`<li id="${calendar_id}"><span class="line">${renderCalendarName(calendar_name)}
<small><code>${calendar_id}</code> ${notes.filter(Boolean).join(', ')}</small></span>
<span class="tag${permission_level === 'unrestricted' ? ' good' : ''}">${permission_level}</span></li>
`
}

export function renderOpenRequests(stores: Iterable<DataCenterStore>, origin: string, dataCenter: string): Html {
  const open = [...stores].flatMap((store) =>
    store.permissionRequests
      .export()
      .filter((request) => store.permissionRequests.status(request) === 'open')
      .map((request) => ({ store, request })),
  )
  if (open.length === 0) return html`<p class="quiet">No request is waiting for a decision.</p>`
  return html`<ul class="decisions">
${open.slice(-MAX_SHOWN_REQUESTS).map(({ store, request }) => renderOpenRequest(store, request, origin, dataCenter))}</ul>
${open.length > MAX_SHOWN_REQUESTS && html`<p class="quiet">And ${open.length - MAX_SHOWN_REQUESTS} more: see <a href="/sandbox/state">the state as JSON</a>.</p>`}`
}

function renderOpenRequest(
  { id, clients }: DataCenterStore,
  request: PermissionRequest,
  origin: string,
  dataCenter: string,
): Html {
  const path = `/${id}/permissions/${request.id}`
  const shownRedirectUri = redactText(request.redirectUri, clientSecretsOf(clients))
  const firstCalendars = request.calendars.slice(0, MAX_SHOWN_NAMES)
  const otherCalendars = request.calendars.slice(MAX_SHOWN_NAMES)
  return html`<li id="${request.id}"><p><span class="tag">${id}</span> <strong>${request.clientId}</strong> asks
<strong>${renderName(request.account.name, 'an account without a name')}</strong> for ${renderNames(firstCalendars)}${otherCalendars.length > 0 ? ` and ${otherCalendars.length} more` : ''}.
<small>Back to <code>${shownRedirectUri}</code>, until ${toClockTime(toTimestamp(request.expiresAtMs))}</small></p>
${otherCalendars.length > 0 && html`<details><summary>The ${otherCalendars.length} others</summary><p class="inside">${renderNames(otherCalendars)}</p></details>`}
<form class="buttons" method="post" action="/sandbox/inspector/decisions">
<input type="hidden" name="data_center" value="${dataCenter}">
<input type="hidden" name="url" value="${origin}${path}">
<button name="decision" value="accept">Accept all</button>
<button name="decision" value="reject">Reject</button>
<a href="${path}">Access page</a>
</form></li>
`
}

function renderNames(calendars: readonly Calendar[]): Html {
  return html`${calendars.map(({ calendar_name }, index) => html`${index === 0 ? '' : ', '}${renderCalendarName(calendar_name)}`)}`
}

function renderCalendarName(name: string | undefined): Html {
  return renderName(name, 'Calendar without a name')
}
