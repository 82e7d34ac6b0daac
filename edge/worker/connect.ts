/**
 * The connect app: the whole flow for a person. Choose a data center, sign in, choose calendars, decide on the
 * provider's page, and see what was really granted.
 *
 * @module
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import type { Client } from '../../src/client.ts'
import type { DataCenter } from '../../src/data-centers.ts'
import type { OnEvent } from '../../src/events.ts'
import type { KeyRing } from '../../src/key-ring.ts'
import { type OAuthApplication, revokeTokens } from '../../src/oauth.ts'
import {
  DEFAULT_TTL_SECONDS,
  openPermissionRequest,
  REQUEST_PARAMETER,
  readReturnUrl,
  sealPermissionRequest,
} from '../../src/permission-request.ts'
import { type Concluded, completeOpened } from '../../src/permissions.ts'
import { MAX_CALENDARS_LIMIT } from '../../src/selection.ts'
import { type Failure, failure, toFailure } from './failure.ts'
import { accessPageOrigins, allowForms } from './headers.ts'
import { renderCalendars } from './pages/calendars.ts'
import { renderHome } from './pages/home.ts'
import { type PageOptions, renderPage } from './pages/layout.ts'
import { renderMessage } from './pages/message.ts'
import { OUTCOME_WORDS, renderOutcome } from './pages/outcome.ts'
import { STYLE } from './pages/style.ts'
import { wordsFor, wordsForText } from './pages/words.ts'
import { mountFlow } from './permissions.ts'
import { isSameOrigin } from './same-origin.ts'
import { createSessions } from './session.ts'
import { createSignIn } from './sign-in.ts'
import { withAccount } from './with-account.ts'

/** What the connect app needs. */
export interface ConnectOptions {
  keys: KeyRing
  /** Our own origin, as a browser sees it. */
  origin: string
  client: Client
  /** The application's credentials in each data center in use. */
  applications: ReadonlyMap<DataCenter, OAuthApplication>
  onEvent?: OnEvent | undefined
}

/** What the handlers hand to each other within one request. */
interface ConnectEnv {
  Variables: { concluded?: Concluded }
}

const MODULE = '/connect/permissions'

