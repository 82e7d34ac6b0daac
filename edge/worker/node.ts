/** The worker on Node. `PORT` is 8787 and `HOST` 127.0.0.1 by default. */
import { serve } from '@hono/node-server'
import { createWorker } from './app.ts'
import { readConfig } from './config.ts'
import { ConfigurationError } from './configuration-error.ts'

const { PORT = '8787', HOST = '127.0.0.1' } = process.env
try {
  const worker = createWorker({ config: readConfig(process.env) })
  serve({ fetch: worker.fetch, port: Number(PORT), hostname: HOST }, () =>
    console.log(`The worker listens on http://${HOST}:${PORT}`),
  ).on('error', (error) => fail(`Cannot listen on ${HOST}:${PORT}: ${error.message}. Choose another one with PORT`))
} catch (error) {
  fail(error instanceof ConfigurationError ? error.message : String(error))
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
