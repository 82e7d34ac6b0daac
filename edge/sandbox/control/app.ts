/**
 * The routes under `/sandbox`, which only tests need. They speak JSON. Errors are `{"error": "Cannot …: …"}` with
 * status 400, 404, or 422, and change nothing.
 *
 * @module
 */
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { BehaviorStore } from '../config/behaviors.ts'
import type { FaultEnv } from '../faults/env.ts'
import { createEffectInjector } from '../faults/middleware.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { DECISION_ROUTE } from '../faults/types.ts'
import type { Journal } from '../journal/journal.ts'
import { type Clock, toTimestamp } from '../store/clock.ts'
import { type DataCenterStore, findDataCenter } from '../store/data-center.ts'
import { toTokenResponse } from '../store/token-response.ts'
import { httpError, quoteList, quoteValue } from '../validation/messages.ts'
import { behaviorRoutes } from './behaviors.ts'
import { advanceClock } from './clock.ts'
import { parseDecision } from './decisions.ts'
import { faultRoutes } from './faults.ts'
import { type FieldSchemas, parseFields, readJson } from './request-fields.ts'
import { stateRoutes } from './state.ts'

export interface ControlOptions {
  readonly stores: ReadonlyMap<string, DataCenterStore>
  readonly clock: Clock
  readonly journal: Journal
  readonly faults: FaultRegistry
  readonly behaviorStore: BehaviorStore
  reset(): void
}

const TOKEN_FIELDS: FieldSchemas = {
  account: { type: 'string', description: 'Pass the name of an account of the seed.' },
  data_center: { type: 'string', description: 'Pass the ID of a data center, such as "de".' },
}

export function createControlRoutes({
  stores,
  clock,
  journal,
  faults,
  behaviorStore,
  reset,
}: ControlOptions): Hono<FaultEnv> {
  const routes = new Hono<FaultEnv>()
  routes.onError((error, c) => c.json({ error: error.message }, error instanceof HTTPException ? error.status : 500))

  // 204.
  routes.post('/reset', (c) => {
    reset()
    return c.body(null, 204)
  })

  // {accounts: [{name, description, permissions, subs: {us, au, …}}]}
  routes.get('/accounts', (c) => {
    // Every data center has the same accounts, with different IDs.
    const [first] = stores.values()
    const accounts = [...(first?.accounts.values() ?? [])].map(({ name, description, permissions }) => {
      const subs = [...stores.values()].map(({ id, accounts }) => [id, accounts.get(name)?.sub])
      return { name, description, permissions, subs: Object.fromEntries(subs) }
    })
    return c.json({ accounts })
  })

  // {account, data_center} → a token response, as for a code, for the first application of the seed and
  // read_write.
  routes.post('/tokens', async (c) => {
    const action = 'create tokens'
    const { account: name, data_center: dataCenter } = parseFields<{ account: string; data_center: string }>(
      await readJson(c, action),
      action,
      TOKEN_FIELDS,
    )
    const store = findDataCenter(stores, dataCenter, action)
    const account = store.accounts.get(name)
    if (account === undefined) {
      const known = quoteList(store.accounts.keys())
      throw httpError(404, action, `Account ${quoteValue(name)} does not exist. Use one of ${known}.`)
    }
    const [{ clientId }] = store.clients
    c.header('Cache-Control', 'no-store')
    return c.json(toTokenResponse(store.tokens.authorize({ clientId, account, scope: 'read_write' })))
  })

  // {url, decision: "accept" | "reject", calendar_ids?} → {redirect_to}: decides as the access page does.
  routes.post('/decisions', async (c) => {
    const { store, request, acceptedIds } = parseDecision(await readJson(c, 'decide'), stores)
    const injectEffect = createEffectInjector(c, faults, { route: DECISION_ROUTE, dataCenter: store.id })
    return c.json({ redirect_to: store.permissionRequests.decide(request, acceptedIds, injectEffect) })
  })

  // {requests: JournalEntry[]}, oldest first.
  routes.get('/requests', (c) => c.json({ requests: journal.entries() }))

  // {advance_seconds} → {now}. Tokens, codes, and access pages expire by this clock.
  routes.post('/clock', async (c) => {
    advanceClock(clock, await readJson(c, 'advance the clock'))
    return c.json({ now: toTimestamp(clock.now()) })
  })

  routes.route('/', stateRoutes(stores, { clock, behaviorStore }))
  routes.route('/', faultRoutes(faults))
  routes.route('/', behaviorRoutes(behaviorStore))

  routes.all('*', (c) => {
    throw httpError(404, 'serve this', `The emulator has no route ${c.req.method} ${quoteValue(c.req.path)}.`)
  })
  return routes
}
