/**
 * Reading: the calendars, and whose they are.
 *
 * @module
 */
import { Hono } from 'hono'
import type { Schemas } from '../openapi/schema-validator.ts'
import { answerJson } from '../openapi/validate-response.ts'
import { type Calendar, calendarsOf } from '../store/accounts.ts'
import type { Instance } from '../store/data-center.ts'
import type { Authenticated } from './bearer-auth.ts'

/**
 * `GET /v1/calendars` and `GET /v1/userinfo` (documented). Both answer for every account, also for one whose permissions
 * are refused (guess).
 */
export function calendarRoutes({ grants }: Pick<Instance, 'grants'>): Hono<Authenticated> {
  const routes = new Hono<Authenticated>()

  routes.get('/v1/calendars', (c) => {
    const { account } = c.var.authorization
    const list: Schemas['CalendarList'] = { sub: account.sub, calendars: calendarsOf(account) }
    const answer = answerJson(c, list)
    // Behind the answer: a grant that waits for this read shows in the next one.
    grants.countRead(account)
    return answer
  })

  routes.get('/v1/userinfo', (c) => {
    const { account, scope } = c.var.authorization
    const [first] = account.profiles
    const info: Schemas['UserInfo'] = {
      sub: account.sub,
      ...(first !== undefined && { email: first.profile_name }),
      name: account.name,
      zoneinfo: 'Etc/UTC',
      'cronofy.type': 'account',
      'cronofy.data': {
        authorization: { scope, status: 'active' },
        profiles: account.profiles.map(({ calendars, ...profile }) => ({
          ...profile,
          profile_connected: true,
          profile_initial_sync_required: false,
          profile_calendars: calendars.map(withoutProfile),
        })),
      },
    }
    return answerJson(c, info)
  })

  return routes
}

/** In `userinfo` a calendar does not repeat the profile it stands under (as in the documented example). */
function withoutProfile(calendar: Calendar): Calendar {
  const { provider_name, profile_id, profile_name, ...own } = calendar
  return own
}
