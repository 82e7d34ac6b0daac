import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { useSession as session } from '@hono/session'
import { readPermissions } from 'cronofy-extended-permissions'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'
import type { Me } from '../src/me.ts'
import { client, connectHandler, permissionHandler, tokens } from './cronofy.ts'
import { type AppEnv, userIdOf } from './session.ts'
import { outcomesOf } from './store.ts'

const { PORT = '3000', SESSION_SECRET = '' } = process.env

const app = new Hono<AppEnv>()
app.use(csrf(), session({ secret: SESSION_SECRET }))

app.route('/cronofy', connectHandler)
app.route('/permissions', permissionHandler)

app.use(
  secureHeaders({
    // No `form-action`, because Chromium also applies it to the redirect from `/permissions/start` to Cronofy.
    contentSecurityPolicy: { defaultSrc: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"] },
    // With `same-origin`, every popup that leaves this origin would appear to be closed.
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
  }),
)

app.get('/api/me', async (c) => {
  const userId = await userIdOf(c)
  const calendars = await tokens.withAccount(userId, (account, options) =>
    readPermissions({ client, account, ...options }),
  )
  c.header('Cache-Control', 'no-store')
  return c.json({ userId, calendars, outcomes: outcomesOf(userId ?? '') } satisfies Me)
})

// Replace this with your own sign-in. It accepts every name.
app.post('/sign-in', async (c) => {
  const { user } = await c.req.parseBody()
  await c.var.session.update({ userId: String(user) })
  return c.redirect('/settings', 303)
})

app.get('/settings', serveStatic({ path: 'dist/index.html' }))
app.use(serveStatic({ root: 'dist' }))

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}/settings`))
