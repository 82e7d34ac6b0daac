/** The Worker. `wrangler.jsonc` names it. */
import { createApp } from './app.ts'
import { readSettings, type Settings } from './settings.ts'

let app: ReturnType<typeof createApp> | undefined

const worker: { fetch(request: Request, environment: Partial<Settings>): Response | Promise<Response> } = {
  fetch(request, environment) {
    // The environment is known from the first request on.
    app ??= createApp(readSettings(environment))
    return app.fetch(request)
  },
}

export default worker
