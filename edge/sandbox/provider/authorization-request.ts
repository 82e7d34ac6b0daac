/**
 * The query of an authorization request, checked (RFC 6749 section 4.1.1).
 *
 * @module
 */
import { type Behaviours, isAllowedRedirect } from '../config/behaviors.ts'
import type { Client } from '../config/seed.ts'
import { addToQuery, isWebAddress } from '../http/web-url.ts'

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
  answer(parameters: Readonly<Record<string, string>>): string
}

/**
 * Reads an authorization request. Other parameters of the provider (`provider_name`, `avoid_linking`, …) are not looked at.
 *
 * - `unsafe`: the application or its address cannot be trusted, so the user is told and never redirected (section 4.1.2.1).
 *   The provider has a list of allowed addresses (documented); here any http or https address will do, unless the behaviour
 *   `redirectUris` is such a list.
 * - `redirectTo`: the application learns what was wrong.
 */
export function readAuthorizationRequest(
  query: URLSearchParams,
  { clients, behaviours }: { readonly clients: readonly Client[]; readonly behaviours: Behaviours },
): { request: AuthorizationRequest } | { redirectTo: string } | { unsafe: string } {
  const clientId = single(query, 'client_id')
  if (clientId === undefined || !clients.some((client) => client.clientId === clientId)) {
    return { unsafe: `Cannot authorize: client_id is "${clientId ?? ''}", which is no application of this sandbox` }
  }
  const redirectUri = single(query, 'redirect_uri')
  if (redirectUri === undefined || !isWebAddress(redirectUri) || redirectUri.includes('#')) {
    return {
      unsafe: `Cannot authorize: redirect_uri is "${redirectUri ?? ''}", not one absolute http or https address without a fragment`,
    }
  }
  if (!isAllowedRedirect(redirectUri, behaviours)) {
    return { unsafe: `Cannot authorize: redirect_uri is "${redirectUri}", which is not on the list of this sandbox` }
  }

  const state = single(query, 'state')
  const answer: AuthorizationRequest['answer'] = (parameters) =>
    addToQuery(redirectUri, { ...parameters, ...(state !== undefined && { state }) })
  const refuse = (error: string, description: string) => ({
    redirectTo: answer({ error, error_description: description }),
  })

  const repeated = [...new Set(query.keys())].find((name) => query.getAll(name).length > 1)
  if (repeated !== undefined) return refuse('invalid_request', 'a parameter is repeated')
  const responseType = query.get('response_type')
  if (responseType === null) return refuse('invalid_request', 'response_type is missing')
  if (responseType !== 'code') return refuse('unsupported_response_type', 'response_type is not "code"')
  const scope = query.get('scope') ?? ''
  // Section 3.3 leaves open what a missing scope means; that the provider refuses it is a guess, as is an unknown one.
  if (!scope.split(' ').every((name) => SCOPES.has(name))) return refuse('invalid_scope', 'scope is missing or unknown')
  return { request: { clientId, redirectUri, scope, answer } }
}

/** A parameter that may be given once only (section 3.1). */
function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name)
  return values.length === 1 ? values[0] : undefined
}
