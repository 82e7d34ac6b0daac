/**
 * The worker: everything it serves, from one configuration.
 *
 * @module
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type ClientOptions, createClient } from '../../src/client.ts'
import type { OnEvent } from '../../src/events.ts'
import type { Config } from './config.ts'
import { createConnectApp } from './connect.ts'
import { answerHeaders } from './headers.ts'

/** What varies, injected. */
export interface WorkerOptions extends Pick<ClientOptions, 'fetch' | 'now' | 'wait'> {
  config: Config
  onEvent?: OnEvent
}

/** Inbound bodies: 250 calendar ids take some 15 KiB. */
const MAX_BODY_BYTES = 64 * 1024

/** Makes the worker: `/healthz` and the connect app. */
export function createWorker({ config, onEvent, ...clientOptions }: WorkerOptions): Hono {
  const { keys, applications } = config
  const client = createClient({ ...clientOptions, sandboxUrl: config.sandboxUrl })
  const app = new Hono()
  app.use(answerHeaders())
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.route('/', createConnectApp({ keys, origin: config.publicUrl.origin, client, applications, onEvent }))
  return app
}
