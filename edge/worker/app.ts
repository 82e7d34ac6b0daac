/**
 * The worker: everything it serves, from one configuration.
 *
 * @module
 */
import { Hono } from 'hono'
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

/** Makes the worker: `/healthz` and the connect app. */
export function createWorker({ config, onEvent, ...clientOptions }: WorkerOptions): Hono {
  const { keys, applications } = config
  const client = createClient({ ...clientOptions, sandboxUrl: config.sandboxUrl })
  const app = new Hono()
  app.use(answerHeaders())
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.route('/', createConnectApp({ keys, origin: config.publicUrl.origin, client, applications, onEvent }))
  return app
}
