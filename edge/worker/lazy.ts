/**
 * A worker that is built on the first request, for runtimes whose global scope has no environment and allows neither
 * random values nor timers.
 *
 * @module
 */

import { type Environment, readConfig } from './config/config.ts'
import { createWorker, type WorkerOptions } from './worker.ts'

/** What {@link createFetchHandler} takes: all that `createWorker` does, but for the configuration. */
export interface FetchHandlerOptions extends Omit<WorkerOptions, 'config'> {
  /**
   * Is told what is wrong with the configuration.
   * @default console.error
   */
  onConfigError?: (text: string) => void
}

/**
 * Makes the `fetch` of such a worker. A faulty configuration is logged in full, and answered 500 until it is
 * mended, but for `/healthz`.
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
  return (request, environment) => {
    try {
      worker ??= createWorker({ ...options, config: readConfig(environment) })
    } catch (error) {
      onConfigError(error instanceof Error ? error.message : String(error))
      // Alive all the same: who asks for that restarts what is not, which would mend nothing here.
      if (new URL(request.url).pathname === '/healthz') return Response.json({ status: 'ok' })
      return new Response('The worker is not configured. Its log says what is missing.\n', {
        status: 500,
        headers: {
          'Cache-Control': 'no-store',
          'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
          'Referrer-Policy': 'no-referrer',
          'X-Content-Type-Options': 'nosniff',
        },
      })
    }
    return worker.fetch(request, environment)
  }
}
