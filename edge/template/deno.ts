/** The application on Deno and Deno Deploy. */
import { createApp } from './app.ts'
import { readSettings } from './settings.ts'

const { PORT = '8787', HOST = '127.0.0.1', ...environment } = Deno.env.toObject()
const app = createApp(readSettings(environment))
Deno.serve({ port: Number(PORT), hostname: HOST }, (request) => app.fetch(request))
