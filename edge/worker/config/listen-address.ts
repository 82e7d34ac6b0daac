/**
 * Where the worker listens, on runtimes that do not decide it themselves.
 *
 * @module
 */

import { ConfigurationError } from '../errors/configuration-error.ts'
import { type Config, type Environment, readConfig } from './config.ts'

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

/**
 * Reads the configuration and the address, for a runtime that needs both.
 *
 * @throws {ConfigurationError} which names the faults of both
 */
export function readServer(environment: Environment): { config: Config; port: number; hostname: string } {
  const problems: string[] = []
  const attempt = <Value>(read: (environment: Environment) => Value): Value | undefined => {
    try {
      return read(environment)
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error
      problems.push(...error.problems)
      return undefined
    }
  }
  const [config, address] = [attempt(readConfig), attempt(readAddress)]
  if (config === undefined || address === undefined) throw new ConfigurationError(problems)
  return { config, ...address }
}
