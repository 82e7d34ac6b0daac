/**
 * The service: the flow over HTTP, for a backend in any language. `edge/worker/openapi.yaml` describes it.
 *
 * Nothing is stored. Each call brings its token, from server to server. What must survive the user's trip travels sealed
 * in the URL.
 *
 * @module
 */

import type { Context, MiddlewareHandler } from 'hono'
import { Hono } from 'hono/tiny'
import type { components } from '../../../generated/service.ts'
import type { Account } from '../../../src/account.ts'
import { emit } from '../../../src/client/events.ts'
import { internalsOf } from '../../../src/client/internals.ts'
import type { Client } from '../../../src/client/types.ts'
import type { DataCenter } from '../../../src/data-centers.ts'
import { SealedRequestError } from '../../../src/errors.ts'
import { beginWithRequest, completeRequest, readPermissions } from '../../../src/flow/flow.ts'
import type { CalendarPermission, Outcome } from '../../../src/flow/outcome.ts'
import { isOAuthErrorCode, parseReturnUrl } from '../../../src/flow/return-url.ts'
import { MAX_CALENDARS_LIMIT, parseSelection } from '../../../src/flow/select-calendars.ts'
import { renderErrorPage } from '../../../src/handler/errors/error-page.ts'
import { HttpError } from '../../../src/handler/errors/http-error.ts'
import { toPublicError } from '../../../src/handler/errors/public-error.ts'
import { isPrefetch } from '../../../src/handler/http/prefetch.ts'
import { readFields, requestFormat } from '../../../src/handler/http/request-body.ts'
import {
  createReturnUrlAllowlist,
  type ReturnUrlAllowlist,
  withResultParams,
} from '../../../src/handler/return-allowlist.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { unsealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import { type ApiKey, findApiKey } from '../config/api-keys.ts'
import { rejectMethod } from '../http/methods.ts'
import type { RequestEnv } from '../http/request-context.ts'
import { callOptionsOf, type OnContextEvent } from '../http/steps.ts'
import type { LocaleTable } from '../i18n/create-locales.ts'
import { createPageTexts } from '../pages/page-texts.ts'
import { notFoundError, problemResponse } from './problem-response.ts'
import { parseBeginRequest, parseCompleteRequest, parseReadRequest } from './request-schemas.ts'

type Schemas = components['schemas']

export interface ServiceOptions {
  keys: KeyRing
  /** The worker's own origin, as a browser sees it. */
  origin: string
  client: Client
  apiKeys: readonly ApiKey[]
  /** Where users may be sent at the end. Each entry allows its origin, and its path with everything below it. */
  allowedReturnUrls: readonly string[]
  onEvent?: OnContextEvent | undefined
  /** The languages of the error page beside English. */
  locales?: LocaleTable | undefined
  /** The application's own texts by language code. */
  messages?: LocaleTable | undefined
}

const RETURN_PATH = '/permission-requests/return'

/**
 * Creates the service.
 *
 * @throws {ConfigurationError} if an entry of `allowedReturnUrls` is invalid
 */
export function createService(options: ServiceOptions): Hono<RequestEnv> {
  const allowlist = createReturnUrlAllowlist(options.allowedReturnUrls, options.origin)
  return new Hono<RequestEnv>()
    .route('/', createReturnRoute(options, allowlist))
    .route('/', createApi(options, allowlist))
}

/** The browser's step. It needs no API key, because it only unseals the request and redirects the user. */
function createReturnRoute(
  { keys, origin, client, onEvent, locales, messages }: ServiceOptions,
  allowlist: ReturnUrlAllowlist,
): Hono<RequestEnv> {
  const app = new Hono<RequestEnv>()
  const pageTexts = createPageTexts({ locales, messages })

  app.get(RETURN_PATH, async (c) => {
    if (isPrefetch(c.req.raw)) return c.body(null, 204)
    const { sealedRequest = '', error } = parseReturnUrl(c.req.url)
    const errorParam = isOAuthErrorCode(error) ? { error } : {}
    let returnTo: string | undefined
    try {
      const request = await unsealPermissionRequest(keys, sealedRequest, {
        redirectUri: origin + RETURN_PATH,
        nowMs: internalsOf(client).now(),
      })
      const { requestId, dataCenter } = request
      emit(callOptionsOf(c, client, onEvent).onEvent, {
        type: 'user_returned',
        requestId,
        dataCenter,
        ...errorParam,
      })
      returnTo = request.returnTo
    } catch (sealError) {
      if (!(sealError instanceof SealedRequestError) || sealError.code !== 'expired_sealed_request') throw sealError
      // The request is authentic. `complete` tells the backend that it has expired.
      returnTo = sealError.returnTo
    }
    // Check again, because ALLOWED_RETURN_URLS may have changed since the request was sealed.
    const target = allowlist.require(returnTo)
    return c.redirect(
      withResultParams(target, {
        sealed_request: sealedRequest,
        ...(errorParam.error !== undefined && { permission_error: errorParam.error }),
      }),
      303,
    )
  })

  app.onError((error, c) => {
    const links = { returnTo: allowlist.defaultUrl.href, retryUrl: undefined }
    return renderErrorPage(toPublicError(error), links, pageTexts(c))
  })
  return app
}

