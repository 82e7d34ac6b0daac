import { html } from 'hono/html'
import { FAULT_DEFINITIONS } from '../faults/definitions.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { FAULT_ROUTES, type FaultEntry, type FaultName } from '../faults/types.ts'
import type { Html } from '../http/page.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { clientSecretsOf, redactValue } from '../validation/redact.ts'
import { formatJson } from './json.ts'

export interface FaultPreset {
  /** Its value in the form. */
  readonly name: string
  readonly label: string
  /** The entry without route and count. */
  readonly fields: { readonly fault: FaultName } & Readonly<Record<string, unknown>>
}

/** Common faults. `PUT /sandbox/faults` can set all others. */
export const FAULT_PRESETS: readonly FaultPreset[] = [
  { name: 'unavailable', label: '503, retry after 1 s', fields: { fault: 'status', status: 503, retry_after: '1' } },
  { name: 'rate-limit', label: '429, retry after 1 s', fields: { fault: 'status', status: 429, retry_after: '1' } },
  { name: 'error', label: '500', fields: { fault: 'status', status: 500 } },
  { name: 'unauthorized', label: '401, empty body', fields: { fault: 'status', status: 401, body: 'empty' } },
  { name: 'forbidden', label: '403', fields: { fault: 'status', status: 403 } },
  { name: 'slow', label: 'Response 5 s late', fields: { fault: 'slow_headers', ms: 5000 } },
  { name: 'reset', label: 'Connection reset', fields: { fault: 'reset' } },
  { name: 'truncated-body', label: 'Body cut in half', fields: { fault: 'truncated_body' } },
  { name: 'html', label: '200 with a web page', fields: { fault: 'html' } },
  { name: 'delayed-grant', label: 'Grant shows 2 reads late', fields: { fault: 'delayed_grant', reads: 2 } },
  { name: 'rotate', label: 'Refresh token changes', fields: { fault: 'rotate_refresh_token' } },
  {
    name: 'append-error-naively',
    label: 'Rejection appends ?error naively',
    fields: { fault: 'append_error_naively' },
  },
]

export function renderFaultForm(dataCenter: string, submitted: URLSearchParams): Html {
  return html`<details${submitted.has('fault') ? html` open` : ''}><summary>Set a fault</summary>
<form class="inside" method="post" action="/sandbox/inspector/faults">
<input type="hidden" name="data_center" value="${dataCenter}">
<p class="field"><label for="fault-route">Route</label>
<select id="fault-route" name="route">${FAULT_ROUTES.map((route) => renderOption(route, route, submitted.get('route')))}</select></p>
<p class="field"><label for="fault-name">Fault</label>
<select id="fault-name" name="fault">${FAULT_PRESETS.map(({ name, label }) => renderOption(name, label, submitted.get('fault')))}</select></p>
<p class="field"><label for="fault-count">Number of calls, empty for every call</label>
<input id="fault-count" name="count" inputmode="numeric" autocomplete="off" value="${submitted.get('count') ?? '1'}"></p>
<div class="buttons"><button name="change" value="add">Set fault</button></div>
</form></details>`
}

export function renderFaults(faults: FaultRegistry, { id, clients }: DataCenterStore): Html {
  const { faults: entries } = faults.report()
  if (entries.length === 0) return html`<p class="quiet">No fault is set.</p>`
  const secrets = clientSecretsOf(clients)
  return html`<ul class="set">${entries.map((entry, index) => renderFault(entry, index, secrets))}</ul>
<form class="buttons" method="post" action="/sandbox/inspector/faults">
<input type="hidden" name="data_center" value="${id}">
<button name="change" value="clear">Clear all</button></form>`
}

function renderFault(entry: FaultEntry & { readonly hits: number }, index: number, secrets: readonly string[]): Html {
  const { route, fault, count, share, data_center, hits, ...parameters } = entry
  const details = Object.entries(parameters).map(
    ([name, value]) => `${name} ${formatJson(redactValue(value, secrets))}`,
  )
  const limits = [
    data_center !== undefined && `only in ${data_center}`,
    count !== undefined && `${count} calls`,
    share !== undefined && `a share of ${share}`,
    `${hits} hits`,
  ]
  return html`<li id="fault-${index}"><code>${route}</code> <strong>${fault}</strong> ${details.join(', ')}
<small>${renderCode(FAULT_DEFINITIONS[fault].description)}. ${limits.filter(Boolean).join(', ')}.</small></li>
`
}

/** A text in which backticks mark code, as in Markdown. */
function renderCode(markdown: string): (Html | string)[] {
  return markdown.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}

function renderOption(value: string, label: string, selected: string | null): Html {
  return html`<option value="${value}"${value === selected ? html` selected` : ''}>${label}</option>
`
}
