/** The worker on Cloudflare Workers. `wrangler.jsonc` names it. */
import { env } from 'cloudflare:workers'
import type { Environment } from '../config/config.ts'
import * as locales from '../i18n/built-in-locales.ts'
import { createFetchHandler } from '../worker.ts'

const worker: { fetch(request: Request, environment: Environment): Response | Promise<Response> } = {
  fetch: createFetchHandler({ locales, environment: env }),
}

export default worker
