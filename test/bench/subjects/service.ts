/**
 * A worker with the service, but without the connect app, as in the README.
 *
 * @module
 */
import { env } from 'cloudflare:workers'
import { createServiceFetchHandler, type FetchHandler } from '../../../edge/worker/service-worker.ts'

const worker: { fetch: FetchHandler } = { fetch: createServiceFetchHandler({ environment: env }) }

export default worker
