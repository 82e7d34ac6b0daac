import './globals.ts' // before the app, which takes from there what it needs
import app from './app.ts'
import { outcomes, setUpGlobals } from './globals.ts'

declare const Deno: {
  env: { toObject(): Record<string, string> }
  serve(options: { port: number; hostname: string }, handler: (request: Request) => Response | Promise<Response>): void
}

const env = Deno.env.toObject()
setUpGlobals(env)
app.get('/outcomes', (c) => c.json(outcomes))
Deno.serve({ port: Number(env['PORT']), hostname: '127.0.0.1' }, (request) => app.fetch(request))
