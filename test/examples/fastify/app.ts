import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import session from '@fastify/session'
import view from '@fastify/view'
import { readPermissions } from 'cronofy-extended-permissions'
import { toRequest } from 'cronofy-extended-permissions/handler'
import ejs from 'ejs'
import fastify from 'fastify'
import { client, connectHandler, permissionHandler, tokens } from './cronofy.ts'
import { outcomesOf } from './store.ts'

declare module 'fastify' {
  interface Session {
    userId?: string
  }
}

const { PORT = '3000', SESSION_SECRET = '' } = process.env

const app = fastify()
await app.register(cookie)
await app.register(session, {
  secret: SESSION_SECRET,
  cookie: { secure: 'auto', sameSite: 'lax' },
  saveUninitialized: false,
})
await app.register(formbody)
await app.register(view, { engine: { ejs } })

// `toRequest` works although Fastify has parsed the body.
app.all('/cronofy/*', async (req, reply) => reply.send(await connectHandler.fetch(toRequest(req), req)))
app.all('/permissions/*', async (req, reply) => reply.send(await permissionHandler.fetch(toRequest(req), req)))

app.get('/settings', async (req, reply) => {
  const { userId = null } = req.session
  const calendars = await tokens.withAccount(userId, (account, options) =>
    readPermissions({ client, account, ...options }),
  )
  reply.header('Cache-Control', 'no-store')
  return reply.view('views/settings.ejs', { userId, calendars, outcomes: outcomesOf(userId ?? '') })
})

// Replace this with your own sign-in. It accepts every name.
app.post<{ Body: { user: string } }>('/sign-in', async (req, reply) => {
  await req.session.regenerate()
  req.session.userId = req.body.user
  return reply.redirect('/settings', 303)
})

console.log(await app.listen({ host: 'localhost', port: Number(PORT) }))
