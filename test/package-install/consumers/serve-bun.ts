import './globals.ts' // before the app, which takes from there what it needs
import app from './app.ts'
import { outcomes, setUpGlobals } from './globals.ts'

declare const Bun: {
  env: Record<string, string>
  serve(options: { port: number; hostname: string; fetch: typeof app.fetch }): void
}

setUpGlobals(Bun.env)
app.get('/outcomes', (c) => c.json(outcomes))
Bun.serve({ port: Number(Bun.env['PORT']), hostname: '127.0.0.1', fetch: app.fetch })