/** The operations for backends. */
function createApi(
  { keys, origin, client, apiKeys, onEvent }: ServiceOptions,
  allowlist: ReturnUrlAllowlist,
): Hono<RequestEnv> {
  const api = new Hono<RequestEnv>()

  /** The return step reports `user_returned` already, so `complete` does not. */
  const onCompleteEvent: OnContextEvent = (c, event) =>
    event.type === 'user_returned' ? undefined : onEvent?.(c, event)

  const requireApiKey: MiddlewareHandler<RequestEnv> = async (c, next) => {
    const apiKey = await findApiKey(apiKeys, c.req.raw.headers)
    if (apiKey === undefined) {
      throw new HttpError('unauthorized', 'The API key is missing or unknown.')
    }
    c.get('requestContext').apiKey = apiKey.name
    return next()
  }

  /** Adds an operation: a POST with an API key and a valid body, and 200 with a result. */
  function operation<Body extends { data_center: DataCenter }, Result extends object>(
    path: string,
    parse: (body: object) => Body,
    run: (body: Body, c: Context<RequestEnv>) => Promise<Result>,
  ): void {
    api.options(path, rejectCors)
    api.post(path, requireApiKey, async (c) => {
      const body = parse(await readJson(c))
      c.get('requestContext').dataCenter = body.data_center
      return c.json(await run(body, c))
    })
    api.all(path, (c) => rejectMethod(c, 'POST'))
  }

  operation('/permission-requests', parseBeginRequest, async (body, c): Promise<Schemas['BeginResult']> => {
    const target = allowlist.require(body.return_to)
    const result = await beginWithRequest({
      ...callOptionsOf(c, client, onEvent),
      client,
      keys,
      account: accountOf(body),
      ...parseSelection({ calendarIds: body.calendar_ids, allCalendars: body.all_calendars }),
      redirectUri: origin + RETURN_PATH,
      returnTo: target.href,
      maxCalendars: MAX_CALENDARS_LIMIT,
    })
    if (result.status === 'done') return { status: 'done', outcome: toWireOutcome(result.outcome, allowlist) }
    const { url, sealedRequest, expiresAt } = result
    return { status: 'redirect', redirect: { url, sealed_request: sealedRequest, expires_at: expiresAt } }
  })

  operation('/permission-requests/complete', parseCompleteRequest, async (body, c): Promise<Schemas['Outcome']> => {
    const request = await unsealPermissionRequest(keys, body.sealed_request, {
      redirectUri: origin + RETURN_PATH,
      nowMs: internalsOf(client).now(),
    })
    const { outcome } = await completeRequest(request, {
      ...callOptionsOf(c, client, onCompleteEvent),
      client,
      account: accountOf(body),
      error: body.permission_error,
    })
    return toWireOutcome(outcome, allowlist)
  })

  operation('/permissions/read', parseReadRequest, async (body, c): Promise<Schemas['ReadResult']> => {
    const calendars = await readPermissions({
      ...callOptionsOf(c, client, onEvent),
      client,
      account: { dataCenter: body.data_center, accessToken: body.access_token },
      calendarIds: body.calendar_ids,
    })
    return { status: 'read', data_center: body.data_center, calendars: calendars.map(toWireCalendar) }
  })

  // Below these paths, errors are problem details too, and never a page of the connect app.
  api.all(RETURN_PATH, (c) => rejectMethod(c, 'GET, HEAD'))
  for (const path of ['/permission-requests/*', '/permissions/*']) {
    api.all(path, () => {
      throw notFoundError()
    })
  }

  api.onError((error, c) => problemResponse(c, error))
  return api
}

function rejectCors(c: Context): never {
  if (c.req.header('access-control-request-method') === undefined) return rejectMethod(c, 'POST')
  throw new HttpError('cross_origin_request', 'The service does not allow CORS, because tokens must stay on servers.')
}

async function readJson(c: Context): Promise<object> {
  if (requestFormat(c.req.raw.headers) !== 'json') {
    throw new HttpError('unsupported_media_type', 'The body is not application/json.')
  }
  return readFields(c.req.raw)
}

function accountOf(body: { data_center: DataCenter; access_token: string; subject: string }): Account {
  return { dataCenter: body.data_center, accessToken: body.access_token, subject: body.subject }
}

function toWireOutcome(outcome: Outcome, allowlist: ReturnUrlAllowlist): Schemas['Outcome'] {
  return {
    status: outcome.status,
    request_id: outcome.requestId,
    data_center: outcome.dataCenter,
    subject: outcome.subject,
    // Check again, because backends redirect the user to this URL.
    return_to: (allowlist.resolve(outcome.returnTo ?? allowlist.defaultUrl.href) ?? allowlist.defaultUrl).href,
    calendars: outcome.calendars.map(toWireCalendar),
    missing_count: outcome.missingCount,
    verified_at: outcome.verifiedAt,
  }
}

function toWireCalendar(calendar: CalendarPermission): Schemas['CalendarPermission'] {
  const { calendarId, calendarName, permissionLevel, granted } = calendar
  return {
    calendar_id: calendarId,
    ...(calendarName !== undefined && { calendar_name: calendarName }),
    ...(permissionLevel !== undefined && { permission_level: permissionLevel }),
    granted,
  }
}
