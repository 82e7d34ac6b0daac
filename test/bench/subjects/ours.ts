/**
 * The module, mounted as in the README, and the service. The other handlers are compared with this one.
 *
 * @module
 */
import { Hono } from 'hono'
import { type Environment, readConfig } from '../../../edge/worker/config/config.ts'
import { createWorker } from '../../../edge/worker/worker.ts'
import { createPermissions } from './permissions.ts'

let app: Hono | undefined

export default {
  fetch(request: Request, environment: Environment): Response | Promise<Response> {
    app ??= create(environment)
    return app.fetch(request, environment)
  },
}

function create(environment: Environment): Hono {
  const config = readConfig(environment)
  return new Hono()
    .route('/permissions', createPermissions({ ...config, publicUrl: config.publicUrl.href }))
    .route('/', createWorker({ config }))
}
