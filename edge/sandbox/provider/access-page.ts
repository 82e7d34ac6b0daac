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
 * Creates the access page, where the user decides on a permission request.
 *
 * `GET /permissions/{id}` shows it. `calendar_id` in the query checks boxes. `POST` decides: `decision` is
 * `accept-all`, `accept-selected` (with a repeated `calendar_id`; without one it rejects, a guess), or `reject`. The
 * response is a 303 to the redirect URI.
 *
 * If the behavior `partialAcceptance` is off, the page has no boxes, and `accept-selected` has to include all
 * calendars.
 *
 * Errors are 404 for an unknown URL, 410 for a used or expired one, and 400 for an invalid form (guesses).
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
        return renderPage(c, 'This form is invalid', INVALID_FORM, 400)
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
  if (request === undefined) return renderPage(c, 'Access page not found', UNKNOWN_REQUEST, 404)
  const status = permissionRequests.status(request)
  return status === 'open'
    ? handle(request)
    : renderPage(c, 'This request is closed', renderClosed(status, request), 410)
}

const INVALID_FORM = html`<p>Cannot decide: the form is not from this page. <code>decision</code> must be accept-all, accept-selected, or reject, and each
<code>calendar_id</code> must be a requested calendar. Nothing changed.</p>
<p><a href="">Back to the page</a></p>`

const UNKNOWN_REQUEST = html`<p>No permission request has this URL in this data center. The URL may be incomplete, or the emulator was reset or
restarted since.</p>
<p>Go back to the application and start again. The <a href="/sandbox">inspector</a> lists the open requests.</p>`

function renderClosed(status: 'decided' | 'expired', { clientId, redirectUri }: PermissionRequest): Html {
  const message =
    status === 'decided' ? 'It is already decided. The decision does not change.' : 'It has expired without a decision.'
  const { origin } = new URL(redirectUri)
  return html`<p>${message}</p>
<p>Go back to <bdi><strong>${clientId}</strong></bdi> to see what it may do, or to start again:
<a href="${origin}">${origin}</a></p>`
}

/** Returns the IDs of the accepted calendars (empty for a rejection), or undefined if the form is invalid. */
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
