/** The worker on Deno and Deno Deploy. */
import { readServerConfig } from '../config/listen-address.ts'
import * as locales from '../i18n/built-in-locales.ts'
import { createWorker } from '../worker.ts'

try {
  const { config, port, hostname, onListen } = readServerConfig(Deno.env.toObject(), 'Deno')
  const worker = createWorker({ config, locales })
  Deno.serve({ port, hostname, onListen }, (request) => worker.fetch(request))
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error))
  console.error(error instanceof Deno.errors.AddrInUse ? `${message}. Choose another port with PORT` : message)
  Deno.exit(1)
}
