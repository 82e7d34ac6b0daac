/**
 * What the emulator does where Cronofy's behavior is unknown: nothing is documented, or two sources differ. You can change each
 * behavior, to test an application both ways.
 *
 * @module
 */
import { isHttpUrl } from '../http/web-url.ts'
import { createValidator, omitUndefined } from '../validation/json-schema.ts'
import { findRedirectUriProblem, matchesRedirectUri } from './redirect-uris.ts'

/** The behaviors of an emulator. How it responds to permission requests is part of each account of the seed. */
export interface Behaviors {
  /**
   * The status of a successful `POST /v1/permissions`: 200 (documented), or 202 as in a test of cronofy-ruby (SDK).
   * @default 200
   */
  readonly permissionsStatus: 200 | 202
  /**
   * Whether an access page accepts one decision only (guess). Otherwise the last decision counts, but it revokes no grant.
   * @default true
   */
  readonly singleUseUrl: boolean
  /**
   * How long the URL of an access page stays valid, in seconds (guess). Changing this does not affect existing URLs.
   * @default 3600
   */
  readonly urlTtlSeconds: number
  /**
   * Whether a user may accept some of the requested calendars (guess). Otherwise the access page has no check boxes, and
   * accepting some of them is an error.
   * @default true
   */
  readonly partialAcceptance: boolean
  /**
   * The allowed redirect URIs, compared as strings. `https://*.example.com/path` allows one label in place of the wildcard.
   * That the authorize page has such a list in production, with wildcards, is documented. That `POST /v1/permissions` has it
   * too is a guess. Without this option, every http and https URL is allowed, as in development (documented).
   * @default undefined
   */
  readonly redirectUris?: readonly string[]
  /**
   * The status of `POST /v1/permissions` for an Enterprise Connect account whose application lacks the scope for
   * unrestricted access (guess; an SDK says that the scope is needed).
   * @default 403
   */
  readonly missingScopeStatus: 403 | 422
  /**
   * Whether a 401 has no body (documented as possible). Otherwise the body is `{"error":"invalid_token"}` (guess; RFC 6750
   * section 3.1).
   * @default false
   */
  readonly emptyUnauthorized: boolean
  /**
   * Whether PKCE with S256 is enforced (guess; RFC 7636). If it is, a code that was issued with a challenge needs the
   * matching verifier. Otherwise the parameters of PKCE have no effect.
   * @default 'ignored'
   */
  readonly pkce: 'ignored' | 'enforced'
  /**
   * Whether the authorize page rejects a parameter that Cronofy does not document (guess). RFC 6749 section 3.1 says that
   * servers ignore it. With `pkce: 'enforced'`, the parameters of PKCE are known.
   * @default 'ignored'
   */
  readonly unknownAuthorizeParameters: 'ignored' | 'rejected'
  /**
   * The fields of a response to a refresh: the five that are documented, or also `account_id`, `sub`, and
   * `linking_profile`, as for a code (guess).
   * @default 'documented'
   */
  readonly refreshFields: 'documented' | 'all'
  /**
   * Whether `POST /v1/permissions` requires a `redirect_uri` for an Enterprise Connect account. It is documented as required,
   * but optional in the SDKs for Ruby, Python, and C# (SDK). For other accounts, it is always required.
   * @default 'optional'
   */
  readonly enterpriseRedirectUri: 'optional' | 'required'
  /**
   * Whether accounts that authorize in one browser become one account, unless the application sends `avoid_linking=true`
   * (documented).
   * @default true
   */
  readonly implicitLinking: boolean
}

/** The behaviors of an emulator that overrides none. */
export const DEFAULT_BEHAVIORS: Behaviors = {
  permissionsStatus: 200,
  singleUseUrl: true,
  urlTtlSeconds: 3600,
  partialAcceptance: true,
  missingScopeStatus: 403,
  emptyUnauthorized: false,
  pkce: 'ignored',
  unknownAuthorizeParameters: 'ignored',
  refreshFields: 'documented',
  enterpriseRedirectUri: 'optional',
  implicitLinking: true,
}

/** One day. Tests advance the clock instead of waiting, so a larger value is probably a wrong unit. */
const MAX_URL_TTL_SECONDS = 86_400

const boolean = { type: 'boolean' }

