import { type Behaviors, isAllowedRedirectUri } from '../config/behaviors.ts'
import type { SeedClient } from '../config/seed.ts'
import { appendQuery, isHttpUrl } from '../http/web-url.ts'
import { PKCE_PARAMETERS, parseCodeChallenge } from './pkce.ts'

/** The scopes that an application can request (SDK). */
const SCOPES: ReadonlySet<string> = new Set([
  'change_participation_status',
  'create_calendar',
  'create_event',
  'delete_event',
  'event_reminders',
  'free_busy',
  'free_busy_write',
  'list_calendars',
  'read_account',
  'read_events',
  'read_free_busy',
  'read_only',
  'read_write',
  'write_only',
])

/** The parameters that Cronofy documents. */
const PARAMETERS: ReadonlySet<string> = new Set([
  'avoid_linking',
  'client_id',
  'delegated_scope',
  'link_token',
  'locale',
  'provider_name',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
])

/** A valid authorization request (RFC 6749 section 4.1.1). */
export interface AuthorizationRequest {
  readonly clientId: string
  readonly redirectUri: string
  /** Separated by spaces. */
  readonly scope: string
  /** The S256 challenge of PKCE. Undefined if there is none, or if it is malformed and ignored. */
  readonly codeChallenge: string | undefined
  /** Whether the account stays apart from others that authorize in the same browser. */
  readonly avoidLinking: boolean
  /** The redirect URI with these parameters, and with the `state` of the request. */
  redirectUrl(parameters: Readonly<Record<string, string>>): string
}

/**
 * A parsed authorization request.
 *
 * - `untrusted`: the application or its redirect URI is not trusted, so the user sees an error and is not redirected
 *   (section 4.1.2.1).
 * - `rejected`: the application receives the error at `redirectTo`.
 */
export type ParsedAuthorizationRequest =
  | { readonly status: 'valid'; readonly request: AuthorizationRequest }
  | { readonly status: 'rejected'; readonly redirectTo: string }
  | { readonly status: 'untrusted'; readonly problem: string }

/** `true` (documented), and `1` as cronofy-php sends it (SDK). */
const AVOID_LINKING_VALUES: ReadonlySet<string> = new Set(['true', '1'])

/**
 * Parses an authorization request. It ignores Cronofy's other parameters (`provider_name`, `locale`, …), and unknown
 * ones, unless the behavior `unknownAuthorizeParameters` is set to `rejected`. Parameters without a value count as omitted
 * (RFC 6749 section 3.1).
 *
 * Cronofy has a list of allowed redirect URIs in production (documented). Here every http and https URL is allowed, as in
 * development (documented), unless the behavior `redirectUris` is set.
 */
export function parseAuthorizationRequest(
  sentQuery: URLSearchParams,
  { clients, behaviors }: { readonly clients: readonly SeedClient[]; readonly behaviors: Behaviors },
): ParsedAuthorizationRequest {
  const query = omitEmpty(sentQuery)
  const clientId = singleParam(query, 'client_id')
  if (clientId === undefined || !clients.some((client) => client.clientId === clientId)) {
    return untrusted(`The client_id "${clientId ?? ''}" is unknown. Use the client ID of an application in the seed.`)
  }
  const redirectUri = singleParam(query, 'redirect_uri')
  if (redirectUri === undefined || !isHttpUrl(redirectUri) || redirectUri.includes('#')) {
    return untrusted(
      `The redirect_uri "${redirectUri ?? ''}" must be one absolute http or https URL without a fragment.`,
    )
  }
  if (!isAllowedRedirectUri(redirectUri, behaviors)) {
    return untrusted(`The redirect_uri "${redirectUri}" is not allowed. Add it to the behavior redirectUris.`)
  }

  const state = singleParam(query, 'state')
  const redirectUrl: AuthorizationRequest['redirectUrl'] = (parameters) =>
    appendQuery(redirectUri, { ...parameters, ...(state !== undefined && { state }) })
  const redirectError = (error: string, description: string): ParsedAuthorizationRequest => ({
    status: 'rejected',
    redirectTo: redirectUrl({ error, error_description: description }),
  })

  const names = [...query.keys()]
  if (new Set(names).size < names.length) return redirectError('invalid_request', 'a parameter is repeated')
  if (behaviors.unknownAuthorizeParameters === 'rejected' && names.some((name) => !isKnown(name, behaviors)))
    return redirectError('invalid_request', 'a parameter is unknown')
  const responseType = query.get('response_type')
  if (responseType === null) return redirectError('invalid_request', 'response_type is missing')
  if (responseType !== 'code') return redirectError('unsupported_response_type', 'response_type is not "code"')
  const scope = query.get('scope') ?? ''
  // Section 3.3 allows a default scope. That Cronofy rejects a missing scope is a guess, as for an unknown one.
  if (!scope.split(' ').every((name) => SCOPES.has(name)))
    return redirectError('invalid_scope', 'scope is missing or unknown')
  const pkce = parseCodeChallenge(query)
  // RFC 7636 section 4.4.1.
  if (pkce.status === 'invalid' && behaviors.pkce === 'enforced') return redirectError('invalid_request', pkce.problem)
  const codeChallenge = pkce.status === 'valid' ? pkce.codeChallenge : undefined
  const avoidLinking = AVOID_LINKING_VALUES.has(query.get('avoid_linking') ?? '')
  return { status: 'valid', request: { clientId, redirectUri, scope, codeChallenge, avoidLinking, redirectUrl } }
}

function untrusted(problem: string): ParsedAuthorizationRequest {
  return { status: 'untrusted', problem: `Cannot authorize: ${problem}` }
}

function isKnown(name: string, { pkce }: Behaviors): boolean {
  return PARAMETERS.has(name) || (pkce === 'enforced' && PKCE_PARAMETERS.some((known) => known === name))
}

/** Removes parameters without a value. A repeated one stays, so that it is rejected. */
function omitEmpty(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name, value]) => value !== '' || query.getAll(name).length > 1))
}

/** A parameter must not be repeated (section 3.1). */
function singleParam(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name)
  return values.length === 1 ? values[0] : undefined
}
