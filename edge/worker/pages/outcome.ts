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
    status,
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

/** The links of the page, the most helpful one first. A user who has decided is done. */
function outcomeActions(props: OutcomePageProps): PageAction[] {
  const { outcome, locale, brand, recheckUrl, retryUrl, calendarsUrl, doneUrl } = props
  const { actions } = locale.messages
  const back = { href: calendarsUrl, label: actions.toCalendars }
  const done = { href: doneUrl, label: actions.done }
  const continueToApplication = brand.url === undefined ? done : { href: doneUrl, label: actions.continueToApplication }
  const retry = (label: string) => (retryUrl === undefined ? [] : [{ href: retryUrl, label }])
  switch (outcome.status) {
    case 'granted':
      return [continueToApplication, back]
    case 'partial':
      return [continueToApplication, ...retry(actions.requestRemaining), back]
    case 'rejected':
      return [done, ...retry(actions.requestAgain), back]
    case 'unconfirmed':
      return [{ href: recheckUrl, label: actions.checkAgain }, ...retry(actions.requestAgain), back]
  }
}

/** In UTC, because the browser does not send a time zone. */
function formatTime(time: string, locale: string): string {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const timeOfDay = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  })
  return [date, timeOfDay].map((format) => format.format(new Date(time))).join(', ')
}
