import { useSession } from '@hono/session'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import type { Bindings } from './bindings.ts'
import { createCronofy } from './cronofy.ts'
import { type AppEnv, userIdOf } from './session.ts'
import { SettingsPage } from './settings-page.tsx'

function createApp(bindings: Bindings) {
  const { connectHandler, permissionHandler, readCalendars, listOutcomes } = createCronofy(bindings)
  const app = new Hono<AppEnv>()
  app.use(csrf(), useSession({ secret: bindings.SESSION_SECRET }))

  app.route('/cronofy', connectHandler)
  app.route('/permissions', permissionHandler)

  app.get('/settings', async (c) => {
    const userId = await userIdOf(c)
    const calendars = await readCalendars(userId)
    const outcomes = userId === null ? [] : await listOutcomes(userId)
    c.header('Cache-Control', 'no-store')
    return c.html(<SettingsPage userId={userId} calendars={calendars} outcomes={outcomes} />)
  })

  // Replace this with your own sign-in. It accepts every name.
  app.post('/sign-in', async (c) => {
    const { user } = await c.req.parseBody()
    await c.var.session.update({ userId: String(user) })
    return c.redirect('/settings', 303)
  })
  return app
}

let app: ReturnType<typeof createApp> | undefined

export default {
  // The bindings are known from the first request on.
  fetch(request, bindings) {
    app ??= createApp(bindings)
    return app.fetch(request)
  },
} satisfies ExportedHandler<Bindings>
