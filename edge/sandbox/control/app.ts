/**
 * What tests need and no provider has: the routes under `/sandbox`. All JSON, but for the inspector's page; errors are `{"error": "Cannot …: …"}` with
 * 400, 404 or 422, and change nothing.
 *
 * @module
 */
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Switchboard } from '../config/behaviors.ts'
import type { Struck } from '../faults/env.ts'
import { strikesWithin } from '../faults/middleware.ts'
import type { Faults } from '../faults/registry.ts'
import { DECISION } from '../faults/types.ts'
import type { Journal } from '../journal/journal.ts'
import { type Clock, toTimestamp } from '../store/clock.ts'
import type { Instance } from '../store/data-center.ts'
import { list, quote, readText, refusal } from '../validation/messages.ts'
import { behaviourRoutes } from './behaviors.ts'
import { advanceClock } from './clock.ts'
import { readDecision } from './decisions.ts'
import { faultRoutes } from './faults.ts'
import { readFields } from './request-fields.ts'
import { stateRoutes } from './state.ts'

/** What the routes work on. */
export interface Controlled {
  /** By data center. */
  readonly instances: ReadonlyMap<string, Instance>
  readonly clock: Clock
  readonly journal: Journal
  readonly faults: Faults
  readonly switchboard: Switchboard
  /** Puts everything back to the seed. */
  reset(): void
}

/** The routes, without their `/sandbox`. */
export function createControl({ instances, clock, journal, faults, switchboard, reset }: Controlled): Hono<Struck> {
  const routes = new Hono<Struck>()
  routes.onError((error, c) => c.json({ error: error.message }, error instanceof HTTPException ? error.status : 500))

  // 204.
  routes.post('/reset', (c) => {
    reset()
    return c.body(null, 204)
  })

  // {accounts: [{name, about, permissions, subs: {us, au, …}}]}
  routes.get('/accounts', (c) => {
    // The same names everywhere, under ids of their own.
    const [first] = instances.values()
    const accounts = [...(first?.accounts.values() ?? [])].map(({ name, about, permissions }) => {
      const subs = [...instances.values()].map(({ id, accounts }) => [id, accounts.get(name)?.sub])
      return { name, about, permissions, subs: Object.fromEntries(subs) }
    })
    return c.json({ accounts })
  })

  // {account, data_center} → the answer of /oauth/token, without a browser: the first application of the seed, read_write.
  routes.post('/tokens', async (c) => {
    const action = 'make tokens'
    const fields = await readFields(c, action, ['account', 'data_center'])
    const name = readText(fields, 'account', action)
    const dataCenter = readText(fields, 'data_center', action)
    const instance = instances.get(dataCenter)
    if (instance === undefined) {
      throw refusal(404, action, `data center ${quote(dataCenter)} is unknown; known are ${list(instances.keys())}`)
    }
    const account = instance.accounts.get(name)
    if (account === undefined) {
      throw refusal(404, action, `account ${quote(name)} is unknown; known are ${list(instance.accounts.keys())}`)
    }
    const [{ clientId }] = instance.clients
    c.header('Cache-Control', 'no-store')
    return c.json(instance.tokens.authorize({ clientId, account, scope: 'read_write' }))
  })

  // {url, decision: "accept" | "reject", calendar_ids?} → {redirect_to}: what the access page does, without a browser.
  routes.post('/decisions', async (c) => {
    const { instance, request, acceptedIds } = readDecision(
      await readFields(c, 'decide', ['url', 'decision', 'calendar_ids']),
      instances,
    )
    const strike = strikesWithin(c, faults, { route: DECISION, dataCenter: instance.id })
    return c.json({ redirect_to: instance.permissionRequests.decide(request, acceptedIds, strike) })
  })

  // {requests: JournalEntry[]}, oldest first.
  routes.get('/requests', (c) => c.json({ requests: journal.entries() }))

  // {advance_seconds} → {now}. Tokens, codes and access pages expire by this clock.
  routes.post('/clock', async (c) => {
    const { advance_seconds: seconds } = await readFields(c, 'advance the clock', ['advance_seconds'])
    advanceClock(clock, seconds)
    return c.json({ now: toTimestamp(clock.now()) })
  })

  routes.route('/', stateRoutes(instances, { clock, switchboard }))
  routes.route('/', faultRoutes(faults))
  routes.route('/', behaviourRoutes(switchboard))

  routes.all('*', (c) => {
    throw refusal(404, 'serve this', `the sandbox has no ${c.req.method} ${quote(c.req.path)}`)
  })
  return routes
}
