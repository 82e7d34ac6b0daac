/**
 * The authorize page: who signs in, and does that person agree?
 *
 * @module
 */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { type AuthorizationRequest, readAuthorizationRequest } from './authorization-request.ts'
import { readForm } from './body.ts'
import type { Instance } from './instance.ts'
import { renderPage } from './page.ts'

/**
 * `GET /oauth/authorize` shows the page; `POST` to the same address, query and all, is the decision: the form field
 * `account` names who signs in and allows, `refuse` refuses. Either way 303 to the redirect URI, its own query preserved,
 * with `code` or `error=access_denied`, and `state` (documented; RFC 6749 sections 4.1.2 and 4.1.2.1).
 */
export function authorizeRoutes(instance: Instance): Hono {
  const routes = new Hono()

  routes.get('/oauth/authorize', (c) =>
    withRequest(c, instance, (request) =>
      renderPage(
        c,
        'Connect your calendar',
        html`<p>The application <strong>${request.clientId}</strong> asks for the scope <code>${request.scope}</code>.
Data center: <strong>${instance.id}</strong>.</p>
<form method="post">
<h2>Sign in and allow, as</h2>
<ul>
${[...instance.accounts.values()].map(
  ({ name, about }) =>
    html`<li><button name="account" value="${name}"><strong>${name}</strong> <small>${about}</small></button></li>`,
)}
</ul>
<div class="actions"><button name="refuse" value="true">Refuse</button></div>
</form>`,
      ),
    ),
  )

  routes.post('/oauth/authorize', (c) =>
    withRequest(c, instance, async (request) => {
      const form = await readForm(c)
      if (form.has('refuse')) return c.redirect(request.answer({ error: 'access_denied' }), 303)
      const name = form.get('account') ?? ''
      const account = instance.accounts.get(name)
      if (account === undefined) return renderFault(c, `Cannot sign in: account "${name}" is unknown`)
      const { clientId, scope, redirectUri } = request
      return c.redirect(request.answer({ code: instance.codes.issue({ clientId, account, scope }, redirectUri) }), 303)
    }),
  )

  return routes
}

function withRequest(
  c: Context,
  instance: Instance,
  handle: (request: AuthorizationRequest) => Response | Promise<Response>,
): Response | Promise<Response> {
  const read = readAuthorizationRequest(new URL(c.req.url).searchParams, {
    clients: instance.clients,
    behaviours: instance.switchboard.now(),
  })
  if ('unsafe' in read) return renderFault(c, read.unsafe)
  return 'redirectTo' in read ? c.redirect(read.redirectTo, 303) : handle(read.request)
}

function renderFault(c: Context, text: string): Response | Promise<Response> {
  return renderPage(c, 'This does not work', html`<p>${text}.</p>`, 400)
}
