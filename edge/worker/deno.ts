/** The worker on Deno and Deno Deploy. */
import { readAddress } from './address.ts'
import { createWorker } from './app.ts'
import { readConfig } from './config.ts'

try {
  const environment = Deno.env.toObject()
  const worker = createWorker({ config: readConfig(environment) })
  Deno.serve(readAddress(environment), (request) => worker.fetch(request))
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error))
  console.error(error instanceof Deno.errors.AddrInUse ? `${message}. Choose another port with PORT` : message)
  Deno.exit(1)
}
