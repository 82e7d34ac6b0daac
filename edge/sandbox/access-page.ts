/**
 * The access page: the user accepts or rejects what an application asked for.
 *
 * @module
 */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Calendar } from './accounts.ts'
import type { Behaviours } from './behaviours.ts'
import { readForm } from './body.ts'
import { DECISION } from './fault.ts'
import type { Faults } from './faults.ts'
import type { Instance } from './instance.ts'
import { type Html, renderPage } from './page.ts'
import type { PermissionRequest } from './permission-requests.ts'
import { type Struck, strikesWithin } from './strike.ts'

/**
 * `GET /permissions/{id}` shows the page; `POST` is the decision: `decision` is `accept-all`, `accept-selected` (those in
 * `calendar_id`, repeated; none is a rejection, a guess) or `reject`. Then 303 to the redirect URI.
 *
 * Where the behaviour `partialAcceptance` is off, there is nothing to select, and `accept-selected` of fewer than all makes
 * no sense.
 *
 * 404 for an unknown address, 410 for one that was used or has expired, 400 for a form that makes no sense (guesses).
 */
export function accessPageRoutes(instance: Instance, faults: Faults): Hono<Struck> {
  const routes = new Hono<Struck>()

  routes.get('/permissions/:id', (c) =>
    withOpenRequest(c, instance, (request) =>
      renderPage(
        c,
        'Allow unrestricted access?',
        html`<p>The application <strong>${request.clientId}</strong> asks <strong>${request.account.name}</strong> for
leave to change and delete events that others made. Data center: <strong>${instance.id}</strong>.</p>
<form method="post">
<fieldset>
<legend>Calendars</legend>
<ul>
${request.calendars.map(instance.switchboard.now().partialAcceptance ? renderChoice : renderCalendar)}
</ul>
</fieldset>
<div class="actions">
<button name="decision" value="accept-all">Accept all</button>
${instance.switchboard.now().partialAcceptance && html`<button name="decision" value="accept-selected">Accept selected</button>`}
<button name="decision" value="reject">Reject</button>
</div>
</form>`,
      ),
    ),
  )

  routes.post('/permissions/:id', (c) =>
    withOpenRequest(c, instance, async (request) => {
      const accepted = readDecision(await readForm(c), request, instance.switchboard.now())
      if (accepted === undefined) {
        return renderPage(
          c,
          'This does not work',
          html`<p>Cannot decide: the form is not the one of this page.</p>`,
          400,
        )
      }
      const strike = strikesWithin(c, faults, { route: DECISION, dataCenter: instance.id })
      return c.redirect(instance.permissionRequests.decide(request, accepted, strike), 303)
    }),
  )

  return routes
}

function withOpenRequest(
  c: Context,
  { permissionRequests }: Instance,
  handle: (request: PermissionRequest) => Response | Promise<Response>,
): Response | Promise<Response> {
  const request = permissionRequests.find(c.req.param('id') ?? '')
  if (request === undefined) {
    return renderPage(c, 'Nothing here', html`<p>No permission request has this address in this data center.</p>`, 404)
  }
  const status = permissionRequests.status(request)
  if (status === 'open') return handle(request)
  const text = status === 'decided' ? 'It has been decided already.' : 'It has expired.'
  return renderPage(c, 'This request is over', html`<p>${text} Go back to the application and begin again.</p>`, 410)
}

function renderChoice(calendar: Calendar): Html {
  return html`<li><label><input type="checkbox" name="calendar_id" value="${calendar.calendar_id}">
<span>${renderName(calendar)}</span></label></li>
`
}

function renderCalendar(calendar: Calendar): Html {
  return html`<li>${renderName(calendar)}</li>
`
}

function renderName(calendar: Calendar): Html {
  const notes = [
    calendar.profile_name,
    calendar.calendar_readonly && 'read-only',
    calendar.permission_level === 'unrestricted' && 'unrestricted already',
  ].filter(Boolean)
  return html`<bdi>${calendar.calendar_name}</bdi> <small>${notes.join(', ')}</small>`
}

/** The ids of the calendars that are accepted, none for a rejection; undefined where it is no decision. */
function readDecision(
  form: URLSearchParams,
  request: PermissionRequest,
  { partialAcceptance }: Behaviours,
): string[] | undefined {
  const asked = request.calendars.map((calendar) => calendar.calendar_id)
  const ticked = form.getAll('calendar_id')
  switch (form.get('decision')) {
    case 'accept-all':
      return asked
    case 'accept-selected':
      if (!partialAcceptance && !asked.every((id) => ticked.includes(id))) return undefined
      return ticked.every((id) => asked.includes(id)) ? ticked : undefined
    case 'reject':
      return []
    default:
      return undefined
  }
}
