/**
 * The worker without the connect app, for backends: {@link createServiceWorker}. It is smaller and starts faster.
 *
 * @module worker-service
 */
import type { Hono } from 'hono/tiny'
import { ConfigurationError } from '../../src/errors.ts'
import { type BaseWorkerOptions, createBaseWorker } from './base-worker.ts'
import type { RequestEnv } from './http/request-context.ts'
import { createLazyHandler, type FetchHandler, type LazyHandlerOptions } from './lazy.ts'
import { createService } from './service/app.ts'

export { type Config, type Environment, readConfig } from './config/config.ts'
export type { FetchHandler, LazyHandlerOptions } from './lazy.ts'

/** Options of {@link createServiceWorker}. */
export interface ServiceWorkerOptions extends BaseWorkerOptions {}

/** Options of {@link createServiceFetchHandler}: those of `createServiceWorker` without the configuration. */
export interface ServiceFetchHandlerOptions extends Omit<ServiceWorkerOptions, 'config'>, LazyHandlerOptions {}

/**
 * Creates the service, `/healthz`, `/readyz`, and `/openapi.yaml`.
 *
 * @throws {ConfigurationError} if the configuration has no API key, or if `locales` or `messages` is invalid
 *
 * @example
 * ```ts
 * import { createServiceWorker, readConfig } from 'cronofy-extended-permissions/worker/service'
 *
 * const worker = createServiceWorker({ config: readConfig(environment) })
 * ```
 */
export function createServiceWorker(options: ServiceWorkerOptions): Hono<RequestEnv> {
  const { apiKeys, allowedReturnUrls } = options.config
  if (apiKeys.length === 0) {
    throw new ConfigurationError([
      'API_KEYS is missing. Set it to name:key entries. `npm run keys` or `deno task keys` prints one.',
    ])
  }
  const { app, context } = createBaseWorker(options)
  return app.route('/', createService({ ...context, apiKeys, allowedReturnUrls }))
}

/**
 * Creates a `fetch` handler that reads the configuration from the environment. With an invalid configuration, it logs every problem
 * once and responds with 500 to every request except `/healthz`.
 *
 * @example
 * ```ts
 * import { createServiceFetchHandler } from 'cronofy-extended-permissions/worker/service'
 *
 * export default { fetch: createServiceFetchHandler() }
 * ```
 */
export function createServiceFetchHandler(options: ServiceFetchHandlerOptions = {}): FetchHandler {
  return createLazyHandler((config) => createServiceWorker({ ...options, config }), options)
}
