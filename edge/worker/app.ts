/**
 * The worker: everything it serves, from one configuration.
 *
 * @module
 */
import { Hono, type MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { serviceDescription } from '../../generated/service-description.ts'
import { type ClientOptions, createClient } from '../../src/client.ts'
import type { OnEvent } from '../../src/events.ts'
import type { Config } from './config.ts'
import { createConnectApp } from './connect.ts'
import { isForOperators, toFailure } from './failure.ts'
import { answerHeaders } from './headers.ts'

/** What varies, injected. */
export interface WorkerOptions extends Pick<ClientOptions, 'fetch' | 'now' | 'wait'> {
  config: Config
  onEvent?: OnEvent
  /**
   * Is told what went wrong where those who run the worker have to know.
   * @default console.error
   */
  log?: (line: string) => void
}

/** Makes the worker: `/healthz`, the description of its own API, and the connect app. */
export function createWorker({ config, onEvent, log = console.error, ...clientOptions }: WorkerOptions): Hono {
  const { keys, applications } = config
  const client = createClient({ ...clientOptions, sandboxUrl: config.sandboxUrl })
  const app = new Hono()
  app.use(answerHeaders())
  app.use(logFaults(log))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  // RFC 9512: the type has no charset, it is always UTF-8.
  app.get('/openapi.yaml', etag(), (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.body(serviceDescription, 200, { 'Content-Type': 'application/yaml' })
  })
  app.route('/', createConnectApp({ keys, origin: config.publicUrl.origin, client, applications, onEvent }))
  return app
}

/** Path without query: there may be a sealed request or a code in it. An error of ours says all in its message. */
function logFaults(log: (line: string) => void): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (c.error === undefined) return
    const failed = toFailure(c.error)
    if (!isForOperators(failed)) return
    const { code } = failed
    const text = code === 'internal_error' ? (c.error.stack ?? String(c.error)) : c.error.message
    log(`${c.req.method} ${c.req.path} ${c.res.status} ${code}: ${text}`)
  }
}
