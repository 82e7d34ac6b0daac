/**
 * `GET /permission-requests/return`: the user comes back from Cronofy's access page. It needs no API key, because it only
 * unseals the request and redirects the user.
 *
 * @module
 */
import { Hono } from 'hono/tiny'
import { emit } from '../../../../src/client/events.ts'
import { internalsOf } from '../../../../src/client/internals.ts'
import { SealedRequestError } from '../../../../src/errors.ts'
import { isOAuthErrorCode, parseReturnUrl } from '../../../../src/flow/return-url.ts'
import { isPrefetch } from '../../../../src/handler/http/prefetch.ts'
import { withResultParams } from '../../../../src/handler/return-allowlist.ts'
import { unsealPermissionRequest } from '../../../../src/sealing/permission-request.ts'
import { SERVICE_PATHS } from '../../http/paths.ts'
import { callOptionsOf } from '../../http/steps.ts'
import type { ServiceContext, ServiceEnv } from '../context.ts'

export function createReturnRoute({ keys, origin, client, allowlist, onEvent }: ServiceContext): Hono<ServiceEnv> {
  return new Hono<ServiceEnv>().get(SERVICE_PATHS.permissionsReturn, async (c) => {
    if (isPrefetch(c.req.raw)) return c.body(null, 204)
    const { sealedRequest = '', error } = parseReturnUrl(c.req.url)
    const errorParam = isOAuthErrorCode(error) ? { error } : {}
    let returnTo: string | undefined
    try {
      const request = await unsealPermissionRequest(keys, sealedRequest, {
        redirectUri: origin + SERVICE_PATHS.permissionsReturn,
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
}
