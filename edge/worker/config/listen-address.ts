/**
 * The address on which the worker listens, for runtimes that do not choose it themselves.
 *
 * @module
 */

import { ConfigurationError } from '../../../src/errors.ts'
import { type Config, type Environment, readConfig } from './config.ts'
import { describeRedirectUris } from './redirect-uris.ts'

/**
 * Reads `PORT` (8787 by default) and `HOST` (127.0.0.1 by default).
 *
 * @throws {ConfigurationError}
 */
export function readListenAddress(environment: Environment): { port: number; hostname: string } {
  const portText = String(environment['PORT'] || 8787)
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0
  if (port < 1 || port > 65_535)
    throw new ConfigurationError([`PORT ${JSON.stringify(portText)} must be an integer from 1 to 65535.`])
  return { port, hostname: String(environment['HOST'] || '127.0.0.1') }
}

/** What a process needs to serve the worker. */
export interface ServerConfig {
  readonly config: Config
  readonly port: number
  readonly hostname: string
  /** Prints the address, and the redirect URIs to register at Cronofy. */
  readonly onListen: () => void
}

/**
 * Reads the configuration and the listen address.
 *
 * @param runtime Its name, to print.
 * @throws {ConfigurationError} reports the problems of both
 */
export function readServerConfig(environment: Environment, runtime: string): ServerConfig {
  const problems: string[] = []
  const tryRead = <Value>(read: (environment: Environment) => Value): Value | undefined => {
    try {
      return read(environment)
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error
      problems.push(...error.problems)
      return undefined
    }
  }
  const [config, listenAddress] = [tryRead(readConfig), tryRead(readListenAddress)]
  if (config === undefined || listenAddress === undefined) throw new ConfigurationError(problems)
  const { port, hostname } = listenAddress
  const onListen = () => console.log(`${runtime} listens on ${hostname}:${port}\n${describeRedirectUris(config)}`)
  return { config, port, hostname, onListen }
}
