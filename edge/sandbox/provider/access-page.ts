/**
 * The access page: the user accepts or rejects what an application asked for.
 *
 * @module
 */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Behaviours } from '../config/behaviors.ts'
import type { Struck } from '../faults/env.ts'
import { strikesWithin } from '../faults/middleware.ts'
import type { Faults } from '../faults/registry.ts'
import { DECISION } from '../faults/types.ts'
import { readForm } from '../http/body.ts'
import { type Html, renderPage } from '../http/page.ts'
import type { Instance } from '../store/data-center.ts'
import type { PermissionRequest } from '../store/permission-requests.ts'
import { renderAccessForm } from './access-page-view.ts'

/**
 * `GET /permissions/{id}` shows the page, with the boxes of `calendar_id` in its query ticked; `POST` is the decision:
 * `decision` is `accept-all`, `accept-selected` (those in `calendar_id`, repeated; none is a rejection, a guess) or `reject`.
 * Then 303 to the redirect URI.
 *
 * Where the behaviour `partialAcceptance` is off, there is nothing to select, and `accept-selected` of fewer than all makes
 * no sense.
 *
 * 404 for an unknown address, 410 for one that was used or has expired, 400 for a form that makes no sense (guesses).
 */
export function accessPageRoutes(instance: Instance, faults: Faults): Hono<Struck> {
  const routes = new Hono<Struck>()

  routes.get('/permissions/:id', (c) =>
    withOpenRequest(c, instance, (request) => {
      const { partialAcceptance } = instance.switchboard.now()
      const ticked = c.req.queries('calendar_id') ?? []
      const form = renderAccessForm(request, { dataCenter: instance.id, partialAcceptance, ticked })
      return renderPage(c, 'Allow unrestricted access?', form)
    }),
  )

  routes.post('/permissions/:id', (c) =>
    withOpenRequest(c, instance, async (request) => {
      const accepted = readDecision(await readForm(c), request, instance.switchboard.now())
      if (accepted === undefined) {
        return renderPage(c, 'This does not work', NO_DECISION, 400)
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
  if (request === undefined) return renderPage(c, 'Nothing here', UNKNOWN, 404)
  const status = permissionRequests.status(request)
  return status === 'open' ? handle(request) : renderPage(c, 'This request is over', renderOver(status, request), 410)
}

const NO_DECISION = html`<p>Cannot decide: the form is not the one of this page. Nothing was changed.</p>
<p><a href="">Back to the page</a>, to decide there.</p>`

const UNKNOWN = html`<p>No permission request has this address in this data center. Perhaps the address is incomplete, or the
sandbox was put back to its seed or started anew, and forgot it.</p>
<p>Go back to the application and begin again. What is waiting for a decision is in the <a href="/sandbox">inspector</a>.</p>`

function renderOver(status: 'decided' | 'expired', { clientId, redirectUri }: PermissionRequest): Html {
  const text =
    status === 'decided'
      ? 'It has been decided already, and the decision stays as it is.'
      : 'It has expired. Nothing was decided by it.'
  const { origin } = new URL(redirectUri)
  return html`<p>${text}</p>
<p>To see what <bdi><strong>${clientId}</strong></bdi> may do, or to be asked once more, go back to the application:
<a href="${origin}">${origin}</a></p>`
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
