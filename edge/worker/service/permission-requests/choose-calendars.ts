/**
 * The page on which users choose calendars, for backends without one. A link opens it. It ends at the backend's `return_to`:
 * with a sealed request, or with `permission_error`.
 *
 * @module
 */
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../../src/client/internals.ts'
import type { CronofyCalendar } from '../../../../src/client/response-parsers.ts'
import { ProviderError } from '../../../../src/errors.ts'
import { beginWithRequest } from '../../../../src/flow/flow.ts'
import { type CalendarSelection, MAX_CALENDARS_LIMIT } from '../../../../src/flow/select-calendars.ts'
import { HttpError } from '../../../../src/handler/errors/http-error.ts'
import { isPrefetch } from '../../../../src/handler/http/prefetch.ts'
import { parseStartRequest } from '../../../../src/handler/permission/start-request.ts'
import { type ResultParams, withResultParams } from '../../../../src/handler/return-allowlist.ts'
import { DEFAULT_PERMISSION_LEVEL } from '../../../../src/permission-level.ts'
import { drawCalendarHash } from '../../../../src/sealing/calendar-hash.ts'
import {
  DEFAULT_TTL_SECONDS,
  type PermissionRequest,
  sealPermissionRequest,
} from '../../../../src/sealing/permission-request.ts'
import { displayName } from '../../../../src/shared/display-name.ts'
import { createCalendarList, isUnrestricted, readListForm } from '../../calendar-list/calendar-list.ts'
import { LIST_FIELD, listUrl, SELECTED_PARAM, serializeSelection } from '../../calendar-list/calendar-selection.ts'
import { SERVICE_PATHS } from '../../http/paths.ts'
import { requireSameOrigin } from '../../http/require-same-origin.ts'
import { callOptionsOf, setCookies } from '../../http/steps.ts'
import { type ServiceContext, type ServiceEnv, setReturnTo } from '../context.ts'
import { type Choice, createChoices } from './choice.ts'

