/**
 * Whose request is it? (RFC 6750)
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import type { Authorization, Tokens } from './tokens.ts'

/** What a handler behind `authenticate` finds in `c.var`. */
export type Authenticated = { Variables: { authorization: Authorization } }

/**
 * Middleware that lets a living access token of this data center pass. Missing, unknown, expired, revoked or another data
 * center's: 401 (documented) with an empty body (documented as possible). `Bearer` in any case (RFC 9110 section 11.1).
 */
export function authenticate(tokens: Tokens): MiddlewareHandler<Authenticated> {
  return async (c, next) => {
    const token = /^bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const authorization = token === undefined ? undefined : tokens.find(token)
    if (authorization === undefined) return c.body(null, 401)
    c.set('authorization', authorization)
    return next()
  }
}
