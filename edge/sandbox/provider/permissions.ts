import { Hono } from 'hono'
import { isAllowedRedirectUri } from '../config/behaviors.ts'
import type { PermissionsResponseKind } from '../config/seed.ts'
import type { FaultEnv } from '../faults/env.ts'
import { createEffectInjector } from '../faults/middleware.ts'
import type { FaultRegistry } from '../faults/registry.ts'
import { type FieldErrors, INVALID, type Schemas, type SchemaValidator } from '../openapi/schema-validator.ts'
import { parseRequestBody } from '../openapi/validate-response.ts'
import { type Account, type Calendar, calendarsOf } from '../store/accounts.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import type { AuthEnv } from './bearer-auth.ts'

type PermissionsResponse = Schemas['PermissionsResponse']

/**
 * The accounts for which every request is rejected. The statuses are documented. Their bodies, and the use of 402 and 423 here, are
 * guesses.
 */
const REFUSAL_STATUSES: Readonly<Partial<Record<PermissionsResponseKind, 402 | 403 | 423>>> = {
  payment_required: 402,
  insufficient_scope: 403,
  account_locked: 423,
}

/**
 * An application without any of these scopes cannot change events (guess; that an insufficient scope causes a 403 is
 * documented).
 */
const SUFFICIENT_SCOPES: ReadonlySet<string> = new Set([
  'create_event',
  'delete_event',
  'free_busy_write',
  'read_write',
  'write_only',
])

/**
 * Creates `POST /v1/permissions`: 200 with the URL of an access page, or with `accepted: true` (documented), or 202,
 * depending on a behavior (SDK).
 *
 * An account that cannot request access or an insufficient scope is reported before the body is validated. A body that is not JSON is a
 * 400. An invalid field is a 422 (its shape is documented; its use here and the order are guesses).
 */
export function permissionRoutes(
  store: DataCenterStore,
  validator: SchemaValidator,
  faults: FaultRegistry,
): Hono<AuthEnv & FaultEnv> {
  const routes = new Hono<AuthEnv & FaultEnv>()
  const call = { route: 'POST /v1/permissions', dataCenter: store.id } as const

  routes.post('/v1/permissions', async (c) => {
    const { account, clientId, scope } = c.var.authorization
    const refusalStatus = REFUSAL_STATUSES[account.permissions]
    if (refusalStatus !== undefined) return c.json({ error: account.permissions }, refusalStatus)
    const behaviors = store.behaviorStore.current()
    if (account.permissions === 'enterprise_scope_missing') {
      if (behaviors.missingScopeStatus === 422) return c.json({ errors: { permissions: [INVALID] } }, 422)
      return c.json({ error: 'insufficient_scope' }, 403)
    }
    if (!scope.split(' ').some((name) => SUFFICIENT_SCOPES.has(name)))
      return c.json({ error: 'insufficient_scope' }, 403)
    const mayOmit = account.permissions === 'accepted' && behaviors.enterpriseRedirectUri === 'optional'
    const body = await parseRequestBody(c, validator, {
      schema: 'PermissionsRequest',
      mediaTypes: ['application/json'],
      normalize: (value) => (mayOmit ? addRedirectUri(value) : value),
    })
    if (body.status === 'unreadable') return c.json({ error: 'invalid_request', error_description: body.problem }, 400)
    if (body.status === 'invalid') return c.json({ errors: body.errors }, 422)
    const { redirect_uri: redirectUri } = body.value
    const isAllowed = (mayOmit && redirectUri === OMITTED_REDIRECT_URI) || isAllowedRedirectUri(redirectUri, behaviors)
    const requested = findCalendars(body.value, account, isAllowed)
    if (requested.status === 'invalid') return c.json({ errors: requested.errors }, 422)

    if (account.permissions === 'accepted') {
      store.grants.grant(requested.calendars, createEffectInjector(c, faults, call)('delayed_grant')?.reads)
      return c.json(
        { permissions_request: { accepted: true } } satisfies PermissionsResponse,
        behaviors.permissionsStatus,
      )
    }
    const { id } = store.permissionRequests.create({
      clientId,
      account,
      calendars: requested.calendars,
      redirectUri,
    })
    // Cronofy's URL is on the data center's app host (documented for the US, otherwise a guess). Here it is on this
    // origin.
    const url = new URL(`/${store.id}/permissions/${id}`, c.req.url).href
    return c.json({ permissions_request: { url } } satisfies PermissionsResponse, behaviors.permissionsStatus)
  })

  return routes
}

/** Replaces an omitted redirect URI, because the schema requires one for every account. Nothing redirects there. */
const OMITTED_REDIRECT_URI = 'http://localhost/omitted'

function addRedirectUri(body: unknown): unknown {
  const canAdd = typeof body === 'object' && body !== null && !Array.isArray(body) && !('redirect_uri' in body)
  return canAdd ? { ...body, redirect_uri: OMITTED_REDIRECT_URI } : body
}

/**
 * Finds the requested calendars. Duplicates count once. Read-only and unrestricted calendars are allowed. A calendar
 * that is unknown, deleted, or of another account is an error, and so is a redirect URI that is not http or https, or
 * not allowed (all guesses).
 */
function findCalendars(
  { permissions }: Schemas['PermissionsRequest'],
  account: Account,
  isRedirectUriAllowed: boolean,
): { status: 'valid'; calendars: readonly Calendar[] } | { status: 'invalid'; errors: FieldErrors } {
  const errors: FieldErrors = isRedirectUriAllowed ? {} : { redirect_uri: [INVALID] }
  const known = new Map(calendarsOf(account).map((calendar) => [calendar.calendar_id, calendar]))
  const calendars = new Set<Calendar>()
  for (const [index, { calendar_id }] of permissions.entries()) {
    const calendar = known.get(calendar_id)
    if (calendar === undefined || calendar.calendar_deleted === true) {
      errors[`permissions[${index}].calendar_id`] = [INVALID]
    } else {
      calendars.add(calendar)
    }
  }
  return Object.keys(errors).length === 0
    ? { status: 'valid', calendars: [...calendars] }
    : { status: 'invalid', errors }
}
