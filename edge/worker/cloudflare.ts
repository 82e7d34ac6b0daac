/** The worker on Cloudflare Workers. `wrangler.jsonc` names it. */
import { createWorker } from './app.ts'
import { type Environment, readConfig } from './config.ts'

let worker: ReturnType<typeof createWorker> | undefined

export default {
  // Built on the first request: the global scope allows neither random values nor timers, and has no environment.
  fetch(request: Request, environment: Environment): Response | Promise<Response> {
    try {
      worker ??= createWorker({ config: readConfig(environment) })
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      return new Response('The worker is not configured. Its log says what is missing.\n', { status: 500 })
    }
    return worker.fetch(request, environment)
  },
}
