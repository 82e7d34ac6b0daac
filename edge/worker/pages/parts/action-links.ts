import { html } from 'hono/html'
import type { PageAction } from '../view-models.ts'
import type { Markup } from './markup.ts'

/** Renders links, the most likely one first. */
export function renderActions(actions: readonly PageAction[]): Markup {
  return html`<p class="actions">
        ${actions.map(({ href, label }, index) =>
          index === 0 ? html`<a class="button" href="${href}">${label}</a> ` : html`<a href="${href}">${label}</a> `,
        )}
      </p>`
}
