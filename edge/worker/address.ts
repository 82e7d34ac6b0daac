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
  const text = String(environment['PORT'] || 8787)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw new ConfigurationError([`PORT "${text}" is not a number from 1 to 65535`])
  return { port, hostname: String(environment['HOST'] || '127.0.0.1') }
}
