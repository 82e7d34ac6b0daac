import { Hono } from 'hono'
import { jsonResponse } from '../openapi/validate-response.ts'
import type { AuthEnv } from './bearer-auth.ts'

/**
 * Creates `GET /v1/account` (documented). Extended Permissions does not need it, so openapi.yaml does not describe it. The
 * sign-in gem for Ruby reads the `account_id` from it.
 */
export function accountRoutes(): Hono<AuthEnv> {
  const routes = new Hono<AuthEnv>()

  routes.get('/v1/account', (c) => {
    const { account, scope } = c.var.authorization
    const [firstProfile] = account.profiles
    const fields = {
      account_id: account.sub,
      ...(firstProfile !== undefined && { email: firstProfile.profile_name }),
      name: account.name,
      scope,
      default_tzid: 'Etc/UTC',
    }
    return jsonResponse(c, JSON.stringify({ account: fields, sub: account.sub }))
  })

  return routes
}
