/** The worker on Deno and Deno Deploy. */
import { readServerConfig } from '../config/listen-address.ts'
import * as locales from '../i18n/built-in-locales.ts'
import { createWorker } from '../worker.ts'

try {
  const { config, port, hostname, redirectUris } = readServerConfig(Deno.env.toObject())
  const worker = createWorker({ config, locales })
  console.log(redirectUris)
  Deno.serve({ port, hostname }, (request) => worker.fetch(request))
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error))
  console.error(error instanceof Deno.errors.AddrInUse ? `${message}. Choose another port with PORT` : message)
  Deno.exit(1)
}
