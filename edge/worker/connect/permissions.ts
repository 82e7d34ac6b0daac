/**
 * The two steps of the flow in the connect app: `POST /start` sends the user to Cronofy's page, `GET /return` takes them
 * back. Both end at the outcome page.
 *
 * @module
 */

import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import { beginWithRequest, completeRequest } from '../../../src/flow/flow.ts'
import { parseReturnUrl, SEALED_REQUEST_PARAM } from '../../../src/flow/return-url.ts'
import { MAX_CALENDARS_LIMIT } from '../../../src/flow/select-calendars.ts'
import { HttpError, notSignedIn } from '../../../src/handler/errors/http-error.ts'
import { asError, toPublicError } from '../../../src/handler/errors/public-error.ts'
import { isSecondLoad, refreshHeader } from '../../../src/handler/http/navigation.ts'
import { isPrefetch } from '../../../src/handler/http/prefetch.ts'
import { errorTarget, type OpenedRequest, openReturnRequest } from '../../../src/handler/permission/return-request.ts'
import { parseStartRequest } from '../../../src/handler/permission/start-request.ts'
import { createReturnUrlAllowlist } from '../../../src/handler/return-allowlist.ts'
import { readListForm } from '../calendar-list/calendar-list.ts'
import { LIST_FIELD, listUrl, SELECTED_PARAM, serializeSelection } from '../calendar-list/calendar-selection.ts'
import { PATHS } from '../http/paths.ts'
import { requireSameOrigin } from '../http/require-same-origin.ts'
import { runStep } from '../http/steps.ts'
import type { ConnectContext } from './context.ts'
import { type ConnectEnv, createOutcomeUrls } from './flow-location.ts'

export function createPermissionRoutes(context: ConnectContext): Hono<ConnectEnv> {
  const { keys, origin, client, sessions, pageRenderer, onEvent } = context
  const { renderError } = pageRenderer
  const { now } = internalsOf(client)
  const redirectUri = origin + PATHS.permissionsReturn
  const outcomeUrls = createOutcomeUrls({ keys, origin, now })
  const allowlist = createReturnUrlAllowlist([outcomeUrls.base], origin)
  const stepOptions = { client, getAccount: sessions.getAccount, onEvent }

  return new Hono<ConnectEnv>()
    .post(PATHS.permissionsStart, requireSameOrigin<ConnectEnv>(origin), async (c) => {
      const fields = await readListForm(c.req.raw)
      const { selection, returnTo } = parseStartRequest(fields, {
        format: 'form',
        query: new URL(c.req.url).searchParams,
      })
      const target = allowlist.require(returnTo)
      const selectedParam = serializeSelection(fields[LIST_FIELD], selection?.calendarIds ?? [])
      const retryParams = { [SELECTED_PARAM]: selection?.allCalendars === true ? undefined : selectedParam }
      if (selection === undefined) {
        return redirectWithError(c, new HttpError('no_calendar_selected', 'No calendar is selected.'), retryParams)
      }
      try {
        const result = await runStep(c, stepOptions, (account, callOptions) =>
          beginWithRequest({
            ...callOptions,
            client,
            keys,
            account,
            ...selection,
            redirectUri,
            returnTo: target.href,
            maxCalendars: MAX_CALENDARS_LIMIT,
          }),
        )
        if (result === null) {
          // A form cannot be posted again from a link. The page with its selection can be opened again.
          return renderError(c, notSignedIn(), { retryUrl: listUrl(PATHS.calendars, retryParams) })
        }
        return c.redirect(result.status === 'done' ? await outcomeUrls.of(result) : result.url, 303)
      } catch (error) {
        return redirectWithError(c, error, retryParams)
      }
    })
    .get(PATHS.permissionsReturn, async (c) => {
      if (isPrefetch(c.req.raw)) return c.body(null, 204)
      if (!isSecondLoad(c.req.raw)) return renderVerifyingPage(c)
      let opened: OpenedRequest | undefined
      const { sealedRequest, error: errorParam } = parseReturnUrl(c.req.url)
      try {
        const nowMs = now()
        opened = await openReturnRequest(sealedRequest ?? '', { keys, redirectUri, nowMs, allowlist })
        const { request } = opened
        const completed = await runStep(c, stepOptions, (account, callOptions) =>
          completeRequest(request, { ...callOptions, client, account, error: errorParam }),
        )
        if (completed === null) return renderError(c, notSignedIn())
        return c.redirect(await outcomeUrls.of(completed), 303)
      } catch (error) {
        if (errorTarget(error, opened?.target, allowlist) === undefined) return renderError(c, error)
        const sealedAgain = opened && (await outcomeUrls.seal(opened.request))
        return redirectWithError(c, error, { [SEALED_REQUEST_PARAM]: sealedAgain, error: opened && errorParam })
      }
    })

  /** Verifying may take seconds, so this page is shown first. It loads itself again at once. */
  async function renderVerifyingPage(c: Context<ConnectEnv>): Promise<Response> {
    const { title } = pageRenderer.localeOf(c).messages.verifying
    const response = await pageRenderer.render(c, 'verifying', { title, step: 'allow' })
    response.headers.set('Refresh', refreshHeader(c.req.raw))
    return response
  }

  function redirectWithError(
    c: Context<ConnectEnv>,
    error: unknown,
    input: Readonly<Record<string, string | undefined>>,
  ): Response {
    c.error = asError(error)
    return c.redirect(outcomeUrls.ofError(c, toPublicError(error).code, input), 303)
  }
}