const SCHEMAS: { readonly [Name in keyof Behaviors]-?: Readonly<Record<string, unknown>> } = {
  permissionsStatus: { enum: [200, 202], description: 'The status of a successful POST /v1/permissions.' },
  singleUseUrl: { ...boolean, description: 'Whether an access page accepts one decision only.' },
  urlTtlSeconds: {
    type: 'integer',
    minimum: 1,
    maximum: MAX_URL_TTL_SECONDS,
    description: 'How long the URL of an access page stays valid.',
  },
  partialAcceptance: { ...boolean, description: 'Whether a user may accept some of the requested calendars.' },
  redirectUris: {
    type: 'array',
    items: { type: 'string' },
    description:
      'The only allowed redirect URIs. https://*.example.com/path allows one subdomain. Without this, every http and https URL is allowed.',
  },
  missingScopeStatus: { enum: [403, 422], description: 'The status for an account with enterprise_scope_missing.' },
  emptyUnauthorized: { ...boolean, description: 'Whether a 401 has no body.' },
  pkce: {
    enum: ['ignored', 'enforced'],
    description: 'Whether a code that was issued with a PKCE challenge needs the matching verifier.',
  },
  unknownAuthorizeParameters: {
    enum: ['ignored', 'rejected'],
    description: 'Whether the authorize page rejects parameters that Cronofy does not document.',
  },
  refreshFields: {
    enum: ['documented', 'all'],
    description: 'Whether a refresh returns only the five documented fields, or also the account and its profile.',
  },
  enterpriseRedirectUri: {
    enum: ['optional', 'required'],
    description: 'Whether POST /v1/permissions needs a redirect_uri for an Enterprise Connect account.',
  },
  implicitLinking: {
    ...boolean,
    description: 'Whether accounts that authorize in one browser become one account, unless avoid_linking is true.',
  },
}

export const BEHAVIOR_NAMES: readonly (keyof Behaviors)[] = Object.keys(SCHEMAS) as (keyof Behaviors)[]

/** The casing of names in code, or on the wire. */
type Casing = 'camelCase' | 'snake_case'

/** The JSON Schema of an object with behaviors. It cannot express that redirect URIs are URLs. */
export function behaviorsSchema(casing: Casing): Readonly<Record<string, unknown>> {
  const properties = BEHAVIOR_NAMES.map((name) => {
    const byDefault = DEFAULT_BEHAVIORS[name]
    return [toKey(name, casing), { ...SCHEMAS[name], ...(byDefault !== undefined && { default: byDefault }) }]
  })
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) }
}

/**
 * Parses behaviors. Absent ones have their default.
 *
 * @param casing `snake_case` for the names on the wire.
 * @throws TypeError "Cannot set behaviors: /urlTtlSeconds: 0 is less than 1." for the first issue.
 */
export function parseBehaviors(value: unknown, casing: Casing): Behaviors {
  const input = omitUndefined(value)
  const [issue] = createValidator(behaviorsSchema(casing))(input)
  if (issue !== undefined) throw parseError(issue.pointer, issue.message)
  // A copy, so that the caller cannot change the behaviors afterwards.
  const fields = structuredClone(input) as Readonly<Record<string, unknown>>
  const names = BEHAVIOR_NAMES.filter((name) => Object.hasOwn(fields, toKey(name, casing)))
  const overrides = Object.fromEntries(names.map((name) => [name, fields[toKey(name, casing)]]))
  const behaviors: Behaviors = { ...DEFAULT_BEHAVIORS, ...overrides }
  for (const entry of behaviors.redirectUris ?? []) {
    const problem = findRedirectUriProblem(entry)
    if (problem !== undefined) throw parseError(`/${toKey('redirectUris', casing)}`, problem)
  }
  return behaviors
}

/** Behaviors with their names on the wire. `redirect_uris` is undefined if every URL is allowed. */
export function toSnakeCase(behaviors: Behaviors): Readonly<Record<string, unknown>> {
  return Object.fromEntries(BEHAVIOR_NAMES.map((name) => [toKey(name, 'snake_case'), behaviors[name]]))
}

export interface BehaviorStore {
  current(): Behaviors
  replace(behaviors: Behaviors): void
  reset(): void
}

export function createBehaviorStore(initial: Behaviors): BehaviorStore {
  let current = initial
  return {
    current: () => current,
    replace: (behaviors) => {
      current = behaviors
    },
    reset: () => {
      current = initial
    },
  }
}

/** Whether the emulator may redirect a user to this URL. */
export function isAllowedRedirectUri(url: string, { redirectUris }: Behaviors): boolean {
  return isHttpUrl(url) && (redirectUris === undefined || redirectUris.some((entry) => matchesRedirectUri(entry, url)))
}

function toKey(name: string, casing: Casing): string {
  return casing === 'camelCase' ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function parseError(pointer: string, message: string): TypeError {
  return new TypeError(`Cannot set behaviors: ${pointer === '' ? 'the value' : pointer}: ${message}`)
}
