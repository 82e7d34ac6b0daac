import { readPermissions } from 'cronofy-extended-permissions'
import ejs from 'ejs'
import { client, connectHandler, permissionHandler, tokens } from './cronofy.ts'
import { signIn, userIdOf } from './session.ts'
import { outcomesOf } from './store.ts'

const server = Bun.serve({
  hostname: 'localhost',
  port: Number(process.env.PORT ?? 3000),
  // A request may take 12 seconds if Cronofy is slow. By default, Bun closes the connection after 10.
  idleTimeout: 30,
  routes: {
    '/cronofy/*': (req) => connectHandler.fetch(req, req),
    '/permissions/*': (req) => permissionHandler.fetch(req, req),

    '/settings': async (req) => {
      const userId = userIdOf(req)
      const calendars = await tokens.withAccount(userId, (account, options) =>
        readPermissions({ client, account, ...options }),
      )
      const html = await ejs.renderFile('views/settings.ejs', {
        userId,
        calendars,
        outcomes: outcomesOf(userId ?? ''),
      })
      return new Response(html, {
        headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
      })
    },

    // Replace this with your own sign-in. It accepts every name.
    '/sign-in': {
      POST: async (req) => {
        signIn(req, String((await req.formData()).get('user')))
        return new Response(null, { status: 303, headers: { Location: '/settings' } })
      },
    },
  },
})

console.log(`${server.url}settings`)
