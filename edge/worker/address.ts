/**
 * Where the worker listens, on runtimes that do not decide it themselves.
 *
 * @module
 */
import type { Environment } from './config.ts'
import { ConfigurationError } from './configuration-error.ts'

/**
 * Reads `PORT` (8787 by default) and `HOST` (127.0.0.1 by default).
 *
 * @throws {ConfigurationError}
 */
export function readAddress(environment: Environment): { port: number; hostname: string } {
  const port = Number(environment['PORT'] || 8787)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ConfigurationError([`PORT "${environment['PORT']}" is not a port number`])
  }
  return { port, hostname: String(environment['HOST'] || '127.0.0.1') }
}
