/**
 * The connect app: the whole flow for a person. Choose a data center, sign in, choose calendars, decide on the
 * provider's page, and see what was really granted.
 *
 * @module
 */
import { etag } from 'hono/etag'
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import type { Client } from '../../../src/client/types.ts'
import { appBaseUrl, type DataCenter } from '../../../src/data-centers.ts'
import { completeRequest } from '../../../src/flow/flow.ts'
import { parseReturnUrl, SEALED_REQUEST_PARAM } from '../../../src/flow/return-url.ts'
import type { OAuthApplication } from '../../../src/oauth.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { unsealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import { brandStyle, DEFAULT_BRAND } from '../config/brand.ts'
import { parseErrorCode, publicError, toPublicError } from '../errors/error-status.ts'
import type { OnContextEvent } from '../flow/step-options.ts'
import { runWithAccount } from '../flow/with-account.ts'
import { STYLE } from '../pages/stylesheet.ts'
import { readDataCenter } from '../session/data-center-cookie.ts'
import { createSessions } from '../session/session.ts'
import { calendarsUrl, serializeSelection } from './calendar-selection.ts'
import { createCalendarRoutes } from './calendars.ts'
import { type ConnectEnv, parseReference, previousStepUrl } from './flow-location.ts'
import { toResultGroups } from './outcome-view.ts'
import { createPermissionRoutes } from './permissions.ts'
import { createPageRenderer, type PresentationOptions } from './render-page.ts'
import { createSignIn } from './sign-in.ts'
import { createSignOut } from './sign-out.ts'

/** What the connect app needs. */
export interface ConnectOptions {
  keys: KeyRing
  /** Our own origin, as a browser sees it. */
  origin: string
  client: Client
  /** The application's credentials in each data center in use. */
  applications: ReadonlyMap<DataCenter, OAuthApplication>
  onEvent?: OnContextEvent | undefined
  presentation?: PresentationOptions
}

const PERMISSIONS_PATH = '/connect/permissions'

/** Makes the connect app. */
export function createConnectApp(options: ConnectOptions): Hono<ConnectEnv> {
  const { keys, origin, client, applications, onEvent, presentation: presentationOptions = {} } = options
  const { now, sandboxUrl } = internalsOf(client)
  const sessions = createSessions(options)
  const pageRenderer = createPageRenderer({
    sessions,
    presentation: presentationOptions,
    sandbox: sandboxUrl !== undefined,
  })
  const { render, renderError } = pageRenderer
  const style = STYLE + brandStyle(presentationOptions.brand ?? DEFAULT_BRAND)

  /** Only the calls: who looks at an outcome again has not come back again. */
  const onProviderRequest: OnContextEvent = (c, event) =>
    event.type === 'provider_request' ? onEvent?.(c, event) : undefined

  const app = new Hono<ConnectEnv>()

  app.get('/style.css', etag(), (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })

  // Browsers ask by themselves. There is none: the policy of the pages lets no image pass.
  app.get('/favicon.ico', (c) => {
    c.header('Cache-Control', 'public, max-age=86400')
    return c.body(null, 204)
  })

  app.get('/', async (c) => {
    const { messages, tag } = pageRenderer.localeOf(c)
    const countryNames = new Intl.DisplayNames(tag, { type: 'region' })
    const lastDataCenter = readDataCenter(c, origin)
    const dataCenters = [...applications.keys()].map((id) => ({
      id,
      country: countryNames.of(countryCodeOf(id)) ?? id,
      host: appBaseUrl(id, sandboxUrl).replace(/^https?:\/\//, ''),
      href: `/connect/${id}`,
      lastUsed: id === lastDataCenter,
    }))
    const { compare } = new Intl.Collator(tag)
    dataCenters.sort((a, b) => compare(a.country, b.country))
    return render(c, 'home', {
      title: messages.home.title,
      step: 'connect',
      dataCenters: dataCenters.sort((a, b) => Number(b.lastUsed) - Number(a.lastUsed)),
      continueUrl: (await sessions.read(c)) === undefined ? undefined : '/calendars',
    })
  })

  app.route(
    '/calendars',
    createCalendarRoutes({
      keys,
      origin,
      client,
      sessions,
      pageRenderer,
      startUrl: `${PERMISSIONS_PATH}/start`,
      returnTo: '/outcome',
      onEvent,
    }),
  )

  app.route(
    PERMISSIONS_PATH,
    createPermissionRoutes({ keys, origin, client, sessions, pageRenderer, path: PERMISSIONS_PATH, onEvent }),
  )

  // Reads once more, so that what it shows is true now, also after a reload, and whatever the address says. The return
  // step has been patient already.
  app.get('/outcome', async (c) => {
    const errorCode = c.req.query('permission_error')
    if (errorCode !== undefined) {
      return renderError(c, publicError(parseErrorCode(errorCode)), {
        status: 200,
        retryUrl: previousStepUrl(c),
        step: c.req.query(SEALED_REQUEST_PARAM) === undefined ? 'choose' : 'allow',
        reference: parseReference(c),
      })
    }
    const { sealedRequest = '', error } = parseReturnUrl(c.req.url)
    const request = await unsealPermissionRequest(keys, sealedRequest, { issuer: origin, nowMs: now() })
    const stepOptions = { client, getAccount: sessions.getAccount, onEvent: onProviderRequest }
    const completed = await runWithAccount(c, stepOptions, (account, callOptions) =>
      completeRequest(request, { ...callOptions, client, account, error, maxReads: 1 }),
    )
    if (completed === null) return renderError(c, publicError('not_signed_in'))
    const { outcome, calendars } = completed
    const { messages } = pageRenderer.localeOf(c)
    const notGrantedIds = outcome.calendars.filter(({ granted }) => !granted).map(({ calendarId }) => calendarId)
    return render(c, 'outcome', {
      title: messages.outcome[outcome.status].title,
      // What was not allowed is not done.
      step: outcome.status === 'granted' || outcome.status === 'partial' ? 'done' : 'allow',
      outcome,
      profiles: toResultGroups(outcome, calendars),
      recheckUrl: new URL(c.req.url).search,
      retryUrl: notGrantedIds.length === 0 ? undefined : calendarsUrl(await serializeSelection(notGrantedIds)),
      calendarsUrl: '/calendars',
    })
  })

  app.post('/sign-out', createSignOut({ origin, client, applications, sessions, pageRenderer, onEvent }))

  app.route('/connect', createSignIn({ ...options, sessions }))

  // A route, since `notFound` of an app that is mounted is not asked.
  app.all('*', (c) => renderError(c, publicError('not_found')))
  app.onError((error, c) => renderError(c, toPublicError(error)))
  return app
}

/** The region of ISO 3166 in which a data center is: `Intl` knows its name. */
function countryCodeOf(dataCenter: DataCenter): string {
  return dataCenter === 'uk' ? 'GB' : dataCenter.toUpperCase()
}
