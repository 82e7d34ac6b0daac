import { serve } from '@hono/node-server'
import { useSession } from '@hono/session'
import { readPermissions } from 'cronofy-extended-permissions'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { client, connectHandler, permissionHandler, tokens } from './cronofy.ts'
import { type AppEnv, userIdOf } from './session.ts'
import { SettingsPage } from './settings-page.tsx'
import { outcomesOf } from './store.ts'

const { PORT = '3000', SESSION_SECRET } = process.env
if (!SESSION_SECRET) throw new Error('SESSION_SECRET is missing. Set it in .env.')

const app = new Hono<AppEnv>()
app.use(csrf(), useSession({ secret: SESSION_SECRET }))

app.route('/cronofy', connectHandler)
app.route('/permissions', permissionHandler)

app.get('/settings', async (c) => {
  const userId = await userIdOf(c)
  const calendars = await tokens.withAccount(userId, (account, options) =>
    readPermissions({ client, account, ...options }),
  )
  c.header('Cache-Control', 'no-store')
  return c.html(<SettingsPage userId={userId} calendars={calendars} outcomes={outcomesOf(userId ?? '')} />)
})

// Replace this with your own sign-in. It accepts every name.
app.post('/sign-in', async (c) => {
  const { user } = await c.req.parseBody()
  await c.var.session.update({ userId: String(user) })
  return c.redirect('/settings', 303)
})

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}/settings`))
