/**
 * A backend on Hono that asks its users for full access to their calendars, through the service.
 *
 * PORT, SERVICE_URL and API_KEY say where it listens and what it calls. USERS stands in for the application's database:
 * `{"ada": {"data_center": "de", "access_token": "…", "subject": "user-1"}}`. Sessions and outcomes would be kept there too.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { timingSafeEqual } from 'hono/utils/buffer'
import createClient from 'openapi-fetch'
// From the service's description: openapi-typescript openapi.yaml -o service.ts
import type { components, paths } from '../../../../generated/service.ts'

type Outcome = components['schemas']['Outcome']
type User = Pick<components['schemas']['BeginRequest'], 'data_center' | 'access_token' | 'subject'>
type Session = { readonly name: string; readonly csrf: string; readonly user: User; notice: string }

const { PORT = '', SERVICE_URL = '', API_KEY = '', USERS = '{}' } = process.env
const WORDS: Readonly<Record<string, string>> = {
  granted: 'Granted: full access to all calendars asked for',
  partial: 'Partly granted: full access to some of the calendars asked for',
  rejected: 'Rejected: nothing was granted',
  unconfirmed: 'Unconfirmed: nothing shows that access was granted',
  account_mismatch: 'Refused: somebody else began this request. Ask again as yourself',
  expired_sealed_request: 'Expired: ask again. What was granted stays',
  // Here an application refreshes the token with the provider, keeps the new one, and calls the service once more.
  account_token_rejected: 'Disconnected: connect your calendars again',
}

const users = new Map(Object.entries(JSON.parse(USERS) as Record<string, User>))
const sessions = new Map<string, Session>()
const outcomes = new Map<string, Outcome>()

const service = createClient<paths>({
  baseUrl: SERVICE_URL,
  headers: { Authorization: `Bearer ${API_KEY}` },
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(30_000) }),
})
service.use({ onError: ({ error }) => Response.json({ code: String(error) }, { status: 502 }) })

/** Keeps an outcome by its request, so that a page that is loaded twice counts once. */
function record(session: Session, outcome: Outcome | undefined, problem: unknown): void {
  if (outcome !== undefined) outcomes.set(outcome.request_id, outcome)
  else session.notice = describe(problem)
}

function describe(problem: unknown): string {
  const { code = '', instance } = Object(problem) as Partial<components['schemas']['Problem']>
  console.warn('The service answered', code, instance) // The worker's log has more under the instance.
  return WORDS[code] ?? 'That did not work: try again'
}

const app = new Hono<{ Variables: { session: Session } }>()

/** Stands in for the application's own sign-in: it believes any name that it is given. */
app.get('/sign-in', (c) => {
  const name = c.req.query('user') ?? ''
  const user = users.get(name)
  if (user === undefined) return c.notFound()
  const id = randomBytes(32).toString('base64url')
  sessions.set(id, { name, user, csrf: randomBytes(32).toString('base64url'), notice: '' })
  setCookie(c, 'session', id, { httpOnly: true, sameSite: 'Lax', path: '/' }) // On https also `secure: true`.
  return c.redirect('/settings', 303)
})

/** Who is signed in, only our own session says, and never an address. */
app.use(async (c, next) => {
  const session = sessions.get(getCookie(c, 'session') ?? '')
  if (session === undefined) return c.html('Signed out: <a href="/sign-in?user=ada">sign in as ada</a>', 401)
  c.set('session', session)
  return next()
})

app.post('/allow', async (c) => {
  const session = c.get('session')
  const { user } = session
  const { csrf } = await c.req.parseBody()
  // Before the call: an account of Enterprise Connect is given access at once, and the service cannot see the browser.
  if (!(await timingSafeEqual(session.csrf, String(csrf)))) return c.text('This form is not from our page', 403)
  // docs:begin beginPermissionRequest
  const { data, error } = await service.POST('/permission-requests', {
    body: {
      data_center: user.data_center,
      access_token: user.access_token,
      subject: user.subject,
      all_calendars: true,
      return_to: `http://127.0.0.1:${PORT}/settings`,
    },
  })
  if (data?.redirect !== undefined) return c.redirect(data.redirect.url, 303)
  // docs:end
  record(session, data?.outcome, error)
  return c.redirect('/settings', 303)
})

app.get('/settings', async (c, next) => {
  const session = c.get('session')
  const { user } = session
  const { sealed_request, permission_error } = c.req.query()
  if (!sealed_request) return next()
  // The user came back, or somebody typed the address: it proves nothing, so the service looks at what was granted.
  // docs:begin completePermissionRequest
  const { data, error } = await service.POST('/permission-requests/complete', {
    body: {
      sealed_request,
      ...(permission_error && { permission_error }),
      data_center: user.data_center,
      access_token: user.access_token,
      subject: user.subject,
    },
  })
  // docs:end
  record(session, data, error)
  return c.redirect('/settings', 303)
})

app.get('/settings', async (c) => {
  const session = c.get('session')
  const { user, notice } = session
  session.notice = ''
  // docs:begin readPermissions
  const { data, error } = await service.POST('/permissions/read', {
    body: { data_center: user.data_center, access_token: user.access_token },
  })
  // docs:end
  const own = [...outcomes.values()].filter(({ subject }) => subject === user.subject).reverse()
  c.header('Cache-Control', 'no-store')
  return c.html(html`<!doctype html>
<html lang="en">
<title>Settings</title>
<h1>Settings of ${session.name}</h1>
<p role="status">${notice || (data === undefined ? describe(error) : '')}</p>
<ul>${data?.calendars.map(
    ({ calendar_name, granted }) => html`<li>${calendar_name}: ${granted ? 'full access' : 'limited access'}</li>`,
  )}</ul>
<form method="post" action="/allow">
<input type="hidden" name="csrf" value="${session.csrf}">
<button type="submit">Allow full access</button>
</form>
<h2>What came of it</h2>
<ol>${own.map(({ status }) => html`<li>${WORDS[status]}</li>`)}</ol>`)
})

serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' })
