import { html } from 'hono/html'
import type { Html } from '../http/page.ts'
import type { Journal, JournalEntry } from '../journal/journal.ts'
import { toCurl } from './curl.ts'
import { formatJsonLines } from './json.ts'

export const PAGE_SIZE = 50

/** The longest body on the page, in characters. `GET /sandbox/requests` has the whole body. */
export const MAX_SHOWN_LENGTH = 4000

/** The longest path in the summary of a request. The `curl` command has the whole path. */
const MAX_PATH_LENGTH = 200

export interface RequestsOptions {
  readonly journal: Pick<Journal, 'entries' | 'startedAtMs'>
  /** Shows only requests with a smaller ID. */
  readonly before: number | undefined
  readonly origin: string
  readonly pageUrl: (before?: number) => string
}

/** Renders the requests, newest first, and links to older and newer ones. */
export function renderRequests({ journal, before, origin, pageUrl }: RequestsOptions): Html {
  // Reads one page and one more entry, which shows whether there are older ones. Reading a full journal for the first
  // time takes seconds.
  const entries = journal.entries({ before, limit: PAGE_SIZE + 1 })
  const shown = entries.slice(-PAGE_SIZE).reverse()
  const oldest = shown.at(-1)
  if (oldest === undefined) {
    return html`<p class="quiet">No requests yet. The requests of your application show up here.</p>
${before !== undefined && html`<p class="pages"><a href="${pageUrl()}">Newest</a></p>`}`
  }
  const hasOlder = entries.length > shown.length
  return html`<ol class="requests" id="requests-${journal.startedAtMs}" data-keep>
${shown.map((entry) => renderRequest(entry, journal.startedAtMs, origin))}</ol>
<p class="pages">${before !== undefined && html`<a href="${pageUrl()}">Newest</a> `}${hasOlder && html`<a href="${pageUrl(oldest.id)}">Older</a>`}</p>`
}

function renderRequest(entry: JournalEntry, startedAtMs: number, origin: string): Html {
  const { id, time, data_center, method, path, status, fault, location, retry_after, request_body, response_body } =
    entry
  const shownPath = path.length > MAX_PATH_LENGTH ? `${path.slice(0, MAX_PATH_LENGTH)}…` : path
  return html`<li id="request-${startedAtMs}-${id}"><details>
<summary><span class="status ${statusClass(status)}">${status ?? 'reset'}</span>
<span class="line"><strong>${method}</strong> <code>${shownPath}</code>
<small><span class="tag">${data_center}</span> <time datetime="${time}">${toClockTime(time)}</time>${fault !== undefined && html` <span class="tag">fault: ${fault}</span>`}</small></span></summary>
<div class="inside">
<h3>Request</h3>
${renderBody(request_body, 'No body.', `Request body ${id}`)}
<h3>Response</h3>
<p>${status === null ? 'None. A fault reset the connection.' : `Status ${status}.`}${location !== null && html` To <code>${location}</code>`}${retry_after !== null && html` Retry-After: <code>${retry_after}</code>`}</p>
${status !== null && renderBody(response_body, 'No body.', `Response body ${id}`)}
<h3>Repeat</h3>
<pre class="curl" dir="ltr" tabindex="0" role="region" aria-label="curl for request ${id}">${toCurl(entry, origin)}</pre>
<button type="button" class="copy live">Copy</button>
</div>
</details></li>
`
}

function renderBody(body: unknown, emptyMessage: string, label: string): Html {
  if (body === null) return html`<p class="quiet">${emptyMessage}</p>`
  const { text, omittedLength } = formatJsonLines(body, MAX_SHOWN_LENGTH)
  return html`<pre dir="ltr" tabindex="0" role="region" aria-label="${label}">${text}</pre>
${omittedLength > 0 && html`<p class="quiet">${omittedLength} more characters are in <a href="/sandbox/requests">the requests as JSON</a>.</p>`}`
}

function statusClass(status: number | null): 'good' | 'plain' | 'warn' | 'bad' {
  if (status === null || status >= 500) return 'bad'
  if (status >= 400) return 'warn'
  return status >= 300 ? 'plain' : 'good'
}

/** `2026-11-23T10:03:12.345Z` → `2026-11-23 10:03:12`. All times on the page are UTC. */
export function toClockTime(timestamp: string): string {
  return timestamp.replace('T', ' ').replace(/\.\d+Z$/, '')
}
