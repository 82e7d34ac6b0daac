/**
 * What every worker has: the log, security headers, and the routes for operators. The service and the connect app are mounted in
 * it.
 *
 * @module
 */
import { etag } from 'hono/etag'
import { Hono } from 'hono/tiny'
import { type ClientOptions, createClient } from '../../src/client/client.ts'
import { internalsOf } from '../../src/client/internals.ts'
import type { Client } from '../../src/client/types.ts'
import { isPlainPath, rawPath } from '../../src/handler/http/request-url.ts'
import type { Config } from './config/config.ts'
import { checkRequestUrl } from './http/check-request-url.ts'
import { rejectOtherMethods } from './http/methods.ts'
import { passRetryAfter } from './http/pass-retry-after.ts'
import { type RequestEnv, recordEvent } from './http/request-context.ts'
import { securityHeaders } from './http/security-headers.ts'
import type { OnContextEvent } from './http/steps.ts'
import { createReadiness } from './operations/readiness.ts'
import { type OnContextError, reportErrors } from './operations/report-errors.ts'
import { logRequests } from './operations/request-log.ts'
import { createAssets } from './presentation/assets.ts'
import { createPresentation, type Presentation, type PresentationOptions } from './presentation/presentation.ts'
import { notFoundError, problemResponse } from './service/problem-response.ts'

/** Matches no route. */
const NO_ROUTE = '//'

/** Options of every worker. */
export interface BaseWorkerOptions
  extends Pick<ClientOptions, 'fetch' | 'now' | 'wait'>,
    Pick<PresentationOptions, 'locales' | 'messages' | 'templates'> {
  /** The configuration, from `readConfig`. */
  config: Config
  /** Receives each event with the Hono context of its request. Events contain no secret. */
  onEvent?: OnContextEvent
  /** Receives the error of each request that fails. The log line has its code already. */
  onError?: OnContextError
  /**
   * Receives one line of JSON for each request. It contains no token, no sealed value, and no name of a calendar.
   * @default console.log
   */
  log?: (line: string) => void
}

/** What the service and the connect app share. */
export type WorkerContext = Pick<Config, 'keys' | 'applications' | 'scope' | 'avoidLinking' | 'pkce'> & {
  readonly origin: string
  readonly client: Client
  readonly onEvent: OnContextEvent
  readonly presentation: Presentation
}

/**
 * Creates a worker with `/healthz`, `/readyz`, and `/openapi.yaml`.
 *
 * @throws {ConfigurationError} if `locales` or `messages` is invalid
 */
export function createBaseWorker(options: BaseWorkerOptions): { app: Hono<RequestEnv>; context: WorkerContext } {
  const { config, onEvent, onError, log = console.log, locales, messages, templates, fetch, now, wait } = options
  const { keys, applications, scope, avoidLinking, pkce, brand, publicUrl, sandboxUrl, allowSandboxHost } = config
  const client = createClient({ fetch, now, wait, sandboxUrl, allowSandboxHost })
  const presentation = createPresentation({ brand, locales, messages, templates })
  const onContextEvent: OnContextEvent = (c, event) => {
    recordEvent(c, event)
    return onEvent?.(c, event)
  }

  const app = new Hono<RequestEnv>({ getPath: exactPath })
  app.use(logRequests({ now: internalsOf(client).now, log }))
  app.use(securityHeaders({ hsts: publicUrl.protocol === 'https:' }))
  app.use(reportErrors({ onEvent: onContextEvent, onError }))
  app.use(passRetryAfter)
  app.use(checkRequestUrl)
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.route('/readyz', createReadiness({ client, config, onEvent: onContextEvent }))
  // RFC 9512: the media type has no charset. It is always UTF-8.
  app.get('/openapi.yaml', etag(), async (c) => {
    // Loaded on demand, because few requests ask for it, and it is larger than any other file.
    const { serviceDescription } = await import('../../generated/service-description.ts')
    c.header('Cache-Control', 'public, max-age=300')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return c.body(serviceDescription, 200, { 'Content-Type': 'application/yaml' })
  })
  rejectOtherMethods(app)
  app.route('/', createAssets(presentation.brand))
  app.notFound((c) => problemResponse(c, notFoundError()))
  app.onError((error, c) => problemResponse(c, error))
  const { origin } = publicUrl
  const context = {
    keys,
    applications,
    scope,
    avoidLinking,
    pkce,
    origin,
    client,
    onEvent: onContextEvent,
    presentation,
  }
  return { app, context }
}

/**
 * The path to route by. A path that is not in its plain form matches no route, and neither does a trailing slash, which
 * Hono's smallest router would ignore.
 */
function exactPath(request: Request): string {
  const path = rawPath(request.url)
  return path === '/' || (/^\/.*[^/]$/.test(path) && isPlainPath(path)) ? path : NO_ROUTE
}
