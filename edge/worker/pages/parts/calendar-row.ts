import { html } from 'hono/html'
import type { Texts } from '../../i18n/messages.ts'
import type { Profile } from '../view-models.ts'
import type { Markup } from './markup.ts'

/** The heading over the calendars of one profile. */
export function renderProfileName({ name, provider }: Profile<unknown>, texts: Texts['choose']): Markup {
  return html`<h2><bdi>${name === '' ? texts.profile : name}</bdi> <small><bdi>${provider}</bdi></small></h2>`
}

/** The name of a calendar, with what is to be said of it behind. */
export function renderCalendar(name: string, texts: Texts['choose'], tags: Markup): Markup {
  return html`<span class="calendar">
                <bdi class="name">${name.trim() === '' ? texts.nameless : name}</bdi>
                ${tags}
              </span>`
}
