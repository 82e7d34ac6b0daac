import { html } from 'hono/html'
import type { AccessKind, Messages } from '../i18n/messages.ts'
import { renderLayout } from './layout.ts'
import { renderActions } from './parts/action-links.ts'
import { renderCalendar, renderProfileName } from './parts/calendar-row.ts'
import type { Markup } from './parts/markup.ts'
import type { CalendarResult, OutcomePageProps, PageAction } from './view-models.ts'

const ACCESS_CLASSES: Readonly<Record<AccessKind, string>> = {
  unrestricted: 'tag good',
  unrestrictedReadOnly: 'tag warn',
  ownEventsOnly: 'tag',
  readOnly: 'tag warn',
  unknown: 'tag',
}

/** The outcome page: what was granted, calendar by calendar. */
export function renderOutcome(props: OutcomePageProps): Markup {
  const { outcome, profiles, locale, retryUrl } = props
  const { messages, tag } = locale
  const { status, missingCount, verifiedAt } = outcome
  const { text, next } = messages.outcome[status]
  // The calendars that were not granted may no longer exist. Then nothing is left to request.
  const isOver = retryUrl === undefined && status !== 'unconfirmed'
  const presentKinds = new Set(profiles.flatMap(({ calendars }) => calendars.map(({ access }) => access)))
  const kinds = (Object.keys(ACCESS_CLASSES) as AccessKind[]).filter((access) => presentKinds.has(access))
  const renderRow = ({ name, access }: CalendarResult) => html`<li><div>
            ${renderCalendar(name, messages.calendars, renderTag(access, messages))}
          </div></li>
        `
  return renderLayout(
    props,
    html`<p class="lead">${text}</p>
      <div data-status="${status}">
        ${profiles.map(
          (profile) => html`<section>
          ${renderProfileName(profile, messages.calendars)}
          <ul class="calendars">
            ${profile.calendars.map(renderRow)}</ul>
        </section>
        `,
        )}
      </div>
      ${missingCount === 0 ? '' : html`<p class="muted">${messages.access.missing(new Intl.NumberFormat(tag).format(missingCount))}</p>`}
      ${
        kinds.length === 0
          ? ''
          : html`<h2>${messages.access.meaning}</h2>
      <dl class="meaning">
        ${kinds.map((access) => renderMeaning(access, messages))}
      </dl>`
      }
      <p class="next">${isOver ? messages.outcome.granted.next : next}</p>
      ${renderActions(outcomeActions(props))}
      <p class="facts"><small>${messages.access.verifiedAt} <time datetime="${verifiedAt}">${formatTime(verifiedAt, tag)}</time></small></p>`,
  )
}

function renderTag(access: AccessKind, messages: Messages): Markup {
  return html`<span class="${ACCESS_CLASSES[access]}">${messages.access[access].name}</span>`
}

function renderMeaning(access: AccessKind, messages: Messages): Markup {
  const { can, cannot } = messages.access[access]
  return html`<div>
          <dt>${renderTag(access, messages)}</dt>
          ${can === undefined ? '' : html`<dd class="can">${can}</dd>`}
          <dd class="cannot">${cannot}</dd>
        </div>`
}

/** The links of the page, the most likely one first. */
function outcomeActions({ outcome, locale, recheckUrl, retryUrl, calendarsUrl }: OutcomePageProps): PageAction[] {
  const { actions } = locale.messages
  const back = { href: calendarsUrl, label: actions.toCalendars }
  const retry = retryUrl === undefined ? [] : [{ href: retryUrl, label: actions.requestAgain }]
  switch (outcome.status) {
    case 'granted':
      return [back]
    case 'partial':
      return retryUrl === undefined ? [back] : [{ href: retryUrl, label: actions.requestRemaining }, back]
    case 'rejected':
      return [...retry, back]
    case 'unconfirmed':
      return [{ href: recheckUrl, label: actions.checkAgain }, ...retry, back]
  }
}

/** In UTC, because the browser does not send a time zone. */
function formatTime(time: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(
    new Date(time),
  )
}
