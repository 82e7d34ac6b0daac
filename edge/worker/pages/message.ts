import { html } from 'hono/html'
import { renderFrame } from './layout.ts'
import { renderActions } from './parts/action-links.ts'
import type { Markup } from './parts/markup.ts'
import type { MessageView } from './view-models.ts'

/** A page that says one thing, and how to go on; after a failure also what to name when asking for help. */
export function renderMessage(view: MessageView): Markup {
  const { text, actions, failure, language } = view
  return renderFrame(
    view,
    html`${failure === undefined ? html`<p class="lead">${text}</p>` : html`<p class="lead" role="alert">${text}</p>`}
      ${renderActions(actions)}
      ${
        failure === undefined
          ? ''
          : html`<p class="facts">${language.texts.failure.reference} <code class="reference">${failure.reference}</code> <small>${failure.code}</small></p>`
      }`,
  )
}
