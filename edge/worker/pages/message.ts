import { html } from 'hono/html'
import { type Action, renderActions } from './actions.ts'
import type { Markup } from './layout.ts'
import type { Words } from './words.ts'

/** A page that says one thing, and how to go on. */
export function renderMessage({ text }: Pick<Words, 'text'>, actions: readonly Action[]): Markup {
  return html`<p>${text}</p>
      ${renderActions(actions)}`
}
