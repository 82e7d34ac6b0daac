import './globals.ts' // before the app, which takes from there what it needs
import app from './app.ts'
import { outcomes, type Settings, setUpGlobals } from './globals.ts'

app.get('/outcomes', (c) => c.json(outcomes))

const worker: { fetch(request: Request, env: Settings): Response | Promise<Response> } = {
  fetch(request, env) {
    setUpGlobals(env)
    return app.fetch(request, env)
  },
}

export default worker
