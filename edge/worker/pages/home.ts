import { html } from 'hono/html'
import type { Messages } from '../i18n/messages.ts'
import { renderLayout } from './layout.ts'
import { renderActions } from './parts/action-links.ts'
import { emphasizeName } from './parts/application-name.ts'
import type { Markup } from './parts/markup.ts'
import type { HomePageProps, PageAction } from './view-models.ts'

/** The home page: it says who asks for what, explains the steps, and lists the data centers if there are several. */
export function renderHome(props: HomePageProps): Markup {
  const { home, request, actions } = props.locale.messages
  if (props.backUrl !== undefined) {
    return renderLayout(
      props,
      html`<p class="lead">${home.connectOnly}</p>
      ${renderDataCenters(props, home)}
      ${renderActions([{ href: props.backUrl, label: actions.toApplication }])}`,
    )
  }
  return renderLayout(
    props,
    html`<p class="lead">${emphasizeName(request.asks, props.brand.name)} ${home.text}</p>
      <h2>${home.steps}</h2>
      <ol class="plan">
        <li>${home.stepConnect}</li>
        <li>${home.stepChoose}</li>
        <li>${request.confirm}</li>
      </ol>
      ${props.dataCenters.length === 1 ? renderConnect(props) : renderDataCenters(props, home)}`,
  )
}

/** With one data center, there is nothing to choose. */
function renderConnect({ dataCenters, continueUrl, locale }: HomePageProps): Markup {
  const { home, calendars } = locale.messages
  const connectUrl = dataCenters[0]?.href ?? ''
  const actions: PageAction[] =
    continueUrl === undefined
      ? [{ href: connectUrl, label: home.connect }]
      : [
          { href: continueUrl, label: home.continue },
          { href: connectUrl, label: calendars.useAnotherAccount },
        ]
  return html`${continueUrl === undefined ? '' : html`<p class="next">${home.signedIn}</p>`}
      ${renderActions(actions)}`
}

function renderDataCenters({ dataCenters, continueUrl }: HomePageProps, home: Messages['home']): Markup {
  return html`${
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
      </ul>`
}
