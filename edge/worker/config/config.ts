/**
 * The worker's configuration, read once from the environment. Every fault is named at once.
 *
 * @module
 */
import { parseSandboxUrl } from '../../../src/client/sandbox-url.ts'
import { DATA_CENTER_IDS, type DataCenter } from '../../../src/data-centers.ts'
import { ConfigurationError } from '../../../src/errors.ts'
import type { OAuthApplication } from '../../../src/oauth.ts'
import { createKeyRing, type KeyRing } from '../../../src/sealing/key-ring.ts'
import { quoteUrl } from '../../../src/shared/redact.ts'
import { urlProblem } from '../http/web-url.ts'
import { type ApiKey, parseApiKeys } from './api-keys.ts'
import { type Brand, readBrand } from './brand.ts'

/** What the worker runs on. */
export interface Config {
  /** Our own origin, as a browser sees it. Nothing in a request changes it. */
  readonly publicUrl: URL
  readonly keys: KeyRing
  /** The application's credentials in each data center in use. Any turns the connect app on. */
  readonly applications: ReadonlyMap<DataCenter, OAuthApplication>
  /** Whose calls are let in. Any turns the service on. */
  readonly apiKeys: readonly ApiKey[]
  /** Where the service may send users when all is done. At least one where there are API keys. */
  readonly allowedReturnUrls: readonly string[]
  readonly sandboxUrl: string | undefined
  /** Whose the pages of the connect app are. @default "Extended Permissions", without a logo */
  readonly brand?: Brand
}

/** The environment; an empty value counts as absent. */
export type Environment = Readonly<Record<string, unknown>>

/**
 * Reads the configuration.
 *
 * - `PUBLIC_URL`: our own address, without a path; https, or with a sandbox http on this machine.
 * - `SEALING_KEYS`: 32 random bytes in base64url each, separated by commas; the first seals, all open.
 * - `CRONOFY_<ID>_CLIENT_ID` and `CRONOFY_<ID>_CLIENT_SECRET`, for each data center in use: turn the connect app on.
 * - `API_KEYS`: `name:key` each, separated by commas: turn the service on.
 * - `ALLOWED_RETURN_URLS`: with `API_KEYS`, where users may be sent when all is done, separated by commas.
 * - `SANDBOX_URL`: the address of a sandbox on this machine, instead of the provider.
 * - `BRAND_NAME`, `BRAND_LOGO`, `BRAND_COLOR`: whose the pages of the connect app are. A name; the https address of an
 *   image; `#rrggbb`, or two with a comma between, for light and for dark pages.
 *
 * @throws {ConfigurationError} which names every fault, and no secret
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = []
  const get = (name: string): string | undefined => {
    const value = environment[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const tryRead = <Value>(name: string, read: () => Value): Value | undefined => {
    try {
      return read()
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : 'cannot be read'}`)
      return undefined
    }
  }

  const sandbox = get('SANDBOX_URL')
  const sandboxUrl = sandbox === undefined ? undefined : tryRead('SANDBOX_URL', () => parseSandboxUrl(sandbox))
  const publicUrl = readPublicUrl(get('PUBLIC_URL'), sandbox !== undefined, problems)
  const secrets = get('SEALING_KEYS')?.split(',') ?? []
  if (secrets.length === 0) problems.push('SEALING_KEYS is missing: give 32 random bytes in base64url')
  const keys =
    secrets.length === 0
      ? undefined
      : tryRead('SEALING_KEYS', () => createKeyRing(secrets.map((secret) => secret.trim())))
  const applications = readApplications(environment, get, problems)
  const { apiKeys, allowedReturnUrls } = readServiceConfig(get, problems)
  const brand = readBrand({ name: get('BRAND_NAME'), logo: get('BRAND_LOGO'), color: get('BRAND_COLOR') }, problems)
  if (applications.size === 0 && get('API_KEYS') === undefined) {
    problems.push('nothing is turned on: give API_KEYS, or CRONOFY_<ID>_CLIENT_ID and CRONOFY_<ID>_CLIENT_SECRET')
  }

  if (publicUrl === undefined || keys === undefined || problems.length > 0) throw new ConfigurationError(problems)
  return { publicUrl, keys, applications, apiKeys, allowedReturnUrls, sandboxUrl, brand }
}

function readPublicUrl(value: string | undefined, sandbox: boolean, problems: string[]): URL | undefined {
  if (value === undefined) {
    problems.push('PUBLIC_URL is missing: give the address at which browsers reach this worker')
    return undefined
  }
  const problem = urlProblem(value)
  if (problem !== undefined) {
    problems.push(`PUBLIC_URL ${quoteUrl(value)} ${problem}`)
    return undefined
  }
  const url = new URL(value)
  if (url.href !== `${url.origin}/`) problems.push(`PUBLIC_URL ${quoteUrl(value)} has more than an origin`)
  if (url.protocol === 'http:' && !sandbox) {
    problems.push(`PUBLIC_URL ${quoteUrl(value)} is http, which is possible with SANDBOX_URL only`)
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
  const knownIds = DATA_CENTER_IDS.map((id) => id.toUpperCase())
  for (const name of Object.keys(environment)) {
    const id = /^CRONOFY_(.+)_CLIENT_(?:ID|SECRET)$/.exec(name)?.[1]
    if (id !== undefined && !knownIds.includes(id))
      problems.push(`${name} names no data center: use ${knownIds.join(', ')}`)
  }
  return applications
}

function readServiceConfig(
  get: (name: string) => string | undefined,
  problems: string[],
): { apiKeys: readonly ApiKey[]; allowedReturnUrls: readonly string[] } {
  const keys = get('API_KEYS')
  const entries = (get('ALLOWED_RETURN_URLS') ?? '').split(',').map((url) => url.trim())
  const allowedReturnUrls = entries.filter((url) => url !== '')
  for (const url of allowedReturnUrls) {
    const problem = urlProblem(url)
    if (problem !== undefined) problems.push(`ALLOWED_RETURN_URLS: ${quoteUrl(url)} ${problem}`)
  }
  if (keys === undefined) {
    if (allowedReturnUrls.length > 0)
      problems.push('ALLOWED_RETURN_URLS is for the service, which is turned on by API_KEYS')
    return { apiKeys: [], allowedReturnUrls }
  }
  if (allowedReturnUrls.length === 0)
    problems.push('ALLOWED_RETURN_URLS is missing: name where the service may send users, at least one')
  const parsed = parseApiKeys(keys)
  problems.push(...parsed.problems.map((problem) => `API_KEYS: ${problem}`))
  return { apiKeys: parsed.keys, allowedReturnUrls }
}