/** Makes the connect app. */
export function createConnectApp(options: ConnectOptions): Hono<ConnectEnv> {
  const { keys, origin, client, applications, onEvent } = options
  const sessions = createSessions(options)

  /** Only the calls: who looks at an outcome again has not come back again. */
  const onCall: OnEvent = (event) => (event.type === 'provider_call' ? onEvent?.(event) : undefined)

  /** A page. It holds a form where somebody is signed in, to sign out, and where it says where its own may lead. */
  async function page(
    c: Context,
    { hops, ...content }: Pick<PageOptions, 'title' | 'step' | 'main'> & { hops?: readonly string[] },
    status: 200 | Failure['status'] = 200,
  ) {
    const session = await sessions.read(c)
    if (session !== undefined || hops !== undefined) allowForms(c, hops)
    return c.html(
      renderPage({ ...content, signedInAs: session?.name, sandbox: client.sandboxUrl !== undefined }),
      status,
    )
  }

  async function errorPage(c: Context, { code, status }: Failure) {
    const words = wordsFor(code)
    const startOver = { href: '/', label: 'Start over' }
    const signedIn = code !== 'signed_out' && (await sessions.read(c)) !== undefined
    const actions = signedIn ? [{ href: '/calendars', label: 'Back to your calendars' }, startOver] : [startOver]
    return page(c, { title: words.title, main: renderMessage(words, actions) }, status)
  }

  const app = new Hono<ConnectEnv>()

  app.get('/style.css', etag(), (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })

  app.get('/', async (c) => {
    const signedIn = (await sessions.read(c)) !== undefined
    return page(c, {
      title: 'Full access to your calendars',
      step: 'Connect',
      main: renderHome([...applications.keys()], signedIn),
    })
  })

  app.get('/calendars', async (c) => {
    const calendars = await withAccount(
      (rejected) => sessions.account(c, rejected),
      (account) => client.listCalendars(account, { onEvent }),
    )
    if (calendars === null) return errorPage(c, failure('signed_out'))
    const main = renderCalendars(calendars, `${MODULE}/start`, '/outcome')
    const hops = accessPageOrigins(client.sandboxUrl)
    return page(c, { title: 'Choose calendars', step: 'Choose', main, hops })
  })

  app.use(`${MODULE}/*`, carryRequest(options))
  app.route(
    MODULE,
    mountFlow<ConnectEnv>({
      returnUrl: `${origin}${MODULE}/return`,
      returnUrls: [`${origin}/outcome`],
      keys,
      client,
      maxCalendars: MAX_CALENDARS_LIMIT,
      account: (c, rejected) => sessions.account(c, rejected),
      onOutcome: (c, outcome, request) => c.set('concluded', { outcome, request }),
      renderError: errorPage,
      ...(onEvent !== undefined && { onEvent }),
    }),
  )

  // Reads once more, so that what it shows is true now, also after a reload, and whatever the address says. The return
  // step has been patient already.
  app.get('/outcome', async (c) => {
    const failed = c.req.query('permission_error')
    if (failed !== undefined) {
      const words = wordsForText(failed)
      const main = renderMessage(words, [{ href: '/calendars', label: 'Back to your calendars' }])
      return page(c, { title: words.title, step: 'Done', main })
    }
    const { permissionRequest = '', error } = readReturnUrl(c.req.url)
    const request = await openPermissionRequest(keys, permissionRequest, { issuer: origin, nowMs: client.now() })
    const outcome = await withAccount(
      (rejected) => sessions.account(c, rejected),
      (account) => completeOpened(request, { client, account, error, reads: 1, onEvent: onCall }),
    )
    if (outcome === null) return errorPage(c, failure('signed_out'))
    const main = renderOutcome(outcome, new URL(c.req.url).search)
    return page(c, { title: OUTCOME_WORDS[outcome.status].title, step: 'Done', main })
  })

  app.post('/sign-out', async (c) => {
    if (!isSameOrigin(c.req.raw.headers, origin)) return errorPage(c, failure('cross_site_request'))
    const session = await sessions.read(c)
    sessions.end(c)
    const application = session && applications.get(session.dataCenter)
    const revoked =
      application === undefined ||
      (await revokeTokens(client, application, {
        token: session?.refreshToken ?? session?.accessToken ?? '',
        onEvent,
      }).then(
        () => true,
        () => false,
      ))
    return c.redirect(revoked ? '/signed-out' : '/signed-out?revoked=no', 303)
  })

  app.get('/signed-out', (c) => {
    const text =
      c.req.query('revoked') === 'no'
        ? 'This browser has forgotten you, but the calendar service could not be told to end the connection. It may still be in force there; connect and sign out again to end it.'
        : 'The connection has ended here and at the calendar service.'
    return page(c, {
      title: 'You are signed out',
      main: renderMessage({ text }, [{ href: '/', label: 'Connect again' }]),
    })
  })

  app.route('/connect', createSignIn({ ...options, sessions }))

  // A route, since `notFound` of an app that is mounted is not asked.
  app.all('*', (c) => errorPage(c, failure('page_not_found')))
  app.onError((error, c) => errorPage(c, toFailure(error)))
  return app
}

/**
 * Gives the outcome page what it needs to look at the calendars again, as a parameter of its own: what was asked for,
 * sealed anew, since an account that was elevated at once has no seal yet.
 */
function carryRequest({ keys, origin, client }: ConnectOptions): MiddlewareHandler<ConnectEnv> {
  return async (c, next) => {
    await next()
    const concluded = c.get('concluded')
    const location = c.res.headers.get('location')
    if (concluded === undefined || location === null) return
    const request = { ...concluded.request, returnTo: undefined }
    const sealing = { issuer: origin, nowMs: client.now(), ttlSeconds: DEFAULT_TTL_SECONDS }
    const url = new URL(location)
    url.searchParams.set(REQUEST_PARAMETER, await sealPermissionRequest(keys, request, sealing))
    if (concluded.outcome.status === 'rejected') url.searchParams.set('error', 'access_denied')
    c.res.headers.set('location', url.href)
  }
}
