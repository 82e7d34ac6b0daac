/**
 * The guesses that matter, each with a switch: what the provider does is not documented, or two sources differ, so an
 * application should be tried both ways.
 *
 * @module
 */
import { isWebAddress } from '../http/web-url.ts'
import { oneOf, type Parameter, whole } from '../validation/field-types.ts'
import { list, quote } from '../validation/messages.ts'

/** How a sandbox behaves where it had to guess. What an account answers to permissions is in the seed, account by account. */
export interface Behaviours {
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
interface Switch {
  /** As the routes under `/sandbox` call it. */
  readonly wire: string
  readonly parameter: Parameter
}

/** A day. The clock is pushed, not waited for; a longer life would only be a mistake in the unit. */
const MAX_URL_TTL_SECONDS = 86_400

const flag: Parameter = oneOf([true, false])
const webAddresses: Parameter = {
  is: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string' && isWebAddress(one)),
  means: 'a list of absolute http or https addresses',
}

/** Every switch, by its name. */
const SWITCHES: { readonly [Name in keyof Behaviours]-?: Switch } = {
  permissionsStatus: { wire: 'permissions_status', parameter: oneOf([200, 202]) },
  singleUseUrl: { wire: 'single_use_url', parameter: flag },
  urlTtlSeconds: { wire: 'url_ttl_seconds', parameter: whole(1, MAX_URL_TTL_SECONDS, 'seconds') },
  partialAcceptance: { wire: 'partial_acceptance', parameter: flag },
  redirectUris: { wire: 'redirect_uris', parameter: webAddresses },
  missingScopeStatus: { wire: 'missing_scope_status', parameter: oneOf([403, 422]) },
  emptyUnauthorized: { wire: 'empty_unauthorized', parameter: flag },
}

/** The names of all switches. */
export const BEHAVIOUR_NAMES: readonly (keyof Behaviours)[] = Object.keys(SWITCHES) as (keyof Behaviours)[]

/** What holds where nothing else is said. */
export const DEFAULT_BEHAVIOURS: Behaviours = {
  permissionsStatus: 200,
  singleUseUrl: true,
  urlTtlSeconds: 3600,
  partialAcceptance: true,
  missingScopeStatus: 403,
  emptyUnauthorized: false,
}

/**
 * Reads behaviours by their own names or by those of the wire; what is absent is the default.
 *
 * @throws TypeError "Cannot set behaviours: urlTtlSeconds is 0, not a whole number of seconds from 1 to 86400" for the
 * first thing that is wrong.
 */
export function readBehaviours(value: unknown, names: 'own' | 'wire'): Behaviours {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(`the value is ${quote(value)}, not an object`)
  }
  const known = new Map(BEHAVIOUR_NAMES.map((name) => [names === 'own' ? name : SWITCHES[name].wire, name]))
  const read: Record<string, unknown> = { ...DEFAULT_BEHAVIOURS }
  for (const [given, setting] of Object.entries(value)) {
    const name = known.get(given)
    if (name === undefined) throw wrong(`field "${given}" is unknown; known are ${list(known.keys())}`)
    if (setting === undefined) continue
    const { is, means } = SWITCHES[name].parameter
    if (!is(setting)) throw wrong(`${given} is ${quote(setting)}, not ${means}`)
    // A copy, so that nobody changes it afterwards.
    read[name] = structuredClone(setting)
  }
  // Checked field by field above.
  return read as unknown as Behaviours
}

/** Behaviours as the wire has them: `redirect_uris` is absent where any address will do. */
export function toWire(behaviours: Behaviours): Readonly<Record<string, unknown>> {
  return Object.fromEntries(BEHAVIOUR_NAMES.map((name) => [SWITCHES[name].wire, behaviours[name]]))
}

/** The behaviours of one sandbox, as they stand. */
export interface Switchboard {
  now(): Behaviours
  replace(behaviours: Behaviours): void
  /** Goes back to the first ones. */
  restore(): void
}

/** Starts with these. */
export function createSwitchboard(first: Behaviours): Switchboard {
  let current = first
  return {
    now: () => current,
    replace: (behaviours) => {
      current = behaviours
    },
    restore: () => {
      current = first
    },
  }
}

/** Whether a user may be sent to this address. */
export function isAllowedRedirect(address: string, { redirectUris }: Behaviours): boolean {
  return isWebAddress(address) && (redirectUris === undefined || redirectUris.includes(address))
}

function wrong(state: string): TypeError {
  return new TypeError(`Cannot set behaviours: ${state}`)
}
