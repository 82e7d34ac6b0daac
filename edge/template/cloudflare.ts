/** The application on Cloudflare Workers. `wrangler.jsonc` names it. */
import { createApp } from './app.ts'
import type { Settings } from './settings.ts'

let app: ReturnType<typeof createApp> | undefined

const worker: { fetch(request: Request, settings: Settings): Response | Promise<Response> } = {
  fetch(request, settings) {
    // Not before the first request: until then nobody says what the environment is.
    app ??= createApp(settings)
    return app.fetch(request)
  },
}

export default worker
