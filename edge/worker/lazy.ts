/**
 * A worker that is created when its environment is known.
 *
 * @module
 */
import { rawPath } from '../../src/handler/http/request-url.ts'
import { type Config, type Environment, readConfig } from './config/config.ts'

/** Responds to a request. The runtime passes the environment with each one. */
export type FetchHandler = (request: Request, environment: Environment) => Response | Promise<Response>

/** How a `fetch` handler gets its configuration. */
export interface LazyHandlerOptions {
  /**
   * The environment, if it is known when the module is loaded: `env` from `cloudflare:workers`. Then the first request does not wait
   * until the worker is created.
   * @default that of the first request
   */
  environment?: Environment
  /**
   * Receives the problems of an invalid configuration.
   * @default console.error
   */
  onConfigError?: (text: string) => void
}

/** Creates a worker once: at once if `environment` is known, otherwise on the first request. */
export function createLazyHandler(
  create: (config: Config) => { fetch: FetchHandler },
  { environment: knownEnvironment, onConfigError = console.error }: LazyHandlerOptions,
): FetchHandler {
  let worker: { fetch: FetchHandler } | undefined
  let isReported = false

  function findWorker(environment: Environment): { fetch: FetchHandler } {
    try {
      worker ??= create(readConfig(environment))
      return worker
    } catch (error) {
      if (!isReported) onConfigError(error instanceof Error ? error.message : String(error))
      isReported = true
      return { fetch: respondUnconfigured }
    }
  }

  if (knownEnvironment !== undefined) findWorker(knownEnvironment)
  return (request, environment) => findWorker(knownEnvironment ?? environment).fetch(request, environment)
}

function respondUnconfigured(request: Request): Response {
  // The process is alive, and restarting it would not help.
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
