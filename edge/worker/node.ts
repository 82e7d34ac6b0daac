/** The worker on Node. */
import { serve } from '@hono/node-server'
import { readAddress } from './address.ts'
import { createWorker } from './app.ts'
import { compressed } from './compressed.ts'
import { readConfig } from './config.ts'

try {
  const { port, hostname } = readAddress(process.env)
  const fetch = compressed(createWorker({ config: readConfig(process.env) }).fetch)
  serve({ fetch, port, hostname }, () => console.log(`Node listens on ${hostname}:${port}`)).on('error', fail)
} catch (error) {
  fail(error as Error)
}

function fail({ message }: Error): never {
  console.error(message.includes('EADDRINUSE') ? `${message}. Choose another port with PORT` : message)
  process.exit(1)
}
