/** The worker on Cloudflare Workers. `wrangler.jsonc` names it. */
import { env } from 'cloudflare:workers'
import * as locales from '../i18n/built-in-locales.ts'
import type { FetchHandler } from '../lazy.ts'
import { createFetchHandler } from '../worker.ts'

const worker: { fetch: FetchHandler } = { fetch: createFetchHandler({ locales, environment: env }) }

export default worker
