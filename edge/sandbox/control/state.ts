/**
 * The routes under `/sandbox` that keep what there is and put it back, and let it run out.
 *
 * @module
 */
import { Hono } from 'hono'
import type { DataCenterStore } from '../store/data-center.ts'
import { exportState, restoreState, type SnapshotContext } from '../store/snapshot.ts'
import { parseState } from '../store/snapshot-reader.ts'
import { expire } from './expire.ts'
import { readJson, readObject } from './request-fields.ts'

/** `/state` and `/expire`. Errors as under `/sandbox`; they name the place, quote no token, and change nothing. */
export function stateRoutes(stores: ReadonlyMap<string, DataCenterStore>, context: SnapshotContext): Hono {
  const routes = new Hono()

  // SandboxState, tokens and all.
  routes.get('/state', (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(exportState(stores, context, new URL(c.req.url).origin))
  })

  // SandboxState, whole, of a sandbox with the same seed → 204. All of it takes effect, or nothing.
  routes.put('/state', async (c) => {
    restoreState(parseState(await readJson(c, 'restore the state'), stores), context)
    return c.body(null, 204)
  })

  // {access_token} or {refresh_token} or {url} → 204: it has expired, as if the clock had come that far for it alone.
  routes.post('/expire', async (c) => {
    expire(await readObject(c, 'expire', ['access_token', 'refresh_token', 'url']), stores)
    return c.body(null, 204)
  })

  return routes
}
