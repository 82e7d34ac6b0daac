import type { Context } from 'hono'
import { html } from 'hono/html'
import { SANDBOX_DATA_CENTERS } from '../config/data-centers.ts'
import type { Seed } from '../config/seed.ts'
import { renderPage } from '../http/page.ts'

/** Renders the page at `/`. `dataCenter` is the data center of a path without a prefix. */
export function renderHome(c: Context, { clients }: Seed, dataCenter: string): Response | Promise<Response> {
  const { origin } = new URL(c.req.url)
  return renderPage(
    c,
    'Cronofy emulator',
    html`<p>This emulates Cronofy's API, for tests and to try things out. It sends nothing to Cronofy.</p>
<p><a class="big" href="/sandbox">Inspector</a></p>
<p class="hint">Accounts, incoming requests, the clock, and faults on one page.</p>
<h2>Connect an application</h2>
<p>The client ID is ${clients.map(({ clientId }, index) => html`${index === 0 ? '' : ' or '}<code>${clientId}</code>`)}. Each
data center has its own URL. Without a prefix, it is <code>${dataCenter}</code>.</p>
<dl class="facts">
${SANDBOX_DATA_CENTERS.map(
  ({ id, country }) => html`<dt>${country}</dt><dd><code>${origin}/${id}</code></dd>
`,
)}</dl>
<h2>JSON</h2>
<p>The data of the inspector, for programs:</p>
<ul>
<li><a href="/sandbox/accounts">Accounts</a> to sign in as</li>
<li><a href="/sandbox/state">State</a>: the permission level of each calendar</li>
<li><a href="/sandbox/requests">Requests</a> and their responses</li>
<li><a href="/sandbox/faults">Faults</a> that are injected</li>
</ul>`,
  )
}
