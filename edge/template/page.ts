import type { CalendarPermission } from 'cronofy-extended-permissions'
import type { Context } from 'hono'
import { html } from 'hono/html'

type Html = ReturnType<typeof html>

/** The calendars with their permission levels, and a button that requests full access to the remaining ones. */
export function renderCalendars(c: Context, calendars: readonly CalendarPermission[]): Response | Promise<Response> {
  const failed = c.req.query('permission_status') === 'error'
  return renderPage(
    c,
    html`${failed ? html`<p role="alert">That did not work. Please try again.</p>` : ''}
<ul>${calendars.map(({ calendarName, permissionLevel }) => html`<li>${calendarName}: ${permissionLevel}</li>`)}</ul>
<form method="post" action="/permissions/start"><input type="hidden" name="all_calendars" value="true"><button>Allow full access</button></form>`,
  )
}

/** The page without a signed-in user. */
export function renderSignedOut(c: Context): Response | Promise<Response> {
  return renderPage(c, html`<p>You are not signed in. <code>account.ts</code> says how to change that.</p>`)
}

function renderPage(c: Context, content: Html): Response | Promise<Response> {
  // Prevents clickjacking. Do not add `Referrer-Policy: no-referrer`: browsers would send `Origin: null` with the form.
  c.header('Content-Security-Policy', "frame-ancestors 'none'")
  c.header('Cache-Control', 'no-store')
  return c.html(html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Your calendars</title>
<h1>Your calendars</h1>
${content}
</html>`)
}
