import { html } from 'hono/html'
import type { Messages } from '../../i18n/messages.ts'
import type { ProfileGroup } from '../view-models.ts'
import type { Markup } from './markup.ts'

/** Renders the heading above the calendars of one profile. */
export function renderProfileName(
  { name, calendarProvider }: ProfileGroup<unknown>,
  messages: Messages['calendars'],
): Markup {
  return html`<h2><bdi>${name === '' ? messages.unnamedProfile : name}</bdi> <small><bdi>${calendarProvider}</bdi></small></h2>`
}

/** Renders the name of a calendar, followed by its tags. */
export function renderCalendar(name: string, messages: Messages['calendars'], tags: Markup): Markup {
  return html`<span class="calendar">
                <bdi class="name">${name.trim() === '' ? messages.unnamed : name}</bdi>
                ${tags}
              </span>`
}
