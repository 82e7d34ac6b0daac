/**
 * The connect app: the whole flow for a person. Choose a data center, sign in, choose calendars, decide on the
 * provider's page, and see what was really granted.
 *
 * @module
 */
import { etag } from 'hono/etag'
import { Hono } from 'hono/tiny'
import type { Client } from '../../../src/client/client.ts'
import { appBaseUrl, type DataCenter } from '../../../src/data-centers.ts'
import { completeRequest } from '../../../src/flow/flow.ts'
import { parseReturnUrl, SEALED_REQUEST_PARAM } from '../../../src/flow/return-url.ts'
import { MAX_CALENDARS_LIMIT } from '../../../src/flow/select-calendars.ts'
import type { OAuthApplication } from '../../../src/oauth.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { unsealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import { brandStyle, DEFAULT_BRAND } from '../config/brand.ts'
import { failure, readCode, toFailure } from '../errors/error-status.ts'
import { type OnRequestEvent, startStep } from '../flow/step-options.ts'
import { withAccount } from '../flow/with-account.ts'
import { bodyForm } from '../http/media-type.ts'
import { mountFlow } from '../module.ts'
import { STYLE } from '../pages/stylesheet.ts'
import { readDataCenter } from '../session/data-center-cookie.ts'
import { createSessions } from '../session/session.ts'
import { CHOSEN_PARAMETER, choiceAddress, writeChosen } from './calendar-selection.ts'
import { createChoice } from './calendars.ts'
import { carryPlace, given, type PlaceEnv, readReference, stepBefore } from './flow-location.ts'
import { accessByProfile, watchLists } from './outcome-view.ts'
import { createPresentation, type PresentationOptions } from './render-page.ts'
import { createSignIn } from './sign-in.ts'
import { createSignOut } from './sign-out.ts'
import { tellFirst } from './verifying-interstitial.ts'

/** What the connect app needs. */
export interface ConnectOptions {
  keys: KeyRing
  /** Our own origin, as a browser sees it. */
  origin: string
  client: Client
  /** The application's credentials in each data center in use. */
  applications: ReadonlyMap<DataCenter, OAuthApplication>
  onEvent?: OnRequestEvent | undefined
  presentation?: PresentationOptions
}

const MODULE = '/connect/permissions'

/** Makes the connect app. */
export function createConnectApp(options: ConnectOptions): Hono<PlaceEnv> {
  const { keys, origin, client, applications, onEvent, presentation: own = {} } = options
  const sessions = createSessions(options)
  const presentation = createPresentation({ sessions, presentation: own, sandbox: client.sandboxUrl !== undefined })
  const { show, showFailure } = presentation
  const style = STYLE + brandStyle(own.brand ?? DEFAULT_BRAND)

  /** Only the calls: who looks at an outcome again has not come back again. */
  const onCall: OnRequestEvent = (event, c) => (event.type === 'provider_request' ? onEvent?.(event, c) : undefined)

  const app = new Hono<PlaceEnv>()

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
    const { texts, locale } = presentation.language(c)
    const countries = new Intl.DisplayNames(locale, { type: 'region' })
    const last = readDataCenter(c, origin)
    const dataCenters = [...applications.keys()].map((id) => ({
      id,
      country: countries.of(regionOf(id)) ?? id,
      host: appBaseUrl(id, client.sandboxUrl).replace(/^https?:\/\//, ''),
      href: `/connect/${id}`,
      remembered: id === last,
    }))
    const { compare } = new Intl.Collator(locale)
    dataCenters.sort((one, other) => compare(one.country, other.country))
    return show(c, 'home', {
      title: texts.home.title,
      step: 'connect',
      dataCenters: dataCenters.sort((one, other) => Number(other.remembered) - Number(one.remembered)),
      goOn: (await sessions.read(c)) === undefined ? undefined : '/calendars',
    })
  })

  app.route(
    '/calendars',
    createChoice({
      keys,
      origin,
      client,
      sessions,
      presentation,
      start: `${MODULE}/start`,
      returnTo: '/outcome',
      onEvent,
    }),
  )

  // Our pages post forms. An answer in JSON could not carry what the outcome page needs.
  app.post(`${MODULE}/start`, (c, next) =>
    bodyForm(c.req) === 'json' ? showFailure(c, failure('unsupported_media_type')) : next(),
  )
  app.get(`${MODULE}/return`, tellFirst(presentation))
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
      // A form that was posted is no address to try again: its choice is.
      renderError: async (c, failed) => {
        const { [CHOSEN_PARAMETER]: chosen } =
          c.req.method === 'POST' && failed.code === 'signed_out' ? await given(c) : {}
        return showFailure(c, failed, chosen === undefined ? {} : { again: choiceAddress(chosen) })
      },
      ...(onEvent !== undefined && { onEvent }),
    }),
  )

  // Reads once more, so that what it shows is true now, also after a reload, and whatever the address says. The return
  // step has been patient already.
  app.get('/outcome', async (c) => {
    const failed = c.req.query('permission_error')
    if (failed !== undefined) {
      return showFailure(c, failure(readCode(failed)), {
        status: 200,
        again: stepBefore(c),
        step: c.req.query(SEALED_REQUEST_PARAM) === undefined ? 'choose' : 'allow',
        reference: readReference(c),
      })
    }
    const { sealedRequest = '', error } = parseReturnUrl(c.req.url)
    const request = await unsealPermissionRequest(keys, sealedRequest, { issuer: origin, nowMs: client.now() })
    const step = startStep(c, client, onCall)
    const { watching, lastListed } = watchLists(client)
    const outcome = await withAccount(
      (question) => sessions.account(c, question),
      step.deadlineMs,
      (account) => completeRequest(request, { ...step, client: watching, account, error, maxReads: 1 }),
    )
    if (outcome === null) return showFailure(c, failure('signed_out'))
    const { texts } = presentation.language(c)
    const rest = outcome.calendars.filter(({ granted }) => !granted).map(({ calendarId }) => calendarId)
    return show(c, 'outcome', {
      title: texts.outcome[outcome.status].title,
      // What was not allowed is not done.
      step: outcome.status === 'granted' || outcome.status === 'partial' ? 'done' : 'allow',
      outcome,
      profiles: accessByProfile(outcome, lastListed()),
      checkAgain: new URL(c.req.url).search,
      askAgain: rest.length === 0 ? undefined : choiceAddress(await writeChosen(rest)),
      calendars: '/calendars',
    })
  })

  app.post('/sign-out', createSignOut({ origin, client, applications, sessions, presentation, onEvent }))

  app.route('/connect', createSignIn({ ...options, sessions }))

  // A route, since `notFound` of an app that is mounted is not asked.
  app.all('*', (c) => showFailure(c, failure('page_not_found')))
  app.onError((error, c) => showFailure(c, toFailure(error)))
  return app
}

/** The region of ISO 3166 in which a data center is: `Intl` knows its name. */
function regionOf(dataCenter: DataCenter): string {
  return dataCenter === 'uk' ? 'GB' : dataCenter.toUpperCase()
}
