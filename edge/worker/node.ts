/** The worker on Node. */
import { serve } from '@hono/node-server'
import { readServer } from './address.ts'
import { createWorker } from './app.ts'

try {
  const { config, port, hostname } = readServer(process.env)
  const { fetch } = createWorker({ config })
  serve({ fetch, port, hostname }, () => console.log(`Node listens on ${hostname}:${port}`)).on('error', fail)
} catch (error) {
  fail(error as Error)
}

function fail({ message }: Error): never {
  console.error(message.includes('EADDRINUSE') ? `${message}. Choose another port with PORT` : message)
  process.exit(1)
}
