/**
 * The worker: everything it serves, from one configuration.
 *
 * @module
 */
import { etag } from 'hono/etag'
import { Hono } from 'hono/tiny'
import { getPath } from 'hono/utils/url'
import { serviceDescription } from '../../generated/service-description.ts'
import { type ClientOptions, createClient } from '../../src/client/client.ts'
import { internalsOf } from '../../src/client/internals.ts'
import type { Config } from './config/config.ts'
import { createConnectApp } from './connect/app.ts'
import type { PresentationOptions } from './connect/render-page.ts'
import type { OnContextEvent } from './flow/step-options.ts'
import { type RequestEnv, recordEvent } from './http/request-context.ts'
import { securityHeaders } from './http/security-headers.ts'
import { createReadiness } from './operations/readiness.ts'
import { logRequests } from './operations/request-log.ts'
import { createService } from './service/app.ts'
import { notFoundError, problemResponse } from './service/problem-response.ts'

/** What varies, injected. */
export interface WorkerOptions
  extends Pick<ClientOptions, 'fetch' | 'now' | 'wait'>,
    Pick<PresentationOptions, 'locales' | 'messages' | 'templates'> {
  config: Config
  /** Is told what happens, and in which request; it gets no secret. */
  onEvent?: OnContextEvent
  /**
   * Takes one line of JSON for each request. No token, no sealed value and no name of a calendar is in it.
   * @default console.log
   */
  log?: (line: string) => void
}

/**
 * Makes the worker: the service where there are API keys, the connect app where there are credentials, `/healthz`,
 * `/readyz`, and the description of its own API.
 *
 * @example
 * ```ts
 * import { de } from 'cronofy-extended-permissions/locales/de'
 * import { createWorker, readConfig, renderLayout } from 'cronofy-extended-permissions/worker'
 * import { html } from 'hono/html'
 *
 * const worker = createWorker({
 *   config: readConfig(environment),
 *   locales: { de },
 *   messages: {
 *     en: { home: { title: 'Let Example plan your week' } },
 *     ga: { actions: { tryAgain: 'Bain triail eile as' } }, // the other texts are in English
 *   },
 *   templates: {
 *     message: (props) =>
 *       renderLayout(props, html`<p>${props.text}</p>
 *         ${props.actions.map(({ href, label }) => html`<a href="${href}">${label}</a> `)}
 *         ${props.error && html`<p>${props.error.reference}</p>`}`),
 *   },
 * })
 * ```
 */
export function createWorker({
  config,
  onEvent,
  log = console.log,
  locales,
  messages,
  templates,
  ...clientOptions
}: WorkerOptions): Hono<RequestEnv> {
  const { keys, applications, apiKeys, allowedReturnUrls } = config
  const { origin } = config.publicUrl
  const client = createClient({ ...clientOptions, sandboxUrl: config.sandboxUrl })
  const onContextEvent: OnContextEvent = (c, event) => {
    recordEvent(c, event)
    return onEvent?.(c, event)
  }

  const app = new Hono<RequestEnv>({ getPath: exactPath })
  app.use(logRequests({ now: internalsOf(client).now, log }))
  app.use(securityHeaders())
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.route('/readyz', createReadiness({ client, config, onEvent: onContextEvent }))
  // RFC 9512: the type has no charset, it is always UTF-8.
  app.get('/openapi.yaml', etag(), (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.body(serviceDescription, 200, { 'Content-Type': 'application/yaml' })
  })
  if (apiKeys.length > 0) {
    app.route(
      '/',
      createService({ keys, origin, client, apiKeys, allowedReturnUrls, onEvent: onContextEvent, locales, messages }),
    )
  }
  if (applications.size > 0) {
    const presentation = { brand: config.brand, locales, messages, templates }
    app.route('/', createConnectApp({ keys, origin, client, applications, onEvent: onContextEvent, presentation }))
  }
  app.notFound((c) => problemResponse(c, notFoundError()))
  app.onError((error, c) => problemResponse(c, error))
  return app
}

/**
 * The smallest router takes one slash at the end of an address for none. There is to be one address for each thing here, as
 * rules in front of a worker (rate limits, say) go by it: so one slash counts as two, which are no address.
 */
function exactPath(request: Request): string {
  const path = getPath(request)
  return path.length > 1 && path.endsWith('/') ? `${path}/` : path
}
