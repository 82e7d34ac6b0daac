import { html } from 'hono/html'
import { renderLayout } from './layout.ts'
import type { Markup } from './parts/markup.ts'
import type { VerifyingPageProps } from './view-models.ts'

/** The page that is shown while the outcome is verified. Its link is for browsers that do not load it again. */
export function renderVerifying(props: VerifyingPageProps): Markup {
  const { verifying } = props.locale.messages
  return renderLayout(
    props,
    html`<p class="lead" role="status">${verifying.text}</p>
      <div class="progress"></div>
      <p class="actions"><a href="">${verifying.continue}</a></p>`,
  )
}
