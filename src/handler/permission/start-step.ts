/**
 * `POST …/start`: sends the user to Cronofy's page.
 *
 * @module
 */
import { beginWithRequest } from '../../flow/flow.ts'
import type { CalendarSelection } from '../../flow/select-calendars.ts'
import { HttpError, notSignedIn } from '../errors/http-error.ts'
import { type Exchange, rejectMethod, type Step } from '../exchange.ts'
import { readFields, requestFormat } from '../http/request-body.ts'
import { assertSameOrigin } from '../http/same-origin.ts'
import { assertMountedAt } from '../mount.ts'
import { runWithAccount } from '../with-account.ts'
import { continueAt, continueWithError, continueWithOutcome, respondError } from './continue.ts'
import { setRequestCookie } from './request-cookie.ts'
import type { PermissionSettings } from './settings.ts'
import { parseStartRequest } from './start-request.ts'

/** Creates the step. */
export function createStartStep<Context>(settings: PermissionSettings<Context>): Step<Context> {
  const { client, keys, redirectUri, allowlist, stateTransport, maxCalendars, getAccount, onStart } = settings

  return async (exchange) => {
    const { request } = exchange
    if (request.method !== 'POST') return rejectMethod(exchange, 'POST')
    try {
      assertMountedAt(request, { route: '/start', url: new URL('start', redirectUri), option: 'redirectUri' })
      assertSameOrigin(request, redirectUri.origin)
      const { selection, returnTo } = parseStartRequest(await readFields(request), {
        format: requestFormat(request.headers),
        query: new URL(request.url).searchParams,
      })
      const target = allowlist.require(returnTo)
      return await begin(exchange, selection, target).catch((error) => continueWithError(exchange, target, { error }))
    } catch (error) {
      return respondError(exchange, error)
    }
  }

  async function begin(
    exchange: Exchange<Context>,
    selection: CalendarSelection | undefined,
    target: URL,
  ): Promise<Response> {
    const { request, context, callOptions } = exchange
    if (selection === undefined) throw new HttpError('no_calendar_selected', 'No calendar is selected.')
    const result = await runWithAccount(
      (accountOptions) => getAccount(context, accountOptions),
      callOptions.deadlineMs,
      (account) =>
        beginWithRequest({
          ...callOptions,
          client,
          keys,
          account,
          ...selection,
          redirectUri: redirectUri.href,
          returnTo: target.href,
          maxCalendars,
          stateTransport,
        }),
    )
    if (result === null) return respondError(exchange, notSignedIn(), target)
    if (result.status === 'done') return continueWithOutcome(exchange, settings, { target, outcome: result.outcome })
    const { url, requestId, calendarIds, sealedRequest, expiresAt } = result
    try {
      await onStart?.(context, { requestId, calendarIds, sealedRequest, expiresAt, redirectUri: redirectUri.href })
    } catch (error) {
      return continueWithError(exchange, target, { error, code: 'on_start_failed' })
    }
    const response = continueAt(request, { status: 'redirect', url })
    return stateTransport === 'cookie' ? setRequestCookie(response, redirectUri, sealedRequest) : response
  }
}
