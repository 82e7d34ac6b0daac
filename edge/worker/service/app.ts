/**
 * The service: the flow over HTTP, for a backend in any language. `edge/worker/openapi.yaml` describes it.
 *
 * Nothing is stored. Each call brings its token, from server to server. What must survive the user's trip travels sealed
 * in the URL or in a cookie.
 *
 * @module
 */
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import type { Client } from '../../../src/client/types.ts'
import type { DataCenter } from '../../../src/data-centers.ts'
import { SealedRequestError } from '../../../src/errors.ts'
import {
  createReturnUrlAllowlist,
  type ResultParams,
  type ReturnUrlAllowlist,
  withResultParams,
} from '../../../src/handler/return-allowlist.ts'
import type { OAuthApplication } from '../../../src/oauth.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import type { ApiKey } from '../config/api-keys.ts'
import { rejectMethod, rejectOtherMethods } from '../http/methods.ts'
import { SERVICE_PATHS } from '../http/paths.ts'
import { providerOrigins } from '../http/security-headers.ts'
import type { OnContextEvent } from '../http/steps.ts'
import { createPageRenderer, type PagePlace } from '../presentation/page-renderer.ts'
import type { Presentation } from '../presentation/presentation.ts'
import { addConnectionOperations } from './connections/operations.ts'
import { createConnectionSignIn } from './connections/sign-in.ts'
import type { ServiceContext, ServiceEnv } from './context.ts'
import { ExpiredLink } from './expired-link.ts'
import { createAddOperation, respondWithProblems } from './operation.ts'
import { createChooseCalendars } from './permission-requests/choose-calendars.ts'
import { addPermissionOperations } from './permission-requests/operations.ts'
import { createReturnRoute } from './permission-requests/return-route.ts'

export interface ServiceOptions {
  keys: KeyRing
  /** The worker's own origin, as a browser sees it. */
  origin: string
  client: Client
  apiKeys: readonly ApiKey[]
  /** The application's credentials by data center. At least one enables connections. */
  applications: ReadonlyMap<DataCenter, OAuthApplication>
  scope: string
  avoidLinking: boolean
  pkce: boolean
  /** Where users may be sent at the end. Each entry allows its origin, and its path with everything below it. */
  allowedReturnUrls: readonly string[]
  onEvent?: OnContextEvent | undefined
  presentation: Presentation
}

/**
 * Creates the service.
 *
 * @throws {ConfigurationError} if an entry of `allowedReturnUrls` is invalid
 */
export function createService(options: ServiceOptions): Hono<ServiceEnv> {
  const { client, origin, apiKeys, allowedReturnUrls, presentation } = options
  const { sandboxUrl } = internalsOf(client)
  const allowlist = createReturnUrlAllowlist(allowedReturnUrls, origin)
  const pageRenderer = createPageRenderer<ServiceEnv>({
    place: placeOf(allowlist),
    presentation,
    sandbox: sandboxUrl !== undefined,
  })
  const returnOrigins = allowedReturnUrls.map((url) => new URL(url).origin)
  const formActionOrigins = [...new Set([...providerOrigins(sandboxUrl), ...returnOrigins])]
  const context: ServiceContext = { ...options, allowlist, formActionOrigins, pageRenderer }

  const pages = new Hono<ServiceEnv>()
    .route('/', createChooseCalendars(context))
    .route('/', createConnectionSignIn(context))
  rejectOtherMethods(pages)
  pages.route('/', createReturnRoute(context))
  pages.onError((error, c) => {
    if (error instanceof ExpiredLink || error instanceof SealedRequestError) {
      c.set('returnTo', allowlist.resolve(error.returnTo ?? '') ?? c.get('returnTo') ?? allowlist.defaultUrl)
    }
    return pageRenderer.renderError(c, error)
  })

  const api = new Hono<ServiceEnv>()
  const operation = createAddOperation(api, apiKeys)
  addPermissionOperations(operation, context)
  addConnectionOperations(operation, context)
  api.all(SERVICE_PATHS.permissionsReturn, (c) => rejectMethod(c, 'GET, HEAD'))
  // Below these paths, unknown routes are problem details too, and never a page of the connect app.
  respondWithProblems(api, ['/permission-requests', '/permissions', '/connections'])
  return new Hono<ServiceEnv>().route('/', pages).route('/', api)
}

/** The pages of the service lead back to the backend. */
function placeOf(allowlist: ReturnUrlAllowlist): PagePlace<ServiceEnv> {
  return {
    isolated: false,
    homeUrl: undefined,
    findAccount: async () => undefined,
    stepOf: () => undefined,
    errorActions(c, { code, recoveryAction, retryUrl }, labels) {
      const target = c.get('returnTo') ?? allowlist.defaultUrl
      const isConnection = c.req.path.startsWith('/connections/')
      const params: ResultParams = isConnection ? { connection_error: code } : { permission_error: code }
      const toApplication = { href: withResultParams(target, params), label: labels.toApplication }
      // Only the application can fix any other error.
      const canRetry = recoveryAction === 'retry' || recoveryAction === 'reselect'
      return canRetry && retryUrl !== undefined
        ? [{ href: retryUrl, label: labels.tryAgain }, toApplication]
        : [toApplication]
    },
  }
}
