import { html } from 'hono/html'
import { renderLayout } from './layout.ts'
import type { Markup } from './parts/markup.ts'
import type { HomePageProps } from './view-models.ts'

/** The home page: it explains the steps and lists the data centers. */
export function renderHome(props: HomePageProps): Markup {
  const { dataCenters, continueUrl, brand } = props
  const { home } = props.locale.messages
  return renderLayout(
    props,
    html`<p class="lead">${home.text(brand.name)}</p>
      <h2>${home.steps}</h2>
      <ul class="plan">
        <li>${home.stepConnect}</li>
        <li>${home.stepChoose}</li>
        <li>${home.stepAllow}</li>
      </ul>
      ${
        continueUrl === undefined
          ? html`<h2>${home.dataCenters}</h2>`
          : html`<p class="on">${home.signedIn} <a class="button" href="${continueUrl}">${home.continue}</a></p>
      <h2>${home.useAnotherAccount}</h2>`
      }
      <p class="muted">${home.dataCentersHelp}</p>
      <ul class="cards">
        ${dataCenters.map(
          ({ country, host, href, lastUsed }) =>
            html`<li><a href="${href}"><strong>${country}</strong>
            ${lastUsed ? html`<span class="tag">${home.lastUsed}</span>` : ''}
            <small dir="ltr">${host}</small></a></li>
        `,
        )}
      </ul>`,
  )
}
