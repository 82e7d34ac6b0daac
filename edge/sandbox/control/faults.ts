import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type FaultList, parseFaultList } from '../faults/parse.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { readJson } from './request-fields.ts'

/** Creates `/faults`. Errors are as for all routes under `/sandbox`, and change neither the list nor its counts. */
export function faultRoutes(faults: FaultRegistry): Hono {
  const routes = new Hono()

  // {seed, faults: [{…entry, hits}]}
  routes.get('/faults', (c) => c.json(faults.report()))

  // [entry, …] or {faults: [entry, …], seed?} → as GET. The same seed hits the same calls with a `share`.
  routes.put('/faults', async (c) => {
    faults.replace(toFaultList(await readJson(c, 'set faults')))
    return c.json(faults.report())
  })

  // 204. Responses that a fault delays stay delayed.
  routes.delete('/faults', (c) => {
    faults.replace({ faults: [] })
    return c.body(null, 204)
  })

  return routes
}

function toFaultList(body: unknown): FaultList {
  try {
    return parseFaultList(body)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new HTTPException(422, { message: cause.message, cause })
  }
}
