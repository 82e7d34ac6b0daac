/**
 * The worker's configuration, read once from the environment. Every problem is reported at once.
 *
 * @module
 */
import { DATA_CENTER_IDS, type DataCenter } from '../../../src/data-centers.ts'
import { ConfigurationError } from '../../../src/errors.ts'
import { returnUrlProblem, urlProblem } from '../../../src/handler/http/web-url.ts'
import type { OAuthApplication } from '../../../src/oauth.ts'
import { createKeyRing, type KeyRing } from '../../../src/sealing/key-ring.ts'
import { quoteUrl } from '../../../src/shared/redact.ts'
import { type ApiKey, parseApiKeys } from './api-keys.ts'
import { type Brand, readBrand } from './brand.ts'
import { readSandboxUrl } from './sandbox-url.ts'

/** The configuration of a worker. */
export interface Config {
  /** The worker's origin, as a browser sees it. Request headers never change it (T15). */
  readonly publicUrl: URL
  /** The keys that seal sessions, requests, and links. */
  readonly keys: KeyRing
  /** The application's credentials by data center. At least one enables the connect app, and with API keys connections. */
  readonly applications: ReadonlyMap<DataCenter, OAuthApplication>
  /** What users are asked to authorize: scopes separated by spaces. */
  readonly scope: string
  /** Whether a second account that is authorized in the same browser stays separate. */
  readonly avoidLinking: boolean
  /** Whether to send PKCE parameters to Cronofy. */
  readonly pkce: boolean
  /** The API keys of backends. At least one enables the service. */
  readonly apiKeys: readonly ApiKey[]
  /** The URLs at which a flow of the service may end. At least one is required with API keys. */
  readonly allowedReturnUrls: readonly string[]
  /** The URL of an emulator that replaces Cronofy. Undefined for Cronofy. */
  readonly sandboxUrl: string | undefined
  /** The host of `sandboxUrl`, if it is not on this machine. */
  readonly allowSandboxHost?: string | undefined
  /** The brand of the connect app. @default "Extended Permissions", without a logo */
  readonly brand?: Brand
}

/** Allows listing calendars and changing events. */
const DEFAULT_SCOPE = 'read_write'

/** RFC 6749 section 3.3. */
const SCOPE_PATTERN = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/

/** Environment variables. An empty value counts as absent, except for `BRAND_COLOR`. */
export type Environment = Readonly<Record<string, unknown>>

