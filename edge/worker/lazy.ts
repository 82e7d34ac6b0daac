/**
 * A worker that is created on the first request, for runtimes whose global scope has no environment.
 *
 * @module
 */

import { rawPath } from '../../src/handler/http/request-url.ts'
import { type Environment, readConfig } from './config/config.ts'
import { createWorker, type WorkerOptions } from './worker.ts'

/** Options of {@link createFetchHandler}: those of `createWorker` without the configuration. */
export interface FetchHandlerOptions extends Omit<WorkerOptions, 'config'> {
  /**
   * Receives the problems of an invalid configuration.
   * @default console.error
   */
  onConfigError?: (text: string) => void
}

/**
 * Creates a `fetch` handler that reads the configuration from the environment on its first request. With an invalid
 * configuration, it logs every problem once and responds with 500 to every request except `/healthz`.
 *
 * @example
 * ```ts
 * import { createFetchHandler } from 'cronofy-extended-permissions/worker'
 *
 * export default { fetch: createFetchHandler() }
 * ```
 */
export function createFetchHandler({
  onConfigError = console.error,
  ...options
}: FetchHandlerOptions = {}): (request: Request, environment: Environment) => Response | Promise<Response> {
  let worker: ReturnType<typeof createWorker> | undefined
  let isReported = false
  return (request, environment) => {
    try {
      worker ??= createWorker({ ...options, config: readConfig(environment) })
    } catch (error) {
      if (!isReported) onConfigError(error instanceof Error ? error.message : String(error))
      isReported = true
      // The process is alive. To restart it would not help.
      if (rawPath(request.url) === '/healthz') return Response.json({ status: 'ok' })
      return new Response('The configuration of the worker is invalid. See its log.\n', {
        status: 500,
        headers: {
          'Cache-Control': 'no-store, no-transform',
          'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
          'Referrer-Policy': 'no-referrer',
          'X-Content-Type-Options': 'nosniff',
        },
      })
    }
    return worker.fetch(request, environment)
  }
}
