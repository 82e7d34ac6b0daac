/**
 * The guesses that matter, each with a switch: what the provider does is not documented, or two sources differ, so an
 * application should be tried both ways.
 *
 * @module
 */
import { isHttpUrl } from '../http/web-url.ts'
import { type FieldType, integer, oneOf } from '../validation/field-types.ts'
import { quoteList, quoteValue } from '../validation/messages.ts'

/** How a sandbox behaves where it had to guess. What an account answers to permissions is in the seed, account by account. */
export interface Behaviors {
  /**
   * The status of a `POST /v1/permissions` that succeeds: 200 (documented), 202 in a test of cronofy-ruby (SDK).
   * @default 200
   */
  readonly permissionsStatus: 200 | 202
  /**
   * Whether the address of an access page is good for one decision only (guess). Where it is not, the last one counts, but
   * no grant is taken back.
   * @default true
   */
  readonly singleUseUrl: boolean
  /**
   * How long the address of an access page lives, in seconds (guess). Addresses that were given out keep their life.
   * @default 3600
   */
  readonly urlTtlSeconds: number
  /**
   * Whether a user may accept some of the calendars (guess). Where not, the access page has no check boxes, and an
   * acceptance of fewer than all is refused.
   * @default true
   */
  readonly partialAcceptance: boolean
  /**
   * The redirect URIs of the applications, held against character by character. That the authorize page has such a list is
   * documented; that `POST /v1/permissions` has it too is a guess. Without it any http or https address will do.
   * @default none
   */
  readonly redirectUris?: readonly string[]
  /**
   * What `POST /v1/permissions` answers for an Enterprise Connect account whose application lacks the scope for
   * unrestricted access: 403 or 422 (guess; that the scope is needed: SDK).
   * @default 403
   */
  readonly missingScopeStatus: 403 | 422
  /**
   * Whether a 401 has no body: that it may be empty is documented. Else it is `{"error":"invalid_token"}` (guess; RFC 6750
   * section 3.1), as the description has it.
   * @default false
   */
  readonly emptyUnauthorized: boolean
}

/** What there is to know about a switch. */
interface BehaviorField {
  /** As the routes under `/sandbox` call it. */
  readonly wireName: string
  readonly type: FieldType
}

/** A day. The clock is pushed, not waited for; a longer life would only be a mistake in the unit. */
const MAX_URL_TTL_SECONDS = 86_400

const boolean: FieldType = oneOf([true, false])
const httpUrls: FieldType = {
  test: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' && isHttpUrl(item)),
  expected: 'a list of absolute http or https addresses',
}

/** Every switch, by its name. */
const BEHAVIOR_FIELDS: { readonly [Name in keyof Behaviors]-?: BehaviorField } = {
  permissionsStatus: { wireName: 'permissions_status', type: oneOf([200, 202]) },
  singleUseUrl: { wireName: 'single_use_url', type: boolean },
  urlTtlSeconds: { wireName: 'url_ttl_seconds', type: integer(1, MAX_URL_TTL_SECONDS, 'seconds') },
  partialAcceptance: { wireName: 'partial_acceptance', type: boolean },
  redirectUris: { wireName: 'redirect_uris', type: httpUrls },
  missingScopeStatus: { wireName: 'missing_scope_status', type: oneOf([403, 422]) },
  emptyUnauthorized: { wireName: 'empty_unauthorized', type: boolean },
}

/** The names of all switches. */
export const BEHAVIOR_NAMES: readonly (keyof Behaviors)[] = Object.keys(BEHAVIOR_FIELDS) as (keyof Behaviors)[]

/** What holds where nothing else is said. */
export const DEFAULT_BEHAVIORS: Behaviors = {
  permissionsStatus: 200,
  singleUseUrl: true,
  urlTtlSeconds: 3600,
  partialAcceptance: true,
  missingScopeStatus: 403,
  emptyUnauthorized: false,
}

/**
 * Reads behaviors by their own names or by those of the wire; what is absent is the default.
 *
 * @throws TypeError "Cannot set behaviors: urlTtlSeconds is 0, not a whole number of seconds from 1 to 86400" for the
 * first thing that is wrong.
 */
export function parseBehaviors(value: unknown, casing: 'camelCase' | 'snake_case'): Behaviors {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw parseError(`the value is ${quoteValue(value)}, not an object`)
  }
  const known = new Map(
    BEHAVIOR_NAMES.map((name) => [casing === 'camelCase' ? name : BEHAVIOR_FIELDS[name].wireName, name]),
  )
  const parsed: Record<string, unknown> = { ...DEFAULT_BEHAVIORS }
  for (const [key, setting] of Object.entries(value)) {
    const name = known.get(key)
    if (name === undefined) throw parseError(`field "${key}" is unknown; known are ${quoteList(known.keys())}`)
    if (setting === undefined) continue
    const { test, expected } = BEHAVIOR_FIELDS[name].type
    if (!test(setting)) throw parseError(`${key} is ${quoteValue(setting)}, not ${expected}`)
    // A copy, so that nobody changes it afterwards.
    parsed[name] = structuredClone(setting)
  }
  // Checked field by field above.
  return parsed as unknown as Behaviors
}

/** Behaviors as the wire has them: `redirect_uris` is absent where any address will do. */
export function toSnakeCase(behaviors: Behaviors): Readonly<Record<string, unknown>> {
  return Object.fromEntries(BEHAVIOR_NAMES.map((name) => [BEHAVIOR_FIELDS[name].wireName, behaviors[name]]))
}

/** The behaviors of one sandbox, as they stand. */
export interface BehaviorStore {
  current(): Behaviors
  replace(behaviors: Behaviors): void
  /** Goes back to the first ones. */
  reset(): void
}

/** Starts with these. */
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

/** Whether a user may be sent to this address. */
export function isAllowedRedirectUri(url: string, { redirectUris }: Behaviors): boolean {
  return isHttpUrl(url) && (redirectUris === undefined || redirectUris.includes(url))
}

function parseError(problem: string): TypeError {
  return new TypeError(`Cannot set behaviors: ${problem}`)
}