/**
 * Reads the configuration.
 *
 * - `PUBLIC_URL`: the worker's origin. It must be https, or http on this machine with `SANDBOX_URL`.
 * - `SEALING_KEYS`: 32 random bytes each, in base64url, base64, or hex, separated by commas. The first key seals, and all of them open.
 * - `CRONOFY_<ID>_CLIENT_ID` and `CRONOFY_<ID>_CLIENT_SECRET`, for each data center: enable the connect app, and with
 *   `API_KEYS` connections.
 * - `CRONOFY_SCOPE`: what users are asked to authorize, scopes separated by spaces. The default is `read_write`.
 * - `CRONOFY_AVOID_LINKING`: `on` (the default) or `off`. With `off`, Cronofy links accounts that are authorized in one
 *   browser, even if they belong to different people.
 * - `CRONOFY_PKCE`: `on` (the default) or `off`. Use `off` if Cronofy rejects the parameters of PKCE, which it does not
 *   document.
 * - `API_KEYS`: `name:key` entries, separated by commas: enable the service.
 * - `ALLOWED_RETURN_URLS`: with `API_KEYS`, the URLs at which a flow may end, separated by commas.
 * - `SANDBOX_URL`: the URL of an emulator that replaces Cronofy. It must be on this machine or on the host that
 *   `ALLOW_SANDBOX_HOST` names. `PUBLIC_URL` must be on this machine too.
 * - `ALLOW_SANDBOX_HOST`: the host of an emulator that is not on this machine, such as a container, without a port. It is compared
 *   exactly. Requests to it may use plain http, and they carry tokens and client secrets. For this reason one variable is not
 *   enough, a host of Cronofy is never allowed, and a worker with a public https URL does not start.
 * - `BRAND_NAME`, `BRAND_LOGO`, `BRAND_COLOR`, `BRAND_URL`: the brand of the connect app. A name, the https URL of an
 *   image, and `#rrggbb` or `rrggbb`, or two colors separated by a comma for light and for dark pages. `BRAND_URL` is where
 *   users continue to the application.
 *
 * @throws {ConfigurationError} reports every problem and contains no secret
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
  const allowSandboxHost = get('ALLOW_SANDBOX_HOST')
  const publicUrl = readPublicUrl(get('PUBLIC_URL'), sandbox !== undefined, problems)
  const sandboxUrl = readSandboxUrl({ sandboxUrl: sandbox, allowedHost: allowSandboxHost, publicUrl }, problems)
  const secrets = get('SEALING_KEYS')?.split(',') ?? []
  if (secrets.length === 0)
    problems.push(
      'SEALING_KEYS is missing. Set it to 32 random bytes in base64url. `npm run keys` or `deno task keys` prints some.',
    )
  const keys =
    secrets.length === 0
      ? undefined
      : tryRead('SEALING_KEYS', () => createKeyRing(secrets.map((secret) => secret.trim())))
  const applications = readApplications(environment, get, problems)
  const readSwitch = (name: string): boolean => {
    const value = get(name) ?? 'on'
    if (value !== 'on' && value !== 'off') problems.push(`${name} must be "on" or "off".`)
    return value === 'on'
  }
  const pkce = readSwitch('CRONOFY_PKCE')
  const avoidLinking = readSwitch('CRONOFY_AVOID_LINKING')
  const scope = get('CRONOFY_SCOPE') ?? DEFAULT_SCOPE
  if (!SCOPE_PATTERN.test(scope)) problems.push('CRONOFY_SCOPE must be scopes separated by single spaces.')
  const { apiKeys, allowedReturnUrls } = readServiceConfig(get, problems)
  const brand = readBrand(
    {
      name: get('BRAND_NAME'),
      logo: get('BRAND_LOGO'),
      color: get('BRAND_COLOR') ?? (typeof environment['BRAND_COLOR'] === 'string' ? '' : undefined),
      url: get('BRAND_URL'),
      sandbox: sandbox !== undefined,
    },
    problems,
  )
  if (applications.size === 0 && get('API_KEYS') === undefined) {
    problems.push(
      'Nothing is enabled. For the service, set API_KEYS and ALLOWED_RETURN_URLS. For the connect app, set ' +
        'CRONOFY_<ID>_CLIENT_ID and CRONOFY_<ID>_CLIENT_SECRET.',
    )
  }

  if (publicUrl === undefined || keys === undefined || problems.length > 0) throw new ConfigurationError(problems)
  const sandboxConfig = { sandboxUrl, allowSandboxHost }
  return {
    publicUrl,
    keys,
    applications,
    scope,
    avoidLinking,
    pkce,
    apiKeys,
    allowedReturnUrls,
    ...sandboxConfig,
    brand,
  }
}

function readPublicUrl(value: string | undefined, sandbox: boolean, problems: string[]): URL | undefined {
  if (value === undefined) {
    problems.push('PUBLIC_URL is missing. Set it to the URL at which browsers reach this worker.')
    return undefined
  }
  const problem = urlProblem(value)
  if (problem !== undefined) {
    problems.push(`PUBLIC_URL ${quoteUrl(value)} ${problem}.`)
    return undefined
  }
  const url = new URL(value)
  if (url.href !== `${url.origin}/`)
    problems.push(`PUBLIC_URL ${quoteUrl(value)} must be an origin without a path or query.`)
  if (url.protocol === 'http:' && !sandbox) {
    problems.push(`PUBLIC_URL ${quoteUrl(value)} must be https. http is allowed with SANDBOX_URL only.`)
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
      problems.push(`${prefix}_CLIENT_${clientId === undefined ? 'ID' : 'SECRET'} is missing. Set both or neither.`)
    }
  }
  // A misspelled data center, such as `eu`, would otherwise be ignored.
  const knownIds = DATA_CENTER_IDS.map((id) => id.toUpperCase())
  for (const name of Object.keys(environment)) {
    const id = /^CRONOFY_(.+)_CLIENT_(?:ID|SECRET)$/.exec(name)?.[1]
    if (id !== undefined && !knownIds.includes(id))
      problems.push(`${name} has an unknown data center. Use ${knownIds.join(', ')}.`)
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
    const problem = returnUrlProblem(url)
    if (problem !== undefined) problems.push(`ALLOWED_RETURN_URLS: ${quoteUrl(url)} ${problem}.`)
  }
  if (keys === undefined) {
    if (allowedReturnUrls.length > 0)
      problems.push('ALLOWED_RETURN_URLS has no effect without API_KEYS, which enable the service.')
    return { apiKeys: [], allowedReturnUrls }
  }
  if (allowedReturnUrls.length === 0)
    problems.push('ALLOWED_RETURN_URLS is missing. Set it to at least one URL at which a flow of the service may end.')
  const parsed = parseApiKeys(keys)
  problems.push(...parsed.problems.map((problem) => `API_KEYS: ${problem}`))
  return { apiKeys: parsed.keys, allowedReturnUrls }
}
