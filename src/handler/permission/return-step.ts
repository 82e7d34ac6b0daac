/**
 * `GET …/return`: verifies what was granted when the user is back.
 *
 * @module
 */
import { internalsOf } from '../../client/internals.ts'
import { completeRequest } from '../../flow/flow.ts'
import { parseReturnUrl } from '../../flow/return-url.ts'
import { rejectMethod, respondSignedOut, type Step } from '../exchange.ts'
import { isPrefetch } from '../http/prefetch.ts'
import { assertMountedAt } from '../mount.ts'
import { runWithAccount } from '../with-account.ts'
import { continueWithError, continueWithOutcome } from './continue.ts'
import { readRequestCookie } from './request-cookie.ts'
import { errorTarget, openReturnRequest } from './return-request.ts'
import type { PermissionSettings } from './settings.ts'

/** Creates the step. */
export function createReturnStep<Context>(settings: PermissionSettings<Context>): Step<Context> {
  const { client, keys, redirectUri, allowlist, stateTransport, getAccount } = settings
  const { now } = internalsOf(client)

  return async (exchange) => {
    const { request, context, callOptions } = exchange
    if (isPrefetch(request)) return new Response(null, { status: 204 })
    if (request.method !== 'GET') return rejectMethod(exchange, 'GET, HEAD')
    assertMountedAt(request, { route: '/return', url: redirectUri, option: 'redirectUri' })
    let target: URL | undefined
    try {
      const { sealedRequest, error } = parseReturnUrl(request.url)
      const sealed = stateTransport === 'cookie' ? readRequestCookie(request, redirectUri) : sealedRequest
      const options = { keys, redirectUri: redirectUri.href, nowMs: now(), allowlist }
      const opened = await openReturnRequest(sealed ?? '', options)
      target = opened.target
      const completed = await runWithAccount(
        (accountOptions) => getAccount(context, accountOptions),
        callOptions.deadlineMs,
        (account) => completeRequest(opened.request, { ...callOptions, client, account, error }),
      )
      if (completed !== null) {
        return await continueWithOutcome(exchange, settings, { target, outcome: completed.outcome })
      }
      return await respondSignedOut(exchange, target)
    } catch (error) {
      const redirectTarget = errorTarget(error, target, allowlist)
      if (redirectTarget !== undefined) return continueWithError(exchange, redirectTarget, { error })
      return exchange.renderError(error, { returnTo: target?.href })
    }
  }
}
