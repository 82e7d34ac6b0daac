import { Hono } from 'hono'
import type { DataCenterStore } from '../store/data-center.ts'
import { exportState, restoreState, type SnapshotContext } from '../store/snapshot.ts'
import { parseState } from '../store/snapshot-reader.ts'
import { expire } from './expire.ts'
import { readJson } from './request-fields.ts'

/**
 * Creates `/state` and `/expire`. Errors are as for all routes under `/sandbox`. They quote no token and change
 * nothing.
 */
export function stateRoutes(stores: ReadonlyMap<string, DataCenterStore>, context: SnapshotContext): Hono {
  const routes = new Hono()

  // SandboxState, including tokens.
  routes.get('/state', (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(exportState(stores, context, new URL(c.req.url).origin))
  })

  // SandboxState of an emulator with the same seed → 204. It restores everything, or nothing if there is an error.
  routes.put('/state', async (c) => {
    restoreState(parseState(await readJson(c, 'restore the state'), stores), context)
    return c.body(null, 204)
  })

  // {access_token}, {refresh_token}, or {url} → 204.
  routes.post('/expire', async (c) => {
    expire(await readJson(c, 'expire'), stores)
    return c.body(null, 204)
  })

  return routes
}
