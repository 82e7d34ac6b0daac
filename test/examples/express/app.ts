import { readPermissions } from 'cronofy-extended-permissions'
import { sendResponse, toRequest } from 'cronofy-extended-permissions/handler'
import express from 'express'
import session from 'express-session'
import { client, connectHandler, permissionHandler, tokens } from './cronofy.ts'
import { outcomesOf } from './store.ts'

declare module 'express-session' {
  interface SessionData {
    userId: string
  }
}

const { PORT = '3000', SESSION_SECRET = '' } = process.env

const app = express()
app.set('view engine', 'ejs')
app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { sameSite: 'lax' } }))
app.use(express.urlencoded())

// `toRequest` works before and after a body parser.
app.use('/cronofy', async (req, res) => sendResponse(res, await connectHandler.fetch(toRequest(req), req)))
app.use('/permissions', async (req, res) => sendResponse(res, await permissionHandler.fetch(toRequest(req), req)))

app.get('/settings', async (req, res) => {
  const { userId = null } = req.session
  const calendars = await tokens.withAccount(userId, (account, options) =>
    readPermissions({ client, account, ...options }),
  )
  res.set('Cache-Control', 'no-store').render('settings', { userId, calendars, outcomes: outcomesOf(userId ?? '') })
})

// Replace this with your own sign-in. It accepts every name.
app.post('/sign-in', (req, res, next) => {
  req.session.regenerate((error) => {
    if (error) return next(error)
    req.session.userId = String(req.body.user)
    res.redirect(303, '/settings')
  })
})

app.listen(Number(PORT), () => console.log(`http://localhost:${PORT}/settings`))
