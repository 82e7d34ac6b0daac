import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { createCronofy } from './cronofy.ts'
import { renderPage } from './page.ts'
import { readUserId, signIn } from './session.ts'
import type { Send, Settings } from './settings.ts'
import { createStore } from './store.ts'

/** The application: a page with a button, and the apps that it links to. Tests replace `send`. */
export function createApp(settings: Settings, send: Send = (request) => fetch(request)): Hono {
  const store = createStore(settings.DB)
  const { connectApp, permissionsApp, readCalendars } = createCronofy(settings, store, send)
  const app = new Hono()

  app.route('/cronofy', connectApp)
  app.route('/permissions', permissionsApp)

  app.get('/', async (c) => {
    const userId = await readUserId(c, settings)
    if (userId === null) return renderPage(c, { status: 'signed_out' })
    // Users can forge the outcome in the URL, so the page reads what is granted.
    const calendars = await readCalendars(userId)
    if (calendars === null) return renderPage(c, { status: 'not_connected', dataCenter: settings.CRONOFY_DATA_CENTER })
    return renderPage(c, { status: 'connected', calendars, outcomes: await store.listOutcomes(userId) })
  })

  app.post('/sign-in', csrf(), async (c) => {
    const { user } = await c.req.parseBody()
    if (typeof user !== 'string' || user === '') return c.text('Enter a name.', 400)
    await signIn(c, user, settings)
    return c.redirect('/', 303)
  })
  return app
}
