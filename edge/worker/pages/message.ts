import { html } from 'hono/html'
import { renderLayout } from './layout.ts'
import { renderActions } from './parts/action-links.ts'
import type { Markup } from './parts/markup.ts'
import type { MessagePageProps } from './view-models.ts'

/** A page with one message and links. For an error, it also has the reference to give to support. */
export function renderMessage(props: MessagePageProps): Markup {
  const { text, actions, error, locale } = props
  if (error === undefined) {
    return renderLayout(
      props,
      html`<p class="lead">${text}</p>
      ${renderActions(actions)}`,
    )
  }
  return renderLayout(
    props,
    html`<p class="lead" role="alert">${text}</p>
      ${renderActions(actions)}
      <p class="facts">${locale.messages.errors.reference} <code class="reference">${error.reference}</code> <small>${error.code}</small></p>`,
    // Declining is not an error.
    error.code === 'access_denied' ? 'rejected' : 'error',
  )
}
