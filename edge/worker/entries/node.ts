/** The worker on Node. */
import { serve } from '@hono/node-server'
import { readServerConfig } from '../config/listen-address.ts'
import { withCompression } from '../http/compress.ts'
import { withSentPath } from '../http/sent-path.ts'
import * as locales from '../i18n/built-in-locales.ts'
import { createWorker } from '../worker.ts'

try {
  const { config, port, hostname, onListen } = readServerConfig(process.env, 'Node')
  const fetch = withSentPath(withCompression(createWorker({ config, locales }).fetch))
  serve({ fetch, port, hostname }, onListen).on('error', fail)
} catch (error) {
  fail(error as Error)
}

function fail({ message }: Error): never {
  console.error(message.includes('EADDRINUSE') ? `${message}. Choose another port with PORT` : message)
  process.exit(1)
}
