import { html } from 'hono/html'
import { renderFrame } from './layout.ts'
import type { Markup } from './parts/markup.ts'
import type { VerifyingView } from './view-models.ts'

/** While the calendars are looked at. The link is for browsers that are told to follow no `Refresh`. */
export function renderVerifying(view: VerifyingView): Markup {
  const { verifying } = view.language.texts
  return renderFrame(
    view,
    html`<p class="lead" role="status">${verifying.text}</p>
      <div class="progress"></div>
      <p class="actions"><a href="${view.goOn}">${verifying.goOn}</a></p>`,
  )
}
