/** The application on Deno and Deno Deploy. */
import { createApp } from './app.ts'

const { PORT = '8787', HOST = '127.0.0.1', ...settings } = Deno.env.toObject()
const app = createApp(settings)
Deno.serve({ port: Number(PORT), hostname: HOST }, (request) => app.fetch(request))
