/**
 * The two steps of the flow in the connect app: `POST /start` sends the user to Cronofy's page, `GET /return` takes them
 * back. Both end at the outcome page.
 *
 * @module
 */
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import type { Client } from '../../../src/client/types.ts'
import { beginWithRequest, completeRequest } from '../../../src/flow/flow.ts'
import { parseReturnUrl, SEALED_REQUEST_PARAM } from '../../../src/flow/return-url.ts'
import { MAX_CALENDARS_LIMIT } from '../../../src/flow/select-calendars.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { publicError, toPublicError } from '../errors/error-status.ts'
import { guardPost } from '../flow/guard-post.ts'
import { errorTarget, openReturnRequest } from '../flow/return-request.ts'
import { createReturnUrlAllowlist } from '../flow/return-targets.ts'
import { readStartRequest } from '../flow/start-request.ts'
import type { OnContextEvent } from '../flow/step-options.ts'
import { runWithAccount } from '../flow/with-account.ts'
import { requestFormat } from '../http/media-type.ts'
import { isPrefetch } from '../http/prefetch.ts'
import { PATHS } from '../pages/paths.ts'
import type { Sessions } from '../session/session.ts'
import { calendarsUrl, SELECTED_PARAM, serializeSelection } from './calendar-selection.ts'
import { type ConnectEnv, createOutcomeUrls } from './flow-location.ts'
import type { PageRenderer } from './render-page.ts'
import { needsVerifyingPage, renderVerifyingPage } from './verifying-interstitial.ts'

/** Creates the two routes. */
export function createPermissionRoutes(options: {
  keys: KeyRing
  origin: string
  client: Client
  sessions: Sessions
  pageRenderer: PageRenderer
  onEvent?: OnContextEvent | undefined
}): Hono<ConnectEnv> {
  const { keys, origin, client, sessions, pageRenderer, onEvent } = options
  const { renderError } = pageRenderer
  const { now } = internalsOf(client)
  const outcomeUrls = createOutcomeUrls({ keys, origin, now })
  const allowlist = createReturnUrlAllowlist([outcomeUrls.base], origin)
  const stepOptions = { client, getAccount: sessions.getAccount, onEvent }

  return new Hono<ConnectEnv>()
    .post(PATHS.start, guardPost<ConnectEnv>(origin, renderError), async (c) => {
      if (requestFormat(c.req) !== 'form') return renderError(c, publicError('unsupported_media_type'))
      const form = await readStartRequest(c.req)
      if ('code' in form) return renderError(c, form)
      const { calendarIds } = form
      const target = form.returnTo === undefined ? allowlist.defaultUrl : allowlist.resolve(form.returnTo)
      if (target === undefined) return renderError(c, publicError('invalid_return_to'))
      const selection = calendarIds && (await serializeSelection(calendarIds))
      if (calendarIds?.length === 0) {
        return c.redirect(outcomeUrls.ofError(c, 'no_calendar_selected', { [SELECTED_PARAM]: selection }), 303)
      }
      try {
        const result = await runWithAccount(c, stepOptions, (account, callOptions) =>
          beginWithRequest({
            ...callOptions,
            client,
            keys,
            account,
            calendarIds,
            redirectUri: origin + PATHS.permissionsReturn,
            returnTo: target.href,
            maxCalendars: MAX_CALENDARS_LIMIT,
          }),
        )
        if (result === null) {
          // A form cannot be posted again from a link. The page with its selection can be opened again.
          return renderError(
            c,
            publicError('not_signed_in'),
            selection === undefined ? {} : { retryUrl: calendarsUrl(selection) },
          )
        }
        return c.redirect(result.status === 'done' ? await outcomeUrls.of(result) : result.url, 303)
      } catch (error) {
        return redirectWithError(c, error, { [SELECTED_PARAM]: selection })
      }
    })
    .get(PATHS.permissionsReturn, async (c) => {
      if (isPrefetch(c)) return c.body(null, 204)
      if (needsVerifyingPage(c)) return renderVerifyingPage(c, pageRenderer)
      let target: URL | undefined
      const { sealedRequest, error: errorParam } = parseReturnUrl(c.req.url)
      try {
        const nowMs = now()
        const opened = await openReturnRequest(sealedRequest ?? '', { keys, origin, nowMs, allowlist })
        target = opened.target
        const completed = await runWithAccount(c, stepOptions, (account, callOptions) =>
          completeRequest(opened.request, { ...callOptions, client, account, error: errorParam }),
        )
        if (completed === null) return renderError(c, publicError('not_signed_in'))
        return c.redirect(await outcomeUrls.of(completed), 303)
      } catch (error) {
        return errorTarget(error, target, allowlist) === undefined
          ? renderError(c, toPublicError(error))
          : redirectWithError(c, error, { [SEALED_REQUEST_PARAM]: sealedRequest, error: errorParam })
      }
    })

  function redirectWithError(
    c: Context<ConnectEnv>,
    error: unknown,
    input: Readonly<Record<string, string | undefined>>,
  ): Response {
    c.error = error instanceof Error ? error : new Error(String(error))
    return c.redirect(outcomeUrls.ofError(c, toPublicError(error).code, input), 303)
  }
}
