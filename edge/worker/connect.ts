/**
 * The connect app: the whole flow for a person. Choose a data center, sign in, choose calendars, decide on the
 * provider's page, and see what was really granted.
 *
 * @module
 */
import type { Context } from 'hono'
import { etag } from 'hono/etag'
import { Hono } from 'hono/tiny'
import type { Client } from '../../src/client.ts'
import type { DataCenter } from '../../src/data-centers.ts'
import type { KeyRing } from '../../src/key-ring.ts'
import { type OAuthApplication, revokeTokens } from '../../src/oauth.ts'
import { openPermissionRequest, readReturnUrl } from '../../src/permission-request.ts'
import { completeOpened } from '../../src/permissions.ts'
import { MAX_CALENDARS_LIMIT } from '../../src/selection.ts'
import { CHOSEN_PARAMETER, readChosen } from './chosen.ts'
import { type Failure, failure, readCode, toFailure } from './failure.ts'
import { accessPageOrigins, allowForms } from './headers.ts'
import { renderCalendars } from './pages/calendars.ts'
import { renderHome } from './pages/home.ts'
import { type PageOptions, renderPage } from './pages/layout.ts'
import { renderFailure, renderMessage } from './pages/message.ts'
import { OUTCOME_WORDS, renderOutcome } from './pages/outcome.ts'
import { STYLE } from './pages/style.ts'
import { SIGN_OUT_WORDS, wordsFor } from './pages/words.ts'
import { mountFlow } from './permissions.ts'
import { carryPlace, type PlaceEnv, sameStep, stepBefore } from './place.ts'
import { isSameOrigin } from './same-origin.ts'
import { createSessions, type Session } from './session.ts'
import { createSignIn } from './sign-in.ts'
import { bodyForm } from './start-request.ts'
import { type OnRequestEvent, startStep } from './step.ts'
import { withAccount } from './with-account.ts'

/** What the connect app needs. */
export interface ConnectOptions {
  keys: KeyRing
  /** Our own origin, as a browser sees it. */
  origin: string
  client: Client
  /** The application's credentials in each data center in use. */
  applications: ReadonlyMap<DataCenter, OAuthApplication>
  onEvent?: OnRequestEvent | undefined
}

const MODULE = '/connect/permissions'

/** Makes the connect app. */
export function createConnectApp(options: ConnectOptions): Hono<PlaceEnv> {
  const { keys, origin, client, applications, onEvent } = options
  const sessions = createSessions(options)

  /** Only the calls: who looks at an outcome again has not come back again. */
  const onCall: OnRequestEvent = (event, c) => (event.type === 'provider_call' ? onEvent?.(event, c) : undefined)

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

  async function errorPage(c: Context<PlaceEnv>, { code, status }: Failure) {
    const dataCenter = code === 'signed_out' ? undefined : (await sessions.read(c))?.dataCenter
    const main = renderFailure(code, { again: sameStep(c), dataCenter })
    return page(c, { title: wordsFor(code).title, main }, status)
  }

  const app = new Hono<PlaceEnv>()

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
    const step = startStep(c, client, onEvent)
    const calendars = await withAccount(
      (question) => sessions.account(c, question),
      step.deadlineMs,
      (account) => client.listCalendars(account, step),
    )
    if (calendars === null) return errorPage(c, failure('signed_out'))
    const chosen = await readChosen(c.req.query(CHOSEN_PARAMETER), calendars)
    const main = renderCalendars(calendars, { start: `${MODULE}/start`, returnTo: '/outcome', chosen })
    const hops = accessPageOrigins(client.sandboxUrl)
    return page(c, { title: 'Choose calendars', step: 'Choose', main, hops })
  })

  // Our pages post forms. An answer in JSON could not carry what the outcome page needs.
  app.post(`${MODULE}/start`, (c, next) =>
    bodyForm(c.req) === 'json' ? errorPage(c, failure('unsupported_media_type')) : next(),
  )
  app.use(`${MODULE}/*`, carryPlace({ keys, origin, now: client.now }))
  app.route(
    MODULE,
    mountFlow<PlaceEnv>({
      returnUrl: `${origin}${MODULE}/return`,
      returnUrls: [`${origin}/outcome`],
      keys,
      client,
      maxCalendars: MAX_CALENDARS_LIMIT,
      account: (c, question) => sessions.account(c, question),
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
      const code = readCode(failed)
      const dataCenter = (await sessions.read(c))?.dataCenter
      const main = renderFailure(code, { again: stepBefore(c), dataCenter })
      return page(c, { title: wordsFor(code).title, step: 'Done', main })
    }
    const { permissionRequest = '', error } = readReturnUrl(c.req.url)
    const request = await openPermissionRequest(keys, permissionRequest, { issuer: origin, nowMs: client.now() })
    const step = startStep(c, client, onCall)
    const outcome = await withAccount(
      (question) => sessions.account(c, question),
      step.deadlineMs,
      (account) => completeOpened(request, { ...step, client, account, error, reads: 1 }),
    )
    if (outcome === null) return errorPage(c, failure('signed_out'))
    const main = renderOutcome(outcome, new URL(c.req.url).search)
    return page(c, { title: OUTCOME_WORDS[outcome.status].title, step: 'Done', main })
  })

  // The answer is the page itself: no address says, to whoever opens it, that a connection has ended.
  app.post('/sign-out', async (c) => {
    if (!isSameOrigin(c.req.raw.headers, origin)) return errorPage(c, failure('cross_site_request'))
    const session = await sessions.read(c)
    sessions.end(c)
    const words = SIGN_OUT_WORDS[session === undefined ? 'nobody' : await endConnection(c, session)]
    const main = renderMessage(words, [{ href: '/', label: 'Connect again' }])
    return c.html(renderPage({ title: words.title, main, sandbox: client.sandboxUrl !== undefined }))
  })

  async function endConnection(
    c: Context<PlaceEnv>,
    { dataCenter, accessToken, refreshToken }: Session,
  ): Promise<'ended' | 'kept'> {
    const application = applications.get(dataCenter)
    if (application === undefined) return 'kept'
    return revokeTokens(client, application, {
      ...startStep(c, client, onEvent),
      token: refreshToken ?? accessToken,
    }).then(
      () => 'ended',
      () => 'kept',
    )
  }

  app.route('/connect', createSignIn({ ...options, sessions }))

  // A route, since `notFound` of an app that is mounted is not asked.
  app.all('*', (c) => errorPage(c, failure('page_not_found')))
  app.onError((error, c) => errorPage(c, toFailure(error)))
  return app
}
