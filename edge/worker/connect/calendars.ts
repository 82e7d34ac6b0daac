/**
 * The page to select calendars: `GET` shows it, `POST` redirects to it with a new filter or selection. Neither changes
 * anything.
 *
 * @module
 */

import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import { notSignedIn } from '../../../src/handler/errors/http-error.ts'
import { createCalendarList, isUnrestricted, readListForm } from '../calendar-list/calendar-list.ts'
import { PATHS } from '../http/paths.ts'
import { requireSameOrigin } from '../http/require-same-origin.ts'
import { providerOrigins } from '../http/security-headers.ts'
import { runStep } from '../http/steps.ts'
import type { ConnectContext } from './context.ts'
import type { ConnectEnv } from './flow-location.ts'

export function createCalendarRoutes(context: ConnectContext): Hono<ConnectEnv> {
  const { keys, origin, client, sessions, pageRenderer, onEvent } = context
  const { now, sandboxUrl } = internalsOf(client)
  const list = createCalendarList({ keys, origin, now })

  return new Hono<ConnectEnv>()
    .get(PATHS.calendars, async (c) => {
      const listed = await runStep(
        c,
        { client, getAccount: sessions.getAccount, onEvent },
        async (account, callOptions) => ({ account, calendars: await client.listCalendars(account, callOptions) }),
      )
      if (listed === null) throw notSignedIn()
      const calendars = listed.calendars.filter((calendar) => calendar.calendar_deleted !== true)
      return pageRenderer.render(
        c,
        'calendars',
        {
          ...(await list.contentOf(calendars, { query: c.req.query(), owner: listed.account })),
          title: pageRenderer.localeOf(c).messages.calendars.title,
          step: 'choose',
          startUrl: calendars.every(isUnrestricted) ? undefined : PATHS.permissionsStart,
          returnTo: PATHS.outcome,
          updateUrl: PATHS.calendars,
          cancelUrl: undefined,
          otherAccountUrl: PATHS.home,
        },
        { formActionOrigins: providerOrigins(sandboxUrl) },
      )
    })
    .post(PATHS.calendars, requireSameOrigin<ConnectEnv>(origin), async (c) => {
      const fields = await readListForm(c.req.raw)
      const session = await sessions.read(c)
      if (session === undefined) throw notSignedIn()
      return c.redirect(await list.update(fields, { pageUrl: PATHS.calendars, owner: session }), 303)
    })
}
