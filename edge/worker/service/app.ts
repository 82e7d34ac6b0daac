/**
 * The service: the flow for a backend in any language, over HTTP. `openapi.yaml` beside this file describes it.
 *
 * Nothing is stored. Tokens come with each call, from server to server; what has to survive the user's trip travels
 * sealed in the address.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Hono } from 'hono/tiny'
import type { components } from '../../../generated/service.ts'
import type { Account } from '../../../src/account.ts'
import type { Client } from '../../../src/client/client.ts'
import { emit } from '../../../src/client/events.ts'
import type { DataCenter } from '../../../src/data-centers.ts'
import { InputError, SealedRequestError } from '../../../src/errors.ts'
import { beginWithRequest, completeRequest, readPermissions } from '../../../src/flow/flow.ts'
import type { CalendarPermission, Outcome } from '../../../src/flow/outcome.ts'
import { isOAuthErrorCode, parseReturnUrl } from '../../../src/flow/return-url.ts'
import { MAX_CALENDARS_LIMIT } from '../../../src/flow/select-calendars.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { unsealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import { type ApiKey, findApiKey } from '../config/api-keys.ts'
import { ServiceError, toFailure, WorkerError } from '../errors/error-status.ts'
import { createReturnTargets, type ReturnTargets, withResult } from '../flow/return-targets.ts'
import { type OnRequestEvent, startStep } from '../flow/step-options.ts'
import { MAX_BODY_BYTES } from '../http/body-size.ts'
import { bodyForm } from '../http/media-type.ts'
import { isLookAhead } from '../http/prefetch.ts'
import type { RequestEnv } from '../http/request-context.ts'
import { renderPlainError } from '../pages/error-page.ts'
import { answerProblem, noSuchAddress } from './problem-response.ts'
import { checkBegin, checkComplete, checkRead } from './request-schemas.ts'

type Schemas = components['schemas']

/** What the service needs. */
export interface ServiceOptions {
  keys: KeyRing
  /** Our own origin, as a browser sees it. */
  origin: string
  client: Client
  /** Whose calls are let in. */
  apiKeys: readonly ApiKey[]
  /** Where users may be sent when all is done: each entry allows its origin, and its path with all below it. */
  returnUrls: readonly string[]
  onEvent?: OnRequestEvent | undefined
}

/** Where the provider sends the user back to. */
const RETURN_PATH = '/permission-requests/return'

/**
 * Makes the service.
 *
 * @throws {ConfigurationError} where `returnUrls` cannot be used
 */
export function createService(options: ServiceOptions): Hono<RequestEnv> {
  const targets = createReturnTargets(options.returnUrls, options.origin)
  return new Hono<RequestEnv>().route('/', createReturnStep(options, targets)).route('/', createApi(options, targets))
}

/** The one step that a browser takes. It has no key: it only opens the seal, and sends the user on. */
function createReturnStep({ keys, origin, client, onEvent }: ServiceOptions, targets: ReturnTargets): Hono<RequestEnv> {
  const app = new Hono<RequestEnv>()

  app.get(RETURN_PATH, async (c) => {
    if (isLookAhead(c)) return c.body(null, 204)
    const { sealedRequest = '', error } = parseReturnUrl(c.req.url)
    const said = isOAuthErrorCode(error) ? { error } : {}
    let returnTo: string | undefined
    try {
      const request = await unsealPermissionRequest(keys, sealedRequest, { issuer: origin, nowMs: client.now() })
      const { requestId, dataCenter } = request
      emit(startStep(c, client, onEvent).onEvent, { type: 'user_returned', requestId, dataCenter, ...said })
      returnTo = request.returnTo
    } catch (fault) {
      if (!(fault instanceof SealedRequestError) || fault.code !== 'expired_sealed_request') throw fault
      // Authentic: the backend is told that it has expired when it completes it.
      returnTo = fault.returnTo
    }
    // Checked again: the list may have become shorter since it was sealed.
    const target = targets.resolve(returnTo ?? targets.first.href)
    if (target === undefined) throw notAllowed()
    return c.redirect(
      withResult(target, {
        sealed_request: sealedRequest,
        ...(said.error !== undefined && { permission_error: said.error }),
      }),
      303,
    )
  })

  app.onError((error, c) => renderPlainError(c, toFailure(error), targets.first.href))
  return app
}

