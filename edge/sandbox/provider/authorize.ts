import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { readForm } from '../http/body.ts'
import { renderName } from '../http/name.ts'
import { type Html, renderPage } from '../http/page.ts'
import type { Account } from '../store/accounts.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import { type AuthorizationRequest, parseAuthorizationRequest } from './authorization-request.ts'
import { findLinkedAccount, signIn } from './implicit-linking.ts'

/**
 * Creates the authorize page, where the user signs in and allows access.
 *
 * `GET /oauth/authorize` shows it. `POST` to the same URL decides: the form field `account` signs in and allows,
 * `refuse` refuses. The response is a 303 to the redirect URI, which keeps its own query, with `code` or
 * `error=access_denied`, and `state` (documented; RFC 6749 sections 4.1.2 and 4.1.2.1).
 */
export function authorizeRoutes(store: DataCenterStore): Hono {
  const routes = new Hono()

  routes.get('/oauth/authorize', (c) =>
    withRequest(c, store, (request) =>
      renderPage(
        c,
        'Connect your calendar',
        html`<p><bdi><strong>${request.clientId}</strong></bdi> asks for access to your calendars. Signing in allows it.</p>
<dl class="facts">
<dt>Application</dt><dd><bdi><strong>${request.clientId}</strong></bdi></dd>
<dt>Scope</dt><dd><code>${request.scope}</code></dd>
<dt>Data center</dt><dd><strong>${store.id}</strong></dd>
</dl>
${renderLinkingNote(findLinkedAccount(c, store, request))}
<form method="post">
<h2>Sign in and allow, as</h2>
${renderAccounts([...store.accounts.values()])}
<div class="actions"><button name="refuse" value="true">Refuse</button></div>
</form>`,
      ),
    ),
  )

  routes.post('/oauth/authorize', (c) =>
    withRequest(c, store, async (request) => {
      const form = await readForm(c)
      if (form.has('refuse')) return c.redirect(request.redirectUrl({ error: 'access_denied' }), 303)
      const name = form.get('account') ?? ''
      const account = store.accounts.get(name)
      if (account === undefined) {
        return renderError(
          c,
          `Cannot sign in: Account "${name}" does not exist.`,
          html`<a href="">Back to the accounts</a>`,
        )
      }
      const { clientId, scope, redirectUri, codeChallenge } = request
      const authorization = { clientId, scope, ...signIn(c, store, request, account) }
      const code = store.codes.issue(authorization, { redirectUri, codeChallenge })
      return c.redirect(request.redirectUrl({ code }), 303)
    }),
  )

  return routes
}

function withRequest(
  c: Context,
  store: DataCenterStore,
  handle: (request: AuthorizationRequest) => Response | Promise<Response>,
): Response | Promise<Response> {
  const result = parseAuthorizationRequest(new URL(c.req.url).searchParams, {
    clients: store.clients,
    behaviors: store.behaviorStore.current(),
  })
  if (result.status === 'untrusted') return renderError(c, result.problem, DEVELOPER_HINT)
  return result.status === 'rejected' ? c.redirect(result.redirectTo, 303) : handle(result.request)
}

/** Explains what otherwise looks like a mix-up of users. */
function renderLinkingNote(account: Account | undefined): Html {
  if (account === undefined) return html``
  return html`<p class="hint">This browser has signed in as <strong>${renderName(account.name, 'Account without a name')}</strong> before. Another account will be
linked to it, and the application will receive both as one account. <code>avoid_linking=true</code> prevents that.</p>`
}

function renderAccounts(accounts: readonly Account[]): Html {
  if (accounts.length === 0) return html`<p>The seed of this emulator has no account. Add one to sign in.</p>`
  return html`<ul>
${accounts.map(
  ({ name, description }) =>
    html`<li><button name="account" value="${name}"><strong>${renderName(name, 'Account without a name')}</strong> <small>${renderName(description, '')}</small></button></li>
`,
)}</ul>`
}

/** Only the developer of the application can fix this. */
const DEVELOPER_HINT = html`You were not signed in, and not sent back, because the URL of the application is not trusted. The
developer of the application must fix the link to this page.`

function renderError(c: Context, text: string, remedy: Html): Response | Promise<Response> {
  return renderPage(c, 'Cannot sign in', html`<p>${text}</p><p>${remedy}</p>`, 400)
}
