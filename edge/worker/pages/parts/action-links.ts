import { html } from 'hono/html'
import type { PageAction } from '../view-models.ts'
import type { Markup } from './markup.ts'

/** Renders links and buttons, the most helpful one first. */
export function renderActions(actions: readonly PageAction[]): Markup {
  return html`<div class="actions">
        ${actions.map(({ href, label, method }, index) => {
          if (method === 'post') {
            return html`<form method="post" action="${href}"><button class="${index === 0 ? '' : 'quiet'}">${label}</button></form> `
          }
          return index === 0
            ? html`<a class="button" href="${href}">${label}</a> `
            : html`<a href="${href}">${label}</a> `
        })}
      </div>`
}
