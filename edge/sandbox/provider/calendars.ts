import { Hono } from 'hono'
import type { Schemas } from '../openapi/schema-validator.ts'
import { jsonResponse } from '../openapi/validate-response.ts'
import { type Account, type Calendar, calendarsOf, profilesOf } from '../store/accounts.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import type { AuthEnv } from './bearer-auth.ts'

/**
 * Creates `GET /v1/calendars` and `GET /v1/userinfo` (documented). They work for every account, even if its permission requests
 * are rejected (guess).
 */
export function calendarRoutes({ grants }: Pick<DataCenterStore, 'grants'>): Hono<AuthEnv> {
  const routes = new Hono<AuthEnv>()
  // A digest takes longer than the rest of the response, and most reads find the same calendars.
  const lastETags = new WeakMap<Account, { text: string; etag: string }>()

  routes.get('/v1/calendars', async (c) => {
    const { account } = c.var.authorization
    const calendarList: Schemas['CalendarList'] = { sub: account.sub, calendars: calendarsOf(account) }
    const text = JSON.stringify(calendarList)
    // After the list was written, because a pending grant shows in the next read.
    grants.recordRead(account)
    let last = lastETags.get(account)
    if (last?.text !== text) {
      last = { text, etag: await createWeakETag(text) }
      lastETags.set(account, last)
    }
    return jsonResponse(c, text, { ETag: last.etag })
  })

  routes.get('/v1/userinfo', (c) => {
    const { account, scope } = c.var.authorization
    const [firstProfile] = account.profiles
    const info: Schemas['UserInfo'] = {
      sub: account.sub,
      ...(firstProfile !== undefined && { email: firstProfile.profile_name }),
      name: account.name,
      zoneinfo: 'Etc/UTC',
      'cronofy.type': 'account',
      'cronofy.data': {
        authorization: { scope, status: 'active' },
        profiles: profilesOf(account).map(({ calendars, ...profile }) => ({
          ...profile,
          profile_connected: true,
          profile_initial_sync_required: false,
          profile_calendars: calendars.map(withoutProfile),
        })),
      },
    }
    return jsonResponse(c, JSON.stringify(info))
  })

  return routes
}

/** A third party recorded a weak `ETag` in May 2020. It is not documented. `If-None-Match` has no effect. */
async function createWeakETag(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return `W/"${Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
}

/** In `userinfo`, a calendar does not repeat its profile (as in the documented example). */
function withoutProfile(calendar: Calendar): Calendar {
  const { provider_name, profile_id, profile_name, ...calendarFields } = calendar
  return calendarFields
}
