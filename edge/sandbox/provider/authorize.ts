/**
 * The authorize page: who signs in, and does that person agree?
 *
 * @module
 */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { readForm } from '../http/body.ts'
import { type Html, renderPage } from '../http/page.ts'
import type { Account } from '../store/accounts.ts'
import type { Instance } from '../store/data-center.ts'
import { type AuthorizationRequest, readAuthorizationRequest } from './authorization-request.ts'

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
        html`<p><bdi><strong>${request.clientId}</strong></bdi> asks to be connected with a calendar account. Whoever signs in allows it.</p>
<dl class="facts">
<dt>Application</dt><dd><bdi><strong>${request.clientId}</strong></bdi></dd>
<dt>Scope</dt><dd><code>${request.scope}</code></dd>
<dt>Data center</dt><dd><strong>${instance.id}</strong></dd>
</dl>
<form method="post">
<h2>Sign in and allow, as</h2>
${renderAccounts([...instance.accounts.values()])}
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
      if (account === undefined) {
        return renderFault(c, `Cannot sign in: account "${name}" is unknown`, html`<a href="">Back to the accounts</a>`)
      }
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
  if ('unsafe' in read) return renderFault(c, read.unsafe, FOR_DEVELOPERS)
  return 'redirectTo' in read ? c.redirect(read.redirectTo, 303) : handle(read.request)
}

function renderAccounts(accounts: readonly Account[]): Html {
  if (accounts.length === 0) return html`<p>Nobody can: the seed of this sandbox has no account.</p>`
  return html`<ul>
${accounts.map(
  ({ name, about }) =>
    html`<li><button name="account" value="${name}"><strong>${name}</strong> <small>${about}</small></button></li>
`,
)}</ul>`
}

/** The user can do nothing about it. */
const FOR_DEVELOPERS = html`Nobody was signed in, and nobody is sent back, since the address cannot be trusted. Whoever develops the
application mends the link that led here.`

function renderFault(c: Context, text: string, wayOn: Html): Response | Promise<Response> {
  return renderPage(c, 'This does not work', html`<p>${text}.</p><p>${wayOn}</p>`, 400)
}
