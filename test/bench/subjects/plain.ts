/**
 * A bare handler that is written by hand with Hono: the same calls to Cronofy with plain `fetch`, and nothing else. It has no sealing,
 * no check of responses, no timeout, no retry, and no log.
 *
 * @module
 */
import { Hono } from 'hono'

/** The environment variables of the handler. */
interface Bindings {
  /** The base URL of Cronofy, with the data center. */
  PROVIDER: string
  RETURN_URL: string
}

interface CalendarList {
  calendars: { calendar_id: string; permission_level: string }[]
}

/** The tokens that an application would store in its sessions. */
const FRESH = 'fresh'
const GRANTED = 'granted'

const app: Hono<{ Bindings: Bindings }> = new Hono<{ Bindings: Bindings }>()

app.get('/healthz', (c) => c.json({ status: 'ok' }))

app.post('/permissions/start', async (c) => {
  const { calendars } = await listCalendars(c.env.PROVIDER, FRESH)
  const response = await fetch(`${c.env.PROVIDER}/v1/permissions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${FRESH}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      permissions: calendars.map((calendar) => ({
        calendar_id: calendar.calendar_id,
        permission_level: 'unrestricted',
      })),
      redirect_uri: c.env.RETURN_URL,
    }),
  })
  const { permissions_request: request } = (await response.json()) as { permissions_request: { url: string } }
  return c.redirect(request.url, 303)
})

app.get('/permissions/return', async (c) => {
  const { calendars } = await listCalendars(c.env.PROVIDER, GRANTED)
  const granted = calendars.every((calendar) => calendar.permission_level === 'unrestricted')
  return c.redirect(`/settings?permission_status=${granted ? 'granted' : 'partial'}`, 303)
})

app.post('/permission-requests/complete', async (c) => {
  const { access_token: token } = await c.req.json<{ access_token: string }>()
  const { calendars } = await listCalendars(c.env.PROVIDER, token)
  const granted = calendars.every((calendar) => calendar.permission_level === 'unrestricted')
  return c.json({ status: granted ? 'granted' : 'partial', calendars })
})

export default app

async function listCalendars(provider: string, token: string): Promise<CalendarList> {
  const response = await fetch(`${provider}/v1/calendars`, { headers: { authorization: `Bearer ${token}` } })
  return (await response.json()) as CalendarList
}
