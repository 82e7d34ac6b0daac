/**
 * The worker: {@link createWorker}.
 *
 * @module
 */

import { etag } from 'hono/etag'
import { Hono } from 'hono/tiny'
import { serviceDescription } from '../../generated/service-description.ts'
import { type ClientOptions, createClient } from '../../src/client/client.ts'
import { internalsOf } from '../../src/client/internals.ts'
import { isPlainPath, rawPath } from '../../src/handler/http/request-url.ts'
import { DEFAULT_BRAND } from './config/brand.ts'
import type { Config } from './config/config.ts'
import { createConnectApp } from './connect/app.ts'
import { checkRequestUrl } from './http/check-request-url.ts'
import { rejectOtherMethods } from './http/methods.ts'
import { type RequestEnv, recordEvent } from './http/request-context.ts'
import { securityHeaders } from './http/security-headers.ts'
import type { OnContextEvent } from './http/steps.ts'
import { createReadiness } from './operations/readiness.ts'
import { type OnContextError, reportErrors } from './operations/report-errors.ts'
import { logRequests } from './operations/request-log.ts'
import { createAssets } from './presentation/assets.ts'
import type { PresentationOptions } from './presentation/page-renderer.ts'
import { createService } from './service/app.ts'
import { notFoundError, problemResponse } from './service/problem-response.ts'
import type { ConnectHooks } from './session/hooks.ts'

/** Matches no route. */
const NO_ROUTE = '//'

/** Options of {@link createWorker}. */
export interface WorkerOptions
  extends ConnectHooks,
    Pick<ClientOptions, 'fetch' | 'now' | 'wait'>,
    Pick<PresentationOptions, 'locales' | 'messages' | 'templates'> {
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

/**
 * Creates the worker: the service (with API keys), the connect app (with credentials), `/healthz`, `/readyz`, and
 * `/openapi.yaml`.
 *
 * @throws {ConfigurationError} if `locales` or `messages` is invalid
 *
 * @example
 * ```ts
 * import { de } from 'cronofy-extended-permissions/locales/de'
 * import { createWorker, readConfig, renderLayout } from 'cronofy-extended-permissions/worker'
 * import { html } from 'hono/html'
 *
 * const worker = createWorker({
 *   config: readConfig(environment),
 *   locales: { de },
 *   messages: {
 *     en: { home: { title: 'Let Example plan your week' } },
 *     ga: { actions: { tryAgain: 'Bain triail eile as' } }, // the other texts are in English
 *   },
 *   templates: {
 *     message: (props) =>
 *       renderLayout(props, html`<p>${props.text}</p>
 *         ${props.actions.map(({ href, label }) => html`<a href="${href}">${label}</a> `)}
 *         ${props.error && html`<p>${props.error.reference}</p>`}`),
 *   },
 * })
 * ```
 */
export function createWorker({
  config,
  onEvent,
  onError,
  log = console.log,
  locales,
  messages,
  templates,
  onConnected,
  onTokensRenewed,
  onOutcome,
  onDisconnected,
  ...clientOptions
}: WorkerOptions): Hono<RequestEnv> {
  const { keys, applications, scope, avoidLinking, pkce, apiKeys, allowedReturnUrls, sandboxUrl, allowSandboxHost } =
    config
  const { origin } = config.publicUrl
  const client = createClient({ ...clientOptions, sandboxUrl, allowSandboxHost })
  const onContextEvent: OnContextEvent = (c, event) => {
    recordEvent(c, event)
    return onEvent?.(c, event)
  }

  const app = new Hono<RequestEnv>({ getPath: exactPath })
  app.use(logRequests({ now: internalsOf(client).now, log }))
  app.use(securityHeaders({ hsts: config.publicUrl.protocol === 'https:' }))
  app.use(reportErrors({ onEvent: onContextEvent, onError }))
  app.use(checkRequestUrl)
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.route('/readyz', createReadiness({ client, config, onEvent: onContextEvent }))
  // RFC 9512: the media type has no charset. It is always UTF-8.
  app.get('/openapi.yaml', etag(), (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return c.body(serviceDescription, 200, { 'Content-Type': 'application/yaml' })
  })
  rejectOtherMethods(app)
  app.route('/', createAssets(config.brand ?? DEFAULT_BRAND))
  const hooks = { onConnected, onTokensRenewed, onOutcome, onDisconnected }
  const presentation = { brand: config.brand, locales, messages, templates }
  const shared = {
    keys,
    origin,
    client,
    applications,
    scope,
    avoidLinking,
    pkce,
    onEvent: onContextEvent,
    presentation,
  }
  if (apiKeys.length > 0) app.route('/', createService({ ...shared, apiKeys, allowedReturnUrls }))
  if (applications.size > 0) app.route('/', createConnectApp({ ...shared, hooks }))
  app.notFound((c) => problemResponse(c, notFoundError()))
  app.onError((error, c) => problemResponse(c, error))
  return app
}

/**
 * The path to route by. A path that is not in its plain form matches no route, and neither does a trailing slash, which
 * Hono's smallest router would ignore.
 */
function exactPath(request: Request): string {
  const path = rawPath(request.url)
  return path === '/' || (/^\/.*[^/]$/.test(path) && isPlainPath(path)) ? path : NO_ROUTE
}
