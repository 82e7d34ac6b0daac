import type { Context } from 'hono'
import { html } from 'hono/html'
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from '../config/data-centers.ts'
import type { Seed } from '../config/seed.ts'
import { renderPage } from '../http/page.ts'

/** Renders the start page. */
export function renderHome(c: Context, { clients }: Seed): Response | Promise<Response> {
  const { origin } = new URL(c.req.url)
  return renderPage(
    c,
    'Cronofy on your machine',
    html`<p>A stand-in for Cronofy's API, for tests and for trying things out. Nothing here leaves this machine.</p>
<p><a class="big" href="/sandbox">Inspector</a></p>
<p class="hint">The accounts, the requests as they come in, the clock and the faults, on one page.</p>
<h2>For an application</h2>
<p>Its client id is ${clients.map(({ clientId }, index) => html`${index === 0 ? '' : ' or '}<code>${clientId}</code>`)}. Each
data center has an address of its own; without a prefix it is <code>${DEFAULT_DATA_CENTER}</code>.</p>
<dl class="facts">
${DATA_CENTERS.map(
  ({ id, country }) => html`<dt>${country}</dt><dd><code>${origin}/${id}</code></dd>
`,
)}</dl>
<h2>For a program</h2>
<p>The same as on the inspector, as JSON:</p>
<ul>
<li><a href="/sandbox/accounts">Accounts</a> to sign in as</li>
<li><a href="/sandbox/state">State</a>: what is granted now, calendar by calendar</li>
<li><a href="/sandbox/requests">Requests</a> so far, and their answers</li>
<li><a href="/sandbox/faults">Faults</a> that it was told to make</li>
</ul>`,
  )
}
