import { html } from 'hono/html'
import type { Markup } from './layout.ts'
import type { Words } from './words.ts'

/** A page that says one thing, and how to go on. */
export function renderMessage(
  { text }: Pick<Words, 'text'>,
  actions: readonly { href: string; label: string }[],
): Markup {
  return html`<p>${text}</p>
      <p class="actions">
        ${actions.map(({ href, label }, index) =>
          index === 0 ? html`<a class="button" href="${href}">${label}</a> ` : html`<a href="${href}">${label}</a> `,
        )}
      </p>`
}
