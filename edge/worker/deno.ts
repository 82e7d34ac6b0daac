/** The worker on Deno and Deno Deploy. */
import { createWorker } from './app.ts'
import { readConfig } from './config.ts'

const worker = createWorker({ config: readConfig(Deno.env.toObject()) })

Deno.serve(
  {
    port: Number(Deno.env.get('PORT') ?? 8787),
    hostname: Deno.env.get('HOST') ?? '127.0.0.1',
  },
  (request) => worker.fetch(request),
)
