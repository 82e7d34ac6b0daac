import { html } from 'hono/html'
import { renderFrame } from './layout.ts'
import type { Markup } from './parts/markup.ts'
import type { HomeView } from './view-models.ts'

/** The first page: what is about to happen, and the choice of a data center. */
export function renderHome(view: HomeView): Markup {
  const { dataCenters, goOn, brand } = view
  const { home } = view.language.texts
  return renderFrame(
    view,
    html`<p class="lead">${home.text(brand.name)}</p>
      <h2>${home.plan}</h2>
      <ul class="plan">
        <li>${home.planConnect}</li>
        <li>${home.planChoose}</li>
        <li>${home.planAllow}</li>
      </ul>
      ${
        goOn === undefined
          ? html`<h2>${home.dataCenters}</h2>`
          : html`<p class="on">${home.signedIn} <a class="button" href="${goOn}">${home.goOn}</a></p>
      <h2>${home.another}</h2>`
      }
      <p class="muted">${home.dataCentersHelp}</p>
      <ul class="cards">
        ${dataCenters.map(
          ({ country, host, href, remembered }) =>
            html`<li><a href="${href}"><strong>${country}</strong>
            ${remembered ? html`<span class="tag">${home.remembered}</span>` : ''}
            <small dir="ltr">${host}</small></a></li>
        `,
        )}
      </ul>`,
  )
}
