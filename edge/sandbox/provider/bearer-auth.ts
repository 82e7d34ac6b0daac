import type { MiddlewareHandler } from 'hono'
import type { BehaviorStore } from '../config/behaviors.ts'
import type { Schemas } from '../openapi/schema-validator.ts'
import type { Authorization, Tokens } from '../store/tokens.ts'

/** The variables of a Hono context that `authenticate` sets. */
export type AuthEnv = { Variables: { authorization: Authorization } }

const INVALID_TOKEN: Schemas['ErrorResponse'] = { error: 'invalid_token' }

/**
 * Middleware that requires a valid access token of this data center (RFC 6750). Otherwise it responds with 401
 * (documented), with a body (guess) or without one (documented as possible), depending on a behavior. The scheme is
 * case-insensitive (RFC 9110 section 11.1).
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
