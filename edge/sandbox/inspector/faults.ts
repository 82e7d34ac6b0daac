/**
 * The faults of the inspector: the common ones to choose from, and those that are set.
 *
 * @module
 */
import { html } from 'hono/html'
import { FAULTS } from '../faults/definitions.ts'
import type { Faults } from '../faults/registry.ts'
import { FAULT_ROUTES, type FaultEntry, type FaultName } from '../faults/types.ts'
import type { Html } from '../http/page.ts'
import type { Instance } from '../store/data-center.ts'
import { maskValue, secretsOf } from '../validation/redact.ts'
import { writeJsonText } from './json.ts'

/** A fault that the form can set. */
export interface FaultChoice {
  /** Its name in the form. */
  readonly name: string
  readonly label: string
  /** The entry of the list, but for where and how often. */
  readonly fields: { readonly fault: FaultName } & Readonly<Record<string, unknown>>
}

/** The common ones. Whatever else there is, `PUT /sandbox/faults` sets. */
export const FAULT_CHOICES: readonly FaultChoice[] = [
  { name: 'unavailable', label: '503, try again in 1 s', fields: { fault: 'status', status: 503, retry_after: '1' } },
  { name: 'rate-limit', label: '429, try again in 1 s', fields: { fault: 'status', status: 429, retry_after: '1' } },
  { name: 'error', label: '500', fields: { fault: 'status', status: 500 } },
  { name: 'unauthorized', label: '401, empty body', fields: { fault: 'status', status: 401, body: 'empty' } },
  { name: 'forbidden', label: '403', fields: { fault: 'status', status: 403 } },
  { name: 'slow', label: 'Answer 5 s late', fields: { fault: 'slow_headers', ms: 5000 } },
  { name: 'reset', label: 'Connection reset', fields: { fault: 'reset' } },
  { name: 'cut', label: 'Body cut in half', fields: { fault: 'cut_body' } },
  { name: 'html', label: '200 with a web page', fields: { fault: 'html' } },
  { name: 'late-grant', label: 'Grant shows 2 reads late', fields: { fault: 'late_grant', reads: 2 } },
  { name: 'rotate', label: 'Refresh token changes', fields: { fault: 'rotate_refresh_token' } },
  { name: 'naive-return', label: 'Careless return address', fields: { fault: 'naive_return' } },
]

/** The form that sets one more, with what was chosen before. */
export function renderFaultForm(dataCenter: string, chosen: URLSearchParams): Html {
  return html`<details${chosen.has('fault') ? html` open` : ''}><summary>Set a fault</summary>
<form class="inside" method="post" action="/sandbox/inspector/faults">
<input type="hidden" name="data_center" value="${dataCenter}">
<p class="field"><label for="fault-route">Route</label>
<select id="fault-route" name="route">${FAULT_ROUTES.map((route) => renderOption(route, route, chosen.get('route')))}</select></p>
<p class="field"><label for="fault-name">Fault</label>
<select id="fault-name" name="fault">${FAULT_CHOICES.map(({ name, label }) => renderOption(name, label, chosen.get('fault')))}</select></p>
<p class="field"><label for="fault-count">Times, empty for every call</label>
<input id="fault-count" name="count" inputmode="numeric" autocomplete="off" value="${chosen.get('count') ?? '1'}"></p>
<div class="buttons"><button name="change" value="add">Set fault</button></div>
</form></details>`
}

/** Those that are set: where, what, and how often it struck; and the form that ends them. */
export function renderFaults(faults: Faults, { id, clients }: Instance): Html {
  const { faults: entries } = faults.report()
  if (entries.length === 0) return html`<p class="quiet">None is set.</p>`
  const secrets = secretsOf(clients)
  return html`<ul class="set">${entries.map((entry, index) => renderFault(entry, index, secrets))}</ul>
<form class="buttons" method="post" action="/sandbox/inspector/faults">
<input type="hidden" name="data_center" value="${id}">
<button name="change" value="clear">Clear all</button></form>`
}

function renderFault(entry: FaultEntry & { readonly struck: number }, index: number, secrets: readonly string[]): Html {
  const { route, fault, count, share, data_center, struck, ...parameters } = entry
  const details = Object.entries(parameters).map(
    ([name, value]) => `${name} ${writeJsonText(maskValue(value, secrets))}`,
  )
  const limits = [
    data_center !== undefined && `only in ${data_center}`,
    count !== undefined && `${count} in all`,
    share !== undefined && `a share of ${share}`,
    `struck ${struck}`,
  ]
  return html`<li id="fault-${index}"><code>${route}</code> <strong>${fault}</strong> ${details.join(', ')}
<small>${FAULTS[fault].about}. ${limits.filter(Boolean).join(', ')}.</small></li>
`
}

function renderOption(value: string, label: string, chosen: string | null): Html {
  return html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>
`
}
