/**
 * Starts the worker with its service enabled as a separate process, for programs that call it like a backend.
 *
 * @module
 */

import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { launch } from '../helpers/child-process.ts'
import { findFreePort } from './port.ts'
import { type Runtime, waitUntilHealthy, workerCommand, workerEnvironment } from './worker-process.ts'

/** A running worker. */
export interface Service {
  readonly url: string
  readonly apiKey: string
  /** Stops the worker. Resolves to its output. */
  close(): Promise<string>
}

/** Starts the worker on a free port. Rejects if it does not respond. */
export async function startService(runtime: Runtime, sandboxUrl: string): Promise<Service> {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const apiKey = createSealingKey()
  const service = { apiKeys: `test:${apiKey}`, returnUrls: 'http://localhost:3000/settings' }
  const environment = workerEnvironment({ publicUrl: url, sandboxUrl, port, service })
  const [command, ...args] = workerCommand(runtime, environment)
  const { child, ended, output } = launch(command, args, environment)
  const close = async () => {
    child.kill()
    await ended
    return output()
  }
  try {
    await waitUntilHealthy(url)
  } catch (error) {
    console.log(await close())
    throw error
  }
  return { url, apiKey, close }
}
