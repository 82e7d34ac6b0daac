import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** A way to go on. */
export interface Action {
  readonly href: string
  readonly label: string
}

/** Ways to go on, the likeliest first. */
export function renderActions(actions: readonly Action[]): Markup {
  return html`<p class="actions">
        ${actions.map(({ href, label }, index) =>
          index === 0 ? html`<a class="button" href="${href}">${label}</a> ` : html`<a href="${href}">${label}</a> `,
        )}
      </p>`
}
