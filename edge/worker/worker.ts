/**
 * The whole worker: {@link createWorker} and {@link createFetchHandler}.
 *
 * @module
 */
import type { Hono } from 'hono/tiny'
import { type BaseWorkerOptions, createBaseWorker } from './base-worker.ts'
import { createConnectApp } from './connect/app.ts'
import type { RequestEnv } from './http/request-context.ts'
import { createLazyHandler, type FetchHandler, type LazyHandlerOptions } from './lazy.ts'
import { createService } from './service/app.ts'
import type { ConnectHooks } from './session/hooks.ts'

/** Options of {@link createWorker}. */
export interface WorkerOptions extends BaseWorkerOptions, ConnectHooks {}

/** Options of {@link createFetchHandler}: those of `createWorker` without the configuration. */
export interface FetchHandlerOptions extends Omit<WorkerOptions, 'config'>, LazyHandlerOptions {}

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
export function createWorker(options: WorkerOptions): Hono<RequestEnv> {
  const { config, onConnected, onTokensRenewed, onOutcome, onDisconnected } = options
  const { apiKeys, allowedReturnUrls, applications } = config
  const { app, context } = createBaseWorker(options)
  if (apiKeys.length > 0) app.route('/', createService({ ...context, apiKeys, allowedReturnUrls }))
  const hooks = { onConnected, onTokensRenewed, onOutcome, onDisconnected }
  if (applications.size > 0) app.route('/', createConnectApp({ ...context, hooks }))
  return app
}

/**
 * Creates a `fetch` handler that reads the configuration from the environment. With an invalid configuration, it logs every problem
 * once and responds with 500 to every request except `/healthz`.
 *
 * @example
 * ```ts
 * import { createFetchHandler } from 'cronofy-extended-permissions/worker'
 *
 * export default { fetch: createFetchHandler() }
 * ```
 */
export function createFetchHandler(options: FetchHandlerOptions = {}): FetchHandler {
  return createLazyHandler((config) => createWorker({ ...options, config }), options)
}