export function createChooseCalendars(context: ServiceContext): Hono<ServiceEnv> {
  const { keys, origin, client, formActionOrigins, pageRenderer, onEvent } = context
  const { now } = internalsOf(client)
  const redirectUri = origin + SERVICE_PATHS.permissionsReturn
  const choices = createChoices(context)
  const list = createCalendarList({ keys, origin, now })
  const page = `${SERVICE_PATHS.choose}/:id` as const
  const sameOrigin = requireSameOrigin<ServiceEnv>(origin)

  const pageUrlOf = ({ id }: Choice) => `${SERVICE_PATHS.choose}/${id}`

  /** Runs a step of the choice that this browser has opened. Without a token, only the backend can continue. */
  async function withChoice(
    c: Context<ServiceEnv>,
    run: (choice: Choice) => Response | Promise<Response>,
  ): Promise<Response> {
    const choice = await choices.require(c.req.raw, c.req.param('id') ?? '')
    setReturnTo(c, context, choice.returnTo)
    c.get('requestContext').dataCenter = choice.account.dataCenter
    return choice.hasEnded ? end(c, choice, { permission_error: 'account_token_rejected' }) : run(choice)
  }

  /** Ends the choice at the backend, and forgets the token. */
  function end(c: Context<ServiceEnv>, choice: Choice, params: ResultParams): Response {
    setCookies(c, [choices.clear(choice.id)])
    return c.redirect(withResultParams(setReturnTo(c, context, choice.returnTo), params), 303)
  }

  /** Only the backend can refresh the access token. */
  function endRejected(c: Context<ServiceEnv>, choice: Choice, error: ProviderError): Response {
    c.error = error
    return end(c, choice, { permission_error: error.code })
  }

  /** Requests access. The backend verifies what was granted with `complete`, even if nothing is left to decide. */
  async function begin(c: Context<ServiceEnv>, choice: Choice, selection: CalendarSelection): Promise<Response> {
    const result = await beginWithRequest({
      ...callOptionsOf(c, client, onEvent),
      client,
      keys,
      account: choice.account,
      ...selection,
      redirectUri,
      returnTo: choice.returnTo,
      maxCalendars: MAX_CALENDARS_LIMIT,
    })
    if (result.status === 'redirect') return c.redirect(result.url, 303)
    return endWithRequest(c, choice, result.request)
  }

  async function endWithRequest(c: Context<ServiceEnv>, choice: Choice, request: PermissionRequest): Promise<Response> {
    const options = { redirectUri, nowMs: now(), ttlSeconds: DEFAULT_TTL_SECONDS }
    return end(c, choice, { sealed_request: await sealPermissionRequest(keys, request, options) })
  }

  /** A request for calendars that are all unrestricted already. Nothing is sent, so opening a page changes nothing. */
  function requestOf({ account, returnTo }: Choice, unrestricted: readonly CronofyCalendar[]): PermissionRequest {
    const ids = unrestricted.map((calendar) => calendar.calendar_id)
    const hash = drawCalendarHash(ids)
    const { subject, dataCenter } = account
    return {
      ...{ requestId: crypto.randomUUID(), subject, dataCenter, returnTo, permissionLevel: DEFAULT_PERMISSION_LEVEL },
      calendars: [...new Set(ids)].slice(0, MAX_CALENDARS_LIMIT).map(hash.digestOf),
      hashKey: hash.key,
    }
  }

  async function showList(
    c: Context<ServiceEnv>,
    choice: Choice,
    calendars: readonly CronofyCalendar[],
  ): Promise<Response> {
    const pageUrl = pageUrlOf(choice)
    return pageRenderer.render(
      c,
      'calendars',
      {
        ...(await list.contentOf(calendars, { query: c.req.query(), owner: choice.account })),
        title: pageRenderer.localeOf(c).messages.calendars.title,
        account: calendars[0] && { name: displayName(calendars[0].profile_name), signOutUrl: undefined },
        startUrl: `${pageUrl}/start`,
        returnTo: choice.returnTo,
        updateUrl: pageUrl,
        cancelUrl: `${pageUrl}/cancel`,
        otherAccountUrl: undefined,
      },
      { formActionOrigins },
    )
  }

  async function showChoice(c: Context<ServiceEnv>, choice: Choice): Promise<Response> {
    try {
      const listed = await client.listCalendars(choice.account, callOptionsOf(c, client, onEvent))
      const calendars = listed.filter((calendar) => calendar.calendar_deleted !== true)
      const unrestricted = calendars.filter(isUnrestricted)
      if (calendars.length === 0 || unrestricted.length < calendars.length) return await showList(c, choice, calendars)
      // Nothing is left to choose.
      return await endWithRequest(c, choice, requestOf(choice, unrestricted))
    } catch (error) {
      if (isRejectedToken(error)) return endRejected(c, choice, error)
      return pageRenderer.renderError(c, error, { retryUrl: pageUrlOf(choice) })
    }
  }

  async function startChoice(c: Context<ServiceEnv>, choice: Choice): Promise<Response> {
    const fields = await readListForm(c.req.raw)
    const { selection } = parseStartRequest(fields, { format: 'form', query: new URL(c.req.url).searchParams })
    try {
      if (selection === undefined) throw new HttpError('no_calendar_selected', 'No calendar is selected.')
      return await begin(c, choice, selection)
    } catch (error) {
      if (isRejectedToken(error)) return endRejected(c, choice, error)
      const selected = serializeSelection(fields[LIST_FIELD], selection?.calendarIds ?? [])
      return pageRenderer.renderError(c, error, {
        retryUrl: listUrl(pageUrlOf(choice), { [SELECTED_PARAM]: selected }),
      })
    }
  }

  return new Hono<ServiceEnv>()
    .get(SERVICE_PATHS.choose, async (c) => {
      if (isPrefetch(c.req.raw)) return c.body(null, 204)
      const { url, cookies } = await choices.open(c.req.raw)
      setCookies(c, cookies)
      return c.redirect(url, 303)
    })
    .get(page, (c) => {
      if (isPrefetch(c.req.raw)) return c.body(null, 204)
      return withChoice(c, (choice) => showChoice(c, choice))
    })
    .post(page, sameOrigin, (c) =>
      withChoice(c, async (choice) => {
        const fields = await readListForm(c.req.raw)
        return c.redirect(await list.update(fields, { pageUrl: pageUrlOf(choice), owner: choice.account }), 303)
      }),
    )
    .post(`${page}/start`, sameOrigin, (c) => withChoice(c, (choice) => startChoice(c, choice)))
    .post(`${page}/cancel`, sameOrigin, (c) =>
      withChoice(c, (choice) => end(c, choice, { permission_error: 'canceled' })),
    )
}

function isRejectedToken(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.code === 'account_token_rejected'
}
