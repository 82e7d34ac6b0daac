import './globals.ts' // before the app, which takes from there what it needs
import { serve } from '@hono/node-server'
import app from './app.ts'
import { outcomes, setUpGlobals } from './globals.ts'

setUpGlobals(process.env)
app.get('/outcomes', (c) => c.json(outcomes))
serve({ fetch: app.fetch, port: Number(process.env['PORT']), hostname: '127.0.0.1' })
