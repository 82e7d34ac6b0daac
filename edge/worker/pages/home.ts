import { html } from 'hono/html'
import { DATA_CENTERS, type DataCenter } from '../../../src/data-centers.ts'
import { renderActions } from './actions.ts'
import type { Markup } from './layout.ts'

/** What will happen, and the choice of the data center. */
export function renderHome(dataCenters: readonly DataCenter[], signedIn: boolean): Markup {
  return html`<p>
        Give this application full access to calendars of yours, so that it can also change and delete events that it
        did not make.
      </p>
      <ol>
        <li>You connect your calendar account.</li>
        <li>You choose the calendars, and allow or refuse access on the calendar service's own page.</li>
        <li>You see, calendar by calendar, what was really granted.</li>
      </ol>
      ${signedIn ? renderActions([{ href: '/calendars', label: 'Go on to your calendars' }]) : ''}
      <h2>Where is your account kept?</h2>
      <ul class="cards">
        ${dataCenters.map(
          (id) => html`<li><a href="/connect/${id}">${DATA_CENTERS[id].country} <small>${id}</small></a></li>
        `,
        )}
      </ul>`
}
