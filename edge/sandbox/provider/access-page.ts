/**
 * The access page: the user accepts or rejects what an application asked for.
 *
 * @module
 */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Behaviors } from '../config/behaviors.ts'
import type { FaultEnv } from '../faults/env.ts'
import { createEffectInjector } from '../faults/middleware.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { DECISION_ROUTE } from '../faults/types.ts'
import { readForm } from '../http/body.ts'
import { type Html, renderPage } from '../http/page.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import type { PermissionRequest } from '../store/permission-requests.ts'
import { renderAccessForm } from './access-page-view.ts'

/**
 * `GET /permissions/{id}` shows the page, with the boxes of `calendar_id` in its query ticked; `POST` is the decision:
 * `decision` is `accept-all`, `accept-selected` (those in `calendar_id`, repeated; none is a rejection, a guess) or `reject`.
 * Then 303 to the redirect URI.
 *
 * Where the behavior `partialAcceptance` is off, there is nothing to select, and `accept-selected` of fewer than all makes
 * no sense.
 *
 * 404 for an unknown address, 410 for one that was used or has expired, 400 for a form that makes no sense (guesses).
 */
export function accessPageRoutes(store: DataCenterStore, faults: FaultRegistry): Hono<FaultEnv> {
  const routes = new Hono<FaultEnv>()

  routes.get('/permissions/:id', (c) =>
    withOpenRequest(c, store, (request) => {
      const { partialAcceptance } = store.behaviorStore.current()
      const checkedIds = c.req.queries('calendar_id') ?? []
      const form = renderAccessForm(request, { dataCenter: store.id, partialAcceptance, checkedIds })
      return renderPage(c, 'Allow unrestricted access?', form)
    }),
  )

  routes.post('/permissions/:id', (c) =>
    withOpenRequest(c, store, async (request) => {
      const acceptedIds = parseDecisionForm(await readForm(c), request, store.behaviorStore.current())
      if (acceptedIds === undefined) {
        return renderPage(c, 'This does not work', INVALID_FORM, 400)
      }
      const injectEffect = createEffectInjector(c, faults, { route: DECISION_ROUTE, dataCenter: store.id })
      return c.redirect(store.permissionRequests.decide(request, acceptedIds, injectEffect), 303)
    }),
  )

  return routes
}

function withOpenRequest(
  c: Context,
  { permissionRequests }: DataCenterStore,
  handle: (request: PermissionRequest) => Response | Promise<Response>,
): Response | Promise<Response> {
  const request = permissionRequests.find(c.req.param('id') ?? '')
  if (request === undefined) return renderPage(c, 'Nothing here', UNKNOWN_REQUEST, 404)
  const status = permissionRequests.status(request)
  return status === 'open' ? handle(request) : renderPage(c, 'This request is over', renderClosed(status, request), 410)
}

const INVALID_FORM = html`<p>Cannot decide: the form is not the one of this page. Nothing was changed.</p>
<p><a href="">Back to the page</a>, to decide there.</p>`

const UNKNOWN_REQUEST = html`<p>No permission request has this address in this data center. Perhaps the address is incomplete, or the
sandbox was put back to its seed or started anew, and forgot it.</p>
<p>Go back to the application and begin again. What is waiting for a decision is in the <a href="/sandbox">inspector</a>.</p>`

function renderClosed(status: 'decided' | 'expired', { clientId, redirectUri }: PermissionRequest): Html {
  const message =
    status === 'decided'
      ? 'It has been decided already, and the decision stays as it is.'
      : 'It has expired. Nothing was decided by it.'
  const { origin } = new URL(redirectUri)
  return html`<p>${message}</p>
<p>To see what <bdi><strong>${clientId}</strong></bdi> may do, or to be asked once more, go back to the application:
<a href="${origin}">${origin}</a></p>`
}

/** The ids of the calendars that are accepted, none for a rejection; undefined where it is no decision. */
function parseDecisionForm(
  form: URLSearchParams,
  request: PermissionRequest,
  { partialAcceptance }: Behaviors,
): string[] | undefined {
  const requestedIds = request.calendars.map((calendar) => calendar.calendar_id)
  const checkedIds = form.getAll('calendar_id')
  switch (form.get('decision')) {
    case 'accept-all':
      return requestedIds
    case 'accept-selected':
      if (!partialAcceptance && !requestedIds.every((id) => checkedIds.includes(id))) return undefined
      return checkedIds.every((id) => requestedIds.includes(id)) ? checkedIds : undefined
    case 'reject':
      return []
    default:
      return undefined
  }
}
