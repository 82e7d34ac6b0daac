/**
 * The query of an authorization request, checked (RFC 6749 section 4.1.1).
 *
 * @module
 */
import { type Behaviors, isAllowedRedirectUri } from '../config/behaviors.ts'
import type { SeedClient } from '../config/seed.ts'
import { appendQuery, isHttpUrl } from '../http/web-url.ts'

/** The scopes an application can ask a user for (SDK). */
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

/** What an application asks for at the authorize page. */
export interface AuthorizationRequest {
  readonly clientId: string
  readonly redirectUri: string
  /** Separated by spaces. */
  readonly scope: string
  /** The answer to the application: its redirect URI with these parameters, and its `state` where it sent one. */
  redirectUrl(parameters: Readonly<Record<string, string>>): string
}

/**
 * Reads an authorization request. Other parameters of the provider (`provider_name`, `avoid_linking`, …) are not looked at.
 *
 * - `unsafe`: the application or its address cannot be trusted, so the user is told and never redirected (section 4.1.2.1).
 *   The provider has a list of allowed addresses (documented); here any http or https address will do, unless the behavior
 *   `redirectUris` is such a list.
 * - `redirectTo`: the application learns what was wrong.
 */
export function parseAuthorizationRequest(
  query: URLSearchParams,
  { clients, behaviors }: { readonly clients: readonly SeedClient[]; readonly behaviors: Behaviors },
): { request: AuthorizationRequest } | { redirectTo: string } | { unsafe: string } {
  const clientId = singleParam(query, 'client_id')
  if (clientId === undefined || !clients.some((client) => client.clientId === clientId)) {
    return { unsafe: `Cannot authorize: client_id is "${clientId ?? ''}", which is no application of this sandbox` }
  }
  const redirectUri = singleParam(query, 'redirect_uri')
  if (redirectUri === undefined || !isHttpUrl(redirectUri) || redirectUri.includes('#')) {
    return {
      unsafe: `Cannot authorize: redirect_uri is "${redirectUri ?? ''}", not one absolute http or https address without a fragment`,
    }
  }
  if (!isAllowedRedirectUri(redirectUri, behaviors)) {
    return { unsafe: `Cannot authorize: redirect_uri is "${redirectUri}", which is not on the list of this sandbox` }
  }

  const state = singleParam(query, 'state')
  const redirectUrl: AuthorizationRequest['redirectUrl'] = (parameters) =>
    appendQuery(redirectUri, { ...parameters, ...(state !== undefined && { state }) })
  const redirectError = (error: string, description: string) => ({
    redirectTo: redirectUrl({ error, error_description: description }),
  })

  const repeated = [...new Set(query.keys())].find((name) => query.getAll(name).length > 1)
  if (repeated !== undefined) return redirectError('invalid_request', 'a parameter is repeated')
  const responseType = query.get('response_type')
  if (responseType === null) return redirectError('invalid_request', 'response_type is missing')
  if (responseType !== 'code') return redirectError('unsupported_response_type', 'response_type is not "code"')
  const scope = query.get('scope') ?? ''
  // Section 3.3 leaves open what a missing scope means; that the provider refuses it is a guess, as is an unknown one.
  if (!scope.split(' ').every((name) => SCOPES.has(name)))
    return redirectError('invalid_scope', 'scope is missing or unknown')
  return { request: { clientId, redirectUri, scope, redirectUrl } }
}

/** A parameter that may be given once only (section 3.1). */
function singleParam(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name)
  return values.length === 1 ? values[0] : undefined
}
