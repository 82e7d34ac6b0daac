/**
 * Whose request is it? (RFC 6750)
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import type { BehaviorStore } from '../config/behaviors.ts'
import type { Schemas } from '../openapi/schema-validator.ts'
import type { Authorization, Tokens } from '../store/tokens.ts'

/** What a handler behind `authenticate` finds in `c.var`. */
export type AuthEnv = { Variables: { authorization: Authorization } }

/** RFC 6750 section 3.1. */
const INVALID_TOKEN: Schemas['Error'] = { error: 'invalid_token' }

/**
 * Middleware that lets a living access token of this data center pass. Missing, unknown, expired, revoked or another data
 * center's: 401 (documented), with a body (guess), or where it is switched without one (documented as possible). `Bearer` in
 * any case (RFC 9110 section 11.1).
 */
export function authenticate(tokens: Tokens, behaviorStore: BehaviorStore): MiddlewareHandler<AuthEnv> {
  return async (c, next) => {
    const token = /^bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const authorization = token === undefined ? undefined : tokens.find(token)
    if (authorization === undefined) {
      return behaviorStore.current().emptyUnauthorized ? c.body(null, 401) : c.json(INVALID_TOKEN, 401)
    }
    c.set('authorization', authorization)
    return next()
  }
}
