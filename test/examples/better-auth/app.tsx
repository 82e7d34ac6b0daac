import { serve } from '@hono/node-server'
import { readPermissions } from 'cronofy-extended-permissions'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { auth, userIdOf } from './auth.ts'
import { client, connectHandler, permissionHandler, tokens } from './cronofy.ts'
import { SettingsPage } from './settings-page.tsx'
import { outcomesOf } from './store.ts'

const { PORT = '3000' } = process.env

const app = new Hono()
app.use(csrf())

app.on(['POST', 'GET'], '/api/auth/*', (c) => auth.handler(c.req.raw))
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

// Replace this with your own form, which calls `/api/auth`. It accepts every name.
app.post('/sign-in', async (c) => {
  const { user } = await c.req.parseBody()
  const name = String(user)
  const credentials = { email: `${name}@example.com`, password: 'the same for every user' }
  let response = await auth.api.signInEmail({ body: credentials, asResponse: true })
  if (!response.ok) response = await auth.api.signUpEmail({ body: { ...credentials, name }, asResponse: true })
  if (!response.ok) return response
  for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
  return c.redirect('/settings', 303)
})

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}/settings`))
