/**
 * The connect app: the whole flow for a user, without a backend. Users choose a data center, sign in, select calendars,
 * decide on Cronofy's page, and see what was granted.
 *
 * @module
 */

import { etag } from 'hono/etag'
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import { appBaseUrl, type DataCenter } from '../../../src/data-centers.ts'
import { completeRequest } from '../../../src/flow/flow.ts'
import { parseReturnUrl, SEALED_REQUEST_PARAM } from '../../../src/flow/return-url.ts'
import { HttpError, notSignedIn } from '../../../src/handler/errors/http-error.ts'
import { parseErrorCode, publicError } from '../../../src/handler/errors/public-error.ts'
import { unsealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import { brandStyle, DEFAULT_BRAND } from '../config/brand.ts'
import { rejectOtherMethods } from '../http/methods.ts'
import { requireSameOrigin } from '../http/require-same-origin.ts'
import { type OnContextEvent, runStep } from '../http/steps.ts'
import { PATHS } from '../pages/paths.ts'
import { STYLE } from '../pages/stylesheet.ts'
import { readDataCenter } from '../session/data-center-cookie.ts'
import { createSessions } from '../session/session.ts'
import { calendarsUrl, describeList, serializeSelection } from './calendar-selection.ts'
import { createCalendarRoutes } from './calendars.ts'
import type { ConnectContext } from './context.ts'
import { type ConnectEnv, parseReference, previousStepUrl } from './flow-location.ts'
import { toResultGroups } from './outcome-view.ts'
import { createPermissionRoutes } from './permissions.ts'
import { createPageRenderer, type PresentationOptions } from './render-page.ts'
import { createSignIn } from './sign-in.ts'
import { createSignOut } from './sign-out.ts'

export type ConnectOptions = Omit<ConnectContext, 'sessions' | 'pageRenderer'> & { presentation?: PresentationOptions }

export function createConnectApp(options: ConnectOptions): Hono<ConnectEnv> {
  const { keys, origin, client, applications, onEvent, presentation = {} } = options
  const { now, sandboxUrl } = internalsOf(client)
  const sessions = createSessions(options)
  const pageRenderer = createPageRenderer({
    sessions,
    presentation,
    sandbox: sandboxUrl !== undefined,
  })
  const { render, renderError, renderErrorPage } = pageRenderer
  const context: ConnectContext = { ...options, sessions, pageRenderer }
  const style = STYLE + brandStyle(presentation.brand ?? DEFAULT_BRAND)

  /** The outcome page emits no events of the flow: the return step has emitted them. */
  const onProviderRequest: OnContextEvent = (c, event) =>
    event.type === 'provider_request' ? onEvent?.(c, event) : undefined

  const app = new Hono<ConnectEnv>()

  app.get(PATHS.stylesheet, etag(), (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })

  // Browsers request it by themselves. The pages' policy would not allow the image.
  app.get('/favicon.ico', (c) => {
    c.header('Cache-Control', 'public, max-age=86400')
    return c.body(null, 204)
  })

  app.get(PATHS.home, async (c) => {
    const { messages, tag } = pageRenderer.localeOf(c)
    const countryNames = new Intl.DisplayNames(tag, { type: 'region' })
    const lastDataCenter = readDataCenter(c, origin)
    const dataCenters = [...applications.keys()].map((id) => ({
      id,
      country: countryNames.of(countryCodeOf(id)) ?? id,
      host: appBaseUrl(id, sandboxUrl).replace(/^https?:\/\//, ''),
      href: `${PATHS.connect}/${id}`,
      lastUsed: id === lastDataCenter,
    }))
    const { compare } = new Intl.Collator(tag)
    dataCenters.sort((a, b) => compare(a.country, b.country))
    return render(c, 'home', {
      title: messages.home.title,
      step: 'connect',
      dataCenters: dataCenters.sort((a, b) => Number(b.lastUsed) - Number(a.lastUsed)),
      continueUrl: (await sessions.read(c)) === undefined ? undefined : PATHS.calendars,
    })
  })

  app.route('/', createCalendarRoutes(context))
  app.route('/', createPermissionRoutes(context))

  // Reads the calendars again, so that the page is correct after a reload and whatever the URL says (T5). It reads only
  // once, because the return step has polled already.
  app.get(PATHS.outcome, async (c) => {
    const errorCode = c.req.query('permission_error')
    if (errorCode !== undefined) {
      return renderErrorPage(c, publicError(parseErrorCode(errorCode)), {
        status: 200,
        retryUrl: previousStepUrl(c),
        step: c.req.query(SEALED_REQUEST_PARAM) === undefined ? 'choose' : 'allow',
        reference: parseReference(c),
      })
    }
    const { sealedRequest = '', error } = parseReturnUrl(c.req.url)
    const request = await unsealPermissionRequest(keys, sealedRequest, {
      redirectUri: origin + PATHS.outcome,
      nowMs: now(),
    })
    const stepOptions = { client, getAccount: sessions.getAccount, onEvent: onProviderRequest }
    const completed = await runStep(c, stepOptions, (account, callOptions) =>
      completeRequest(request, { ...callOptions, client, account, error, maxReads: 1 }),
    )
    if (completed === null) throw notSignedIn()
    const { outcome, calendars } = completed
    const { messages } = pageRenderer.localeOf(c)
    const notGrantedIds = outcome.calendars.filter(({ granted }) => !granted).map(({ calendarId }) => calendarId)
    return render(c, 'outcome', {
      title: messages.outcome[outcome.status].title,
      // Only a granted request is done.
      step: outcome.status === 'granted' || outcome.status === 'partial' ? 'done' : 'allow',
      outcome,
      profiles: toResultGroups(outcome, calendars),
      recheckUrl: new URL(c.req.url).search,
      retryUrl:
        notGrantedIds.length === 0
          ? undefined
          : calendarsUrl(serializeSelection(describeList(calendars), notGrantedIds)),
      calendarsUrl: PATHS.calendars,
    })
  })

  app.post(PATHS.signOut, requireSameOrigin(origin), createSignOut(context))

  app.route('/', createSignIn(context))

  rejectOtherMethods(app)
  // Hono does not call `notFound` of a mounted app.
  app.all('*', () => {
    throw new HttpError('not_found', 'There is no such page.')
  })
  app.onError((error, c) => renderError(c, error))
  return app
}

/** The ISO 3166 code of a data center's country. `Intl` knows its name. */
function countryCodeOf(dataCenter: DataCenter): string {
  return dataCenter === 'uk' ? 'GB' : dataCenter.toUpperCase()
}
