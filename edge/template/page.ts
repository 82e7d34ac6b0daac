import type { CalendarPermission } from 'cronofy-extended-permissions'
import type { Context } from 'hono'
import { html } from 'hono/html'

export type PageContent =
  | { readonly status: 'signed_out' }
  | { readonly status: 'not_connected'; readonly dataCenter: string }
  | {
      readonly status: 'connected'
      readonly calendars: readonly CalendarPermission[]
      /** The status of each request, oldest first. */
      readonly outcomes: readonly string[]
    }

export function renderPage(c: Context, content: PageContent): Response | Promise<Response> {
  const failed = [c.req.query('permission_status'), c.req.query('connection_status')].includes('error')
  // Prevents clickjacking. Do not add `Referrer-Policy: no-referrer`: browsers would send `Origin: null` with the form.
  c.header('Content-Security-Policy', "frame-ancestors 'none'")
  c.header('Cache-Control', 'no-store')
  return c.html(html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Your calendars</title>
<h1>Your calendars</h1>
${failed ? html`<p role="alert">Something went wrong. Try again.</p>` : ''}
${renderContent(content)}
</html>`)
}

function renderContent(content: PageContent) {
  if (content.status === 'signed_out') {
    return html`<form method="post" action="/sign-in"><label>Name <input name="user" required></label> <button>Sign in</button></form>`
  }
  if (content.status === 'not_connected') {
    return html`<p><a href="/cronofy/connect/${content.dataCenter}">Connect your calendars</a></p>`
  }
  return html`<form method="post" action="/permissions/start">
${content.calendars.map(
  ({ calendarId, calendarName, permissionLevel, granted }) =>
    html`<p><label><input type="checkbox" name="calendar_id" value="${calendarId}" ${granted ? 'checked disabled' : ''}> ${calendarName}: ${permissionLevel}</label></p>`,
)}
<button>Allow full access</button>
</form>
<h2>Your requests</h2>
<ol>${content.outcomes.map((status) => html`<li>${status}</li>`)}</ol>`
}
