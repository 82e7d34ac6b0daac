/**
 * The connect app: the whole flow for a user, without a backend. Users choose a data center, sign in, select calendars,
 * decide on Cronofy's page, and see what was granted.
 *
 * @module
 */

import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import { completeRequest } from '../../../src/flow/flow.ts'
import { parseReturnUrl, SEALED_REQUEST_PARAM } from '../../../src/flow/return-url.ts'
import { HttpError, notSignedIn } from '../../../src/handler/errors/http-error.ts'
import { parseErrorCode, publicError } from '../../../src/handler/errors/public-error.ts'
import { unsealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import { displayName } from '../../../src/shared/display-name.ts'
import { describeList, listUrl, SELECTED_PARAM, serializeSelection } from '../calendar-list/calendar-selection.ts'
import type { Brand } from '../config/brand.ts'
import { rejectOtherMethods } from '../http/methods.ts'
import { PATHS } from '../http/paths.ts'
import { type OnContextEvent, runStep } from '../http/steps.ts'
import { recoveryActions } from '../pages/recovery-actions.ts'
import { describeDataCenters } from '../presentation/data-centers.ts'
import { createPageRenderer, type PagePlace } from '../presentation/page-renderer.ts'
import type { Presentation } from '../presentation/presentation.ts'
import { readDataCenter } from '../session/data-center-cookie.ts'
import { callHook } from '../session/hooks.ts'
import { createSessions, type Sessions } from '../session/session.ts'
import { createCalendarRoutes } from './calendars.ts'
import type { ConnectContext } from './context.ts'
import { type ConnectEnv, parseReference, previousStepUrl, retryUrlOf, wizardStepOf } from './flow-location.ts'
import { toResultGroups } from './outcome-view.ts'
import { createPermissionRoutes } from './permissions.ts'
import { createSignIn } from './sign-in.ts'
import { createSignOutRoutes } from './sign-out.ts'

export type ConnectOptions = Omit<ConnectContext, 'brand' | 'sessions' | 'pageRenderer'> & {
  presentation: Presentation
}

export function createConnectApp(options: ConnectOptions): Hono<ConnectEnv> {
  const { keys, origin, client, applications, hooks, onEvent, presentation } = options
  const { brand } = presentation
  const { now, sandboxUrl } = internalsOf(client)
  const sessions = createSessions(options)
  const pageRenderer = createPageRenderer({
    place: placeOf(sessions, brand),
    presentation,
    sandbox: sandboxUrl !== undefined,
  })
  const { render, renderError, renderErrorPage } = pageRenderer
  const context: ConnectContext = { ...options, brand, sessions, pageRenderer }

  /** The outcome page emits no events of the flow: the return step has emitted them. */
  const onProviderRequest: OnContextEvent = (c, event) =>
    event.type === 'provider_request' ? onEvent?.(c, event) : undefined

  const app = new Hono<ConnectEnv>()

  app.get(PATHS.home, async (c) => {
    const { messages, tag } = pageRenderer.localeOf(c)
    const dataCenters = describeDataCenters([...applications.keys()], {
      locale: tag,
      sandboxUrl,
      lastUsed: readDataCenter(c, origin),
      hrefOf: (id) => `${PATHS.connect}/${id}`,
    })
    return render(c, 'home', {
      title: messages.home.title,
      step: 'connect',
      dataCenters,
      backUrl: undefined,
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
        requestId: parseReference(c),
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
    // Here and not in the return step, because every outcome is shown here: of Enterprise Connect, and one that is read again.
    await callHook(hooks, 'onOutcome', c, { sub: outcome.subject, dataCenter: outcome.dataCenter, outcome })
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
          : listUrl(PATHS.calendars, {
              [SELECTED_PARAM]: serializeSelection(describeList(calendars), notGrantedIds),
            }),
      calendarsUrl: PATHS.calendars,
      doneUrl: brand.url ?? PATHS.home,
    })
  })

  app.route('/', createSignIn(context))
  app.route('/', createSignOutRoutes(context))

  rejectOtherMethods(app)
  // Hono does not call `notFound` of a mounted app.
  app.all('*', () => {
    throw new HttpError('not_found', 'There is no such page.')
  })
  app.onError((error, c) => renderError(c, error))
  return app
}

/** The pages of the connect app: the account of the session, and links to the steps of the flow. */
function placeOf(sessions: Sessions, brand: Brand): PagePlace<ConnectEnv> {
  return {
    isolated: true,
    homeUrl: PATHS.home,
    async findAccount(c) {
      const session = await sessions.read(c)
      if (session === undefined) return undefined
      return { name: displayName(session.name), signOutUrl: PATHS.signOut, disconnectUrl: PATHS.disconnect }
    },
    stepOf: (c) => wizardStepOf(c.req.path),
    async errorActions(c, { code, recoveryAction, retryUrl = retryUrlOf(c) }, labels) {
      const dataCenter = code === 'not_signed_in' ? undefined : (await sessions.read(c))?.dataCenter
      return recoveryActions(recoveryAction, { retryUrl, dataCenter, applicationUrl: brand.url }, labels)
    },
  }
}
