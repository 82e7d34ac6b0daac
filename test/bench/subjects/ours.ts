/**
 * The module, mounted as the README shows it, and the service beside it: what the handler of `plain.ts` is compared with.
 *
 * @module
 */
import { Hono } from 'hono'
import { type Environment, readConfig } from '../../../edge/worker/config/config.ts'
import { extendedPermissions } from '../../../edge/worker/module.ts'
import { createWorker } from '../../../edge/worker/worker.ts'
import { createClient } from '../../../src/client/client.ts'

let app: Hono | undefined

export default {
  fetch(request: Request, environment: Environment): Response | Promise<Response> {
    app ??= create(environment)
    return app.fetch(request, environment)
  },
}

function create(environment: Environment): Hono {
  const config = readConfig(environment)
  const { keys, allowedReturnUrls, sandboxUrl } = config
  const module = extendedPermissions({
    redirectUri: new URL('/permissions/return', config.publicUrl).href,
    allowedReturnUrls,
    keys,
    getAccount: (c) => ({
      dataCenter: 'us',
      accessToken: c.req.path.endsWith('/start') ? 'fresh' : 'granted',
      subject: 'user-1',
    }),
    onOutcome: () => undefined,
    client: createClient({ sandboxUrl }),
  })
  return new Hono().route('/permissions', module).route('/', createWorker({ config }))
}
