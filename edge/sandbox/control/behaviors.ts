/**
 * The routes under `/sandbox` that switch the guesses.
 *
 * @module
 */
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type Behaviours, readBehaviours, type Switchboard, toWire } from '../config/behaviors.ts'
import { readJson } from './request-fields.ts'

/** `/behaviours`: read, replace, put back. Errors as under `/sandbox`; they change nothing. */
export function behaviourRoutes(switchboard: Switchboard): Hono {
  const routes = new Hono()

  // {permissions_status, single_use_url, url_ttl_seconds, partial_acceptance, redirect_uris?, missing_scope_status,
  // empty_unauthorized}
  routes.get('/behaviours', (c) => c.json(toWire(switchboard.now())))

  // Some of the fields of GET → as GET. It replaces: what is absent is the default, whatever the sandbox began with.
  routes.put('/behaviours', async (c) => {
    switchboard.replace(toBehaviours(await readJson(c, 'set behaviours')))
    return c.json(toWire(switchboard.now()))
  })

  // 204. Back to what the sandbox began with.
  routes.delete('/behaviours', (c) => {
    switchboard.restore()
    return c.body(null, 204)
  })

  return routes
}

function toBehaviours(body: unknown): Behaviours {
  try {
    return readBehaviours(body, 'wire')
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new HTTPException(422, { message: cause.message, cause })
  }
}
