import { html } from 'hono/html'
import type { Failure } from '../failure.ts'
import { type Action, renderActions } from './actions.ts'
import type { Markup } from './layout.ts'
import { type Place, waysOn } from './ways-on.ts'
import { type Words, wordsFor } from './words.ts'

/** A page that says one thing, and how to go on. */
export function renderMessage({ text }: Pick<Words, 'text'>, actions: readonly Action[]): Markup {
  return html`<p>${text}</p>
      ${renderActions(actions)}`
}

/** A page that says what went wrong, how to go on, and what to name when asking for help. */
export function renderFailure(code: Failure['code'], place: Place): Markup {
  const words = wordsFor(code)
  return html`${renderMessage(words, waysOn(words.remedy, place))}
      <p class="code"><small>${code}</small></p>`
}