/** What backends call. */
function createApi(
  { keys, origin, client, apiKeys, onEvent }: ServiceOptions,
  targets: ReturnTargets,
): Hono<RequestEnv> {
  const api = new Hono<RequestEnv>()

  /** The return step says that the user came back; whoever looks at what came of it has not come back again. */
  const onCompleting: OnRequestEvent = (event, c) => (event.type === 'user_returned' ? undefined : onEvent?.(event, c))

  const letIn: MiddlewareHandler<RequestEnv> = async (c, next) => {
    const apiKey = await findApiKey(apiKeys, c.req.raw.headers)
    if (apiKey === undefined) {
      throw new ServiceError(
        'unauthorized',
        'Cannot let this call in: send one of the keys in API_KEYS as a bearer token',
      )
    }
    c.get('facts').apiKey = apiKey.name
    return next()
  }

  const limitBody = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new WorkerError('request_too_large', `Cannot read the body: it is longer than ${MAX_BODY_BYTES} bytes`)
    },
  })

  /** One operation: a POST with a key and a body that the description allows, answered with 200. */
  function operation<Body extends { data_center: DataCenter }, Result extends object>(
    path: string,
    check: (body: object) => Body,
    run: (body: Body, c: Context<RequestEnv>) => Promise<Result>,
  ): void {
    api.options(path, refuseBrowsers)
    api.post(path, letIn, limitBody, async (c) => {
      const body = check(await readJson(c))
      c.get('facts').dataCenter = body.data_center
      return c.json(await run(body, c))
    })
    api.all(path, (c) => refuseMethod(c, 'POST'))
  }

  operation('/permission-requests', checkBegin, async (body, c): Promise<Schemas['BeginResult']> => {
    const target = body.return_to === undefined ? targets.first : targets.resolve(body.return_to)
    if (target === undefined) throw notAllowed()
    const begun = await beginWithRequest({
      ...startStep(c, client, onEvent),
      client,
      keys,
      account: accountOf(body),
      calendarIds: body.calendar_ids,
      redirectUri: origin + RETURN_PATH,
      returnTo: target.href,
      maxCalendars: MAX_CALENDARS_LIMIT,
    })
    if ('outcome' in begun) return toOutcome(begun.outcome, targets)
    const { status, url, sealedRequest, expiresAt } = begun
    return { status, url, sealed_request: sealedRequest, expires_at: expiresAt }
  })

  operation('/permission-requests/complete', checkComplete, async (body, c): Promise<Schemas['Outcome']> => {
    const request = await unsealPermissionRequest(keys, body.sealed_request, { issuer: origin, nowMs: client.now() })
    const outcome = await completeRequest(request, {
      ...startStep(c, client, onCompleting),
      client,
      account: accountOf(body),
      error: body.permission_error,
    })
    return toOutcome(outcome, targets)
  })

  operation('/permissions/read', checkRead, async (body, c): Promise<Schemas['ReadResult']> => {
    const calendars = await readPermissions({
      ...startStep(c, client, onEvent),
      client,
      account: { dataCenter: body.data_center, accessToken: body.access_token },
      calendarIds: body.calendar_ids,
    })
    return { status: 'read', data_center: body.data_center, calendars: calendars.map(toWire) }
  })

  // Before whatever else is served: what is misspelt here is told so as everything here is.
  api.all(RETURN_PATH, (c) => refuseMethod(c, 'GET'))
  for (const path of ['/permission-requests/*', '/permissions/*']) {
    api.all(path, () => {
      throw noSuchAddress()
    })
  }

  api.onError((error, c) => answerProblem(c, error))
  return api
}

function refuseBrowsers(c: Context): never {
  if (c.req.header('access-control-request-method') === undefined) return refuseMethod(c, 'POST')
  throw new ServiceError(
    'cross_origin_request',
    'Cannot be called from a page: CORS is off on purpose, since tokens stay on servers. Call the service from your backend',
  )
}

function refuseMethod(c: Context, allowed: 'GET' | 'POST'): never {
  c.header('Allow', allowed)
  throw new ServiceError('method_not_allowed', `Cannot ${c.req.method} here: send a ${allowed}`)
}

function notAllowed(): InputError {
  return new InputError('invalid_return_to', 'Cannot send users there: return_to is not on the list of RETURN_URLS')
}

async function readJson(c: Context): Promise<object> {
  if (bodyForm(c.req) !== 'json') {
    throw new WorkerError('unsupported_media_type', 'Cannot read the body: send it as application/json')
  }
  const body: unknown = await c.req.json().catch(() => undefined)
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  throw new WorkerError(
    'invalid_request',
    'Cannot read the body: it is no JSON object. Send one as the description has it',
  )
}

function accountOf(body: { data_center: DataCenter; access_token: string; subject: string }): Account {
  return { dataCenter: body.data_center, accessToken: body.access_token, subject: body.subject }
}

function toOutcome(outcome: Outcome, targets: ReturnTargets): Schemas['Outcome'] {
  return {
    status: outcome.status,
    request_id: outcome.requestId,
    data_center: outcome.dataCenter,
    subject: outcome.subject,
    // Checked again: whoever is given an address may send somebody there.
    return_to: (targets.resolve(outcome.returnTo ?? targets.first.href) ?? targets.first).href,
    calendars: outcome.calendars.map(toWire),
    missing_count: outcome.missingCount,
    verified_at: outcome.verifiedAt,
  }
}

function toWire(calendar: CalendarPermission): Schemas['CalendarPermission'] {
  const { calendarId, calendarName, permissionLevel, granted } = calendar
  return { calendar_id: calendarId, calendar_name: calendarName, permission_level: permissionLevel, granted }
}
