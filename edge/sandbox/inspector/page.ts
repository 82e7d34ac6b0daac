import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { SANDBOX_DATA_CENTERS } from '../config/data-centers.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { type Html, renderPage } from '../http/page.ts'
import type { Journal } from '../journal/journal.ts'
import { type Clock, toTimestamp } from '../store/clock.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { renderAccounts, renderOpenRequests } from './accounts.ts'
import { renderFaultForm, renderFaults } from './faults.ts'
import { renderRequests, toClockTime } from './requests.ts'
import { quoteForShell } from './shell-quote.ts'

const INSPECTOR_PATH = '/sandbox'
const STYLESHEET_PATH = `${INSPECTOR_PATH}/inspector.css`
const SCRIPT_PATH = `${INSPECTOR_PATH}/inspector.js`

export interface InspectorPageProps {
  readonly stores: ReadonlyMap<string, DataCenterStore>
  readonly clock: Clock
  readonly journal: Journal
  readonly faults: FaultRegistry
  /** The data center whose accounts are shown. */
  readonly store: DataCenterStore
  /** Shows only requests with a smaller ID. */
  readonly before?: number | undefined
  readonly message?: { readonly text: string; readonly isError: boolean } | undefined
  /** The submitted values of a form that failed. */
  readonly submittedForm?: URLSearchParams | undefined
  /** @default 200 */
  readonly status?: ContentfulStatusCode
}

export function inspectorUrl(dataCenter: string, extraParams: Readonly<Record<string, string>> = {}): string {
  return `${INSPECTOR_PATH}?${new URLSearchParams({ data_center: dataCenter, ...extraParams })}`
}

/** Renders the page. The script updates the elements with `data-live`. */
export function renderInspector(c: Context, props: InspectorPageProps): Response | Promise<Response> {
  const { stores, clock, journal, faults, store, before, message, submittedForm = new URLSearchParams() } = props
  const { origin } = new URL(c.req.url)
  const { id } = store
  const pageUrl = (id?: number) => inspectorUrl(store.id, id === undefined ? {} : { before: String(id) })
  const content = html`<div class="inspector" data-page="${pageUrl(before)}">
<nav aria-label="Data center"><ul>${SANDBOX_DATA_CENTERS.map(
    (dataCenter) =>
      html`<li><a href="${inspectorUrl(dataCenter.id)}"${dataCenter.id === id ? html` aria-current="page"` : ''}><strong>${dataCenter.id}</strong> ${dataCenter.country}</a></li>`,
  )}</ul></nav>
<p id="message" class="message${message?.isError ? ' bad' : ''}" role="${message?.isError ? 'alert' : 'status'}" tabindex="-1">${message?.text}</p>
<div class="columns">
<section aria-labelledby="requests"><h2 id="requests">Requests</h2>
<div class="follow"><p id="news" role="status" aria-live="polite"><noscript>This list does not update without JavaScript. <a href="${pageUrl(before)}">Reload</a></noscript></p>
<button type="button" id="pause" class="live" aria-pressed="false">Pause</button></div>
${renderQuickStart(store, origin)}
<div id="live-requests" data-live>${renderRequests({ journal, before, origin, pageUrl })}</div>
</section>
<div>
<section aria-labelledby="decisions"><h2 id="decisions">Permission requests</h2>
<div id="live-decisions" data-live>${renderOpenRequests(stores.values(), origin, id)}</div></section>
<section aria-labelledby="clock"><h2 id="clock">Clock</h2>
<p id="live-clock" data-live>The time is <strong>${toClockTime(toTimestamp(clock.now())).slice(0, -3)}</strong> UTC.</p>
${renderClockForms(id, submittedForm)}</section>
<section aria-labelledby="faults"><h2 id="faults">Faults</h2>
<div id="live-faults" data-live>${renderFaults(faults, store)}</div>
${renderFaultForm(id, submittedForm)}</section>
<section aria-labelledby="reset"><h2 id="reset">Reset</h2>
<p class="quiet">Resets grants, tokens, permission requests, faults, the clock, and this list of requests.</p>
<form method="post" action="/sandbox/inspector/reset"><input type="hidden" name="data_center" value="${id}">
<div class="buttons"><button>Reset to the seed</button></div></form></section>
<section aria-labelledby="accounts"><h2 id="accounts">Accounts in <code>${id}</code></h2>
<div id="live-accounts" data-live>${renderAccounts(store)}</div></section>
<p class="quiet">As JSON: <a href="/sandbox/requests">requests</a>, <a href="/sandbox/state">state</a>, <a href="/sandbox/accounts">accounts</a>, <a href="/sandbox/faults">faults</a></p>
</div>
</div>
</div>`
  return renderPage(c, 'Inspector', content, props.status, {
    stylesheet: STYLESHEET_PATH,
    script: SCRIPT_PATH,
  })
}

/** Renders the commands for a first request, which also set the `$TOKEN` of the other commands. */
function renderQuickStart({ id, accounts }: DataCenterStore, origin: string): Html {
  const [account] = accounts.values()
  if (account === undefined) return html``
  const body = quoteForShell([JSON.stringify({ account: account.name, data_center: id })])
  return html`<details class="beginning"><summary><span class="line">How to send a request and get a <code>$TOKEN</code></span></summary>
<pre dir="ltr" tabindex="0" role="region" aria-label="Commands to begin with">TOKEN=$(curl -s ${quoteForShell([`${origin}/sandbox/tokens`])} \\
  -H 'content-type: application/json' --data-raw ${body} \\
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl ${quoteForShell([`${origin}/${id}/v1/calendars`])} -H "authorization: Bearer $TOKEN"</pre></details>`
}

function renderClockForms(dataCenter: string, submittedForm: URLSearchParams): Html {
  const hidden = html`<input type="hidden" name="data_center" value="${dataCenter}">`
  return html`<div class="buttons"><form method="post" action="/sandbox/inspector/clock">${hidden}
<div class="buttons"><button name="advance_seconds" value="600">+ 10 minutes</button>
<button name="advance_seconds" value="3600">+ 1 hour</button></div></form>
<form class="buttons" method="post" action="/sandbox/inspector/clock">${hidden}
<p class="field"><label for="clock-seconds">Seconds</label>
<input id="clock-seconds" name="advance_seconds" inputmode="decimal" autocomplete="off" value="${submittedForm.get('advance_seconds') ?? ''}"></p>
<button>Advance</button></form></div>`
}
