/** The connect app on Cloudflare Workers, with hooks that write to D1. */
import { de } from 'cronofy-extended-permissions/locales/de'
import { createFetchHandler } from 'cronofy-extended-permissions/worker'
import { hooks } from './hooks.ts'

const worker = { fetch: createFetchHandler({ locales: { de }, ...hooks }) }

export default worker
