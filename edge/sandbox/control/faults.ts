import { Hono } from 'hono'
import { parseFaultList } from '../faults/parse.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { withHttpError } from '../validation/messages.ts'
import { readJson } from './request-fields.ts'

/** Creates `/faults`. Errors are as for all routes under `/sandbox`, and change neither the list nor its counts. */
export function faultRoutes(faults: FaultRegistry): Hono {
  const routes = new Hono()

  // {seed, faults: [{…entry, hits}]}
  routes.get('/faults', (c) => c.json(faults.report()))

  // [entry, …] or {faults: [entry, …], seed?} → as GET. The same seed hits the same calls with a `share`.
  routes.put('/faults', async (c) => {
    const body = await readJson(c, 'set faults')
    faults.replace(withHttpError(() => parseFaultList(body)))
    return c.json(faults.report())
  })

  // 204. Responses that a fault delays stay delayed.
  routes.delete('/faults', (c) => {
    faults.replace({ faults: [] })
    return c.body(null, 204)
  })

  return routes
}
