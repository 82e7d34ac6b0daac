/**
 * The worker's configuration, read once from the environment. Every fault is named at once.
 *
 * @module
 */
import { DATA_CENTER_IDS, type DataCenter } from '../../src/data-centers.ts'
import { createKeyRing, type KeyRing } from '../../src/key-ring.ts'
import type { OAuthApplication } from '../../src/oauth.ts'
import { quoteAddress } from '../../src/quote.ts'
import { parseSandboxUrl } from '../../src/sandbox-url.ts'
import { ConfigurationError } from './configuration-error.ts'
import { addressProblem } from './return-to.ts'

/** What the worker runs on. */
export interface Config {
  /** Our own origin, as a browser sees it. Nothing in a request changes it. */
  readonly publicUrl: URL
  readonly keys: KeyRing
  /** The application's credentials in each data center in use. */
  readonly applications: ReadonlyMap<DataCenter, OAuthApplication>
  readonly sandboxUrl: string | undefined
}

/** The environment; an empty value counts as absent. */
export type Environment = Readonly<Record<string, unknown>>

/**
 * Reads the configuration.
 *
 * - `PUBLIC_URL`: our own address, without a path; https, or with a sandbox http on this machine.
 * - `SEALING_KEYS`: 32 random bytes in base64url each, separated by commas; the first seals, all open.
 * - `CRONOFY_<ID>_CLIENT_ID` and `CRONOFY_<ID>_CLIENT_SECRET`, for each data center in use: at least one.
 * - `SANDBOX_URL`: the address of a sandbox on this machine, instead of the provider.
 *
 * @throws {ConfigurationError} which names every fault, and no secret
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = []
  const get = (name: string): string | undefined => {
    const value = environment[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const attempt = <Value>(name: string, read: () => Value): Value | undefined => {
    try {
      return read()
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : 'cannot be read'}`)
      return undefined
    }
  }

  const sandbox = get('SANDBOX_URL')
  const sandboxUrl = sandbox === undefined ? undefined : attempt('SANDBOX_URL', () => parseSandboxUrl(sandbox))
  const publicUrl = readPublicUrl(get('PUBLIC_URL'), sandbox !== undefined, problems)
  const secrets = get('SEALING_KEYS')?.split(',') ?? []
  if (secrets.length === 0) problems.push('SEALING_KEYS is missing: give 32 random bytes in base64url')
  const keys =
    secrets.length === 0
      ? undefined
      : attempt('SEALING_KEYS', () => createKeyRing(secrets.map((secret) => secret.trim())))
  const applications = readApplications(environment, get, problems)

  if (publicUrl === undefined || keys === undefined || problems.length > 0) throw new ConfigurationError(problems)
  return { publicUrl, keys, applications, sandboxUrl }
}

function readPublicUrl(value: string | undefined, sandbox: boolean, problems: string[]): URL | undefined {
  if (value === undefined) {
    problems.push('PUBLIC_URL is missing: give the address at which browsers reach this worker')
    return undefined
  }
  const problem = addressProblem(value)
  if (problem !== undefined) {
    problems.push(`PUBLIC_URL ${quoteAddress(value)} ${problem}`)
    return undefined
  }
  const url = new URL(value)
  if (url.href !== `${url.origin}/`) problems.push(`PUBLIC_URL ${quoteAddress(value)} has more than an origin`)
  if (url.protocol === 'http:' && !sandbox) {
    problems.push(`PUBLIC_URL ${quoteAddress(value)} is http, which is possible with SANDBOX_URL only`)
  }
  return url
}

function readApplications(
  environment: Environment,
  get: (name: string) => string | undefined,
  problems: string[],
): ReadonlyMap<DataCenter, OAuthApplication> {
  const applications = new Map<DataCenter, OAuthApplication>()
  for (const dataCenter of DATA_CENTER_IDS) {
    const prefix = `CRONOFY_${dataCenter.toUpperCase()}`
    const clientId = get(`${prefix}_CLIENT_ID`)
    const clientSecret = get(`${prefix}_CLIENT_SECRET`)
    if (clientId !== undefined && clientSecret !== undefined) {
      applications.set(dataCenter, { dataCenter, clientId, clientSecret })
    } else if (clientId !== undefined || clientSecret !== undefined) {
      problems.push(`${prefix}_CLIENT_${clientId === undefined ? 'ID' : 'SECRET'} is missing, the other half is there`)
    }
  }
  // A data center that is misspelt would otherwise be left out without a word; there is no `eu`, for one.
  const known = DATA_CENTER_IDS.map((id) => id.toUpperCase())
  for (const name of Object.keys(environment)) {
    const id = /^CRONOFY_(.+)_CLIENT_(?:ID|SECRET)$/.exec(name)?.[1]
    if (id !== undefined && !known.includes(id)) problems.push(`${name} names no data center: use ${known.join(', ')}`)
  }
  if (applications.size === 0) {
    problems.push('no data center is configured: give CRONOFY_<ID>_CLIENT_ID and CRONOFY_<ID>_CLIENT_SECRET')
  }
  return applications
}
