import { html } from 'hono/html'
import type { PageProps } from '../view-models.ts'
import { emphasizeName } from './application-name.ts'
import type { Markup } from './markup.ts'

/** Renders who asks for what, and for which account. */
export function renderAccessRequest({ brand, account, locale }: PageProps): Markup {
  const { request, layout } = locale.messages
  return html`<section class="request">
        <div>
          ${brand.logo === undefined ? '' : html`<img src="${brand.logo}" alt="" referrerpolicy="no-referrer">`}
          <p class="lead">${emphasizeName(request.asks, brand.name)}</p>
        </div>
        ${account === undefined ? '' : html`<p>${request.account} <bdi>${account.name === '' ? layout.unnamedAccount : account.name}</bdi></p>`}
        <h2>${request.abilities}</h2>
        <ul class="abilities">
          <li>${request.see}</li>
          <li>${request.change}</li>
          <li>${request.delete}</li>
          <li class="cannot">${request.notRecurring}</li>
          <li class="cannot">${request.notReadOnly}</li>
        </ul>
        <p>${request.confirm}</p>
      </section>`
}
