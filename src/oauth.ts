/**
 * OAuth (RFC 6749) with Cronofy, on oauth4webapi: the authorization URL, the code exchange, refresh, and revocation.
 * Cronofy documents neither PKCE nor the `iss` parameter. PKCE can be sent, and nothing relies on either.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/
 * @module
 */
import * as oauth from 'oauth4webapi'
import { internalsOf } from './client/internals.ts'
import { RequestDraft } from './client/request-draft.ts'
import { requestIdOf } from './client/request-id.ts'
import type { CallOptions, Client, Operation } from './client/types.ts'
import { apiBaseUrl, appBaseUrl, type DataCenter } from './data-centers.ts'
import { AuthorizationError, ProviderError, type ProviderErrorDetails } from './errors.ts'
import { isNonEmptyString } from './shared/non-empty-string.ts'
import { getOwn } from './shared/own-property.ts'
import { lenientTokenResponse } from './token-response.ts'

/** The application's credentials in one data center. That client IDs belong to one data center is a guess. */
export interface OAuthApplication {
  /** The data center that these credentials are for. */
  readonly dataCenter: DataCenter
  readonly clientId: string
  readonly clientSecret: string
}

/** The tokens of one user. */
export interface Tokens {
  /** The bearer token for calls to Cronofy, RFC 6750. */
  readonly accessToken: string
  /** Store it, because it may differ from the one that you used. `undefined` if Cronofy sent none. */
  readonly refreshToken: string | undefined
  /** When the access token expires, in milliseconds since 1970. Cronofy calls it approximate. */
  readonly expiresAtMs: number
  /** The granted scopes, separated by spaces. */
  readonly scope: string | undefined
  /** Cronofy's ID of the account: `sub`, or `account_id` in older responses. */
  readonly sub: string | undefined
  /** The name of the connected profile, usually an email address. */
  readonly profileName: string | undefined
  /** The calendar provider of the connected profile, such as `google`. */
  readonly providerName: string | undefined
}

/** What can differ between the authorizations of one application. */
export interface AuthorizeParameters {
  /** The calendar provider whose sign-in page to show at once, such as `google`. */
  readonly providerName?: string | undefined
  /** The language of Cronofy's page, such as `de`. */
  readonly locale?: string | undefined
  /** Links the account to an existing one. Cronofy documents it as alpha. */
  readonly linkToken?: string | undefined
}

/** The parameters of {@link createAuthorizeUrl}. */
export interface AuthorizeRequest extends AuthorizeParameters {
  /** Must be registered for the application. Put dynamic values into `state`. */
  readonly redirectUri: string
  /** Scopes separated by spaces, such as `read_write`. */
  readonly scope: string
  /** Random, and bound to the browser that you send there. See `createState`. */
  readonly state: string
  /** The `codeChallenge` of `createPkce`. Without it, the URL has no PKCE parameters. */
  readonly codeChallenge?: string | undefined
  /**
   * Whether a second account that authorizes in the same browser stays an account of its own. Otherwise Cronofy links the
   * two. Without it, Cronofy decides.
   */
  readonly avoidLinking?: boolean | undefined
}

/** A longer timeout than for reading, because there is only one attempt. */
const REQUEST_TOKEN: Operation = {
  name: 'POST /oauth/token',
  timeoutMs: 8000,
  maxBodyBytes: 64 * 1024,
  // A code is single-use, and a refresh token may rotate when it is used.
  retry: 'never',
  unauthorizedCode: 'client_credentials_rejected',
}
const REVOKE_TOKEN: Operation = { ...REQUEST_TOKEN, name: 'POST /oauth/token/revoke' }

/** Used if Cronofy sends no `expires_in`. Cronofy documents about 3600. */
const DEFAULT_EXPIRES_IN_SECONDS = 3600

/**
 * Creates the URL of the authorization page, RFC 6749 section 4.1.1.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/request-authorization/
 * @throws {InputError} `unknown_data_center`
 */
export function createAuthorizeUrl(
  client: Client,
  application: Pick<OAuthApplication, 'dataCenter' | 'clientId'>,
  request: AuthorizeRequest,
): string {
  const url = new URL(`${appBaseUrl(application.dataCenter, internalsOf(client).sandboxUrl)}/oauth/authorize`)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: application.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scope,
    state: request.state,
    // RFC 7636 section 4.3.
    ...(request.codeChallenge !== undefined && {
      code_challenge: request.codeChallenge,
      code_challenge_method: 'S256',
    }),
    ...(request.avoidLinking !== undefined && { avoid_linking: String(request.avoidLinking) }),
    ...(request.providerName !== undefined && { provider_name: request.providerName }),
    ...(request.locale !== undefined && { locale: request.locale }),
    ...(request.linkToken !== undefined && { link_token: request.linkToken }),
  }).toString()
  return url.href
}

/**
 * Exchanges the code of a callback for tokens, RFC 6749 section 4.1.3. One attempt, because a code is single-use.
 *
 * @param callback.url The URL that the user returned to.
 * @param callback.state The `state` of the authorization request.
 * @param callback.redirectUri The redirect URI of the authorization request.
 * @param callback.codeVerifier The `codeVerifier` whose challenge was in the authorization request (RFC 7636 section 4.5).
 * @throws {AuthorizationError} `access_denied`, `authorization_failed`, `invalid_authorization_response`
 * @throws {ProviderError} `invalid_grant`, `client_credentials_rejected` and its other codes
 */
export async function exchangeCode(
  client: Client,
  application: OAuthApplication,
  {
    url,
    state,
    redirectUri,
    codeVerifier,
    ...callOptions
  }: { url: URL; state: string; redirectUri: string; codeVerifier?: string | undefined } & CallOptions,
): Promise<Tokens> {
  const parameters = validateCallback(client, application, { url, state })
  const { parties, options } = prepareTokenRequest(client, application, REQUEST_TOKEN, callOptions)
  const [authorizationServer, oauthClient] = parties
  return requestTokens(client, application, {
    send: () =>
      oauth.authorizationCodeGrantRequest(...parties, parameters, redirectUri, codeVerifier ?? oauth.nopkce, options),
    read: (response) => oauth.processAuthorizationCodeResponse(authorizationServer, oauthClient, response),
  })
}

/**
 * Validates a callback, and returns its parameters, RFC 6749 section 4.1.2. Sends nothing.
 *
 * @throws {AuthorizationError} `access_denied`, `authorization_failed`, `invalid_authorization_response`
 */
export function validateCallback(
  client: Client,
  application: OAuthApplication,
  { url, state }: { url: URL; state: string },
): URLSearchParams {
  if (isDeniedWithoutState(url)) throw accessDenied()
  const { authorizationServer, oauthClient } = partiesOf(client, application)
  let parameters: URLSearchParams
  try {
    parameters = oauth.validateAuthResponse(authorizationServer, oauthClient, url, state)
  } catch (error) {
    throw toAuthorizationError(error)
  }
  if (!parameters.get('code') || url.searchParams.getAll('code').length > 1) throw toAuthorizationError(undefined)
  return parameters
}

/**
 * Exchanges a refresh token for new tokens, RFC 6749 section 6. One attempt, because it may rotate
 * when it is used.
 *
 * @throws {ProviderError} `invalid_grant` if the refresh token is no longer valid, and its other codes
 */
export async function refreshTokens(
  client: Client,
  application: OAuthApplication,
  { refreshToken, ...callOptions }: { refreshToken: string } & CallOptions,
): Promise<Tokens> {
  const { parties, options } = prepareTokenRequest(client, application, REQUEST_TOKEN, callOptions)
  const [authorizationServer, oauthClient] = parties
  const renewed = await requestTokens(client, application, {
    send: () => oauth.refreshTokenGrantRequest(...parties, refreshToken, options),
    read: (response) => oauth.processRefreshTokenResponse(authorizationServer, oauthClient, response),
  })
  return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken }
}

/**
 * Revokes the authorization to which a token belongs, RFC 7009. Every token of it becomes invalid.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/revoke/
 * @throws {ProviderError} any of its codes
 */
export async function revokeTokens(
  client: Client,
  application: OAuthApplication,
  { token, ...callOptions }: { token: string } & CallOptions,
): Promise<void> {
  const { parties, options } = prepareTokenRequest(client, application, REVOKE_TOKEN, callOptions)
  await oauth.processRevocationResponse(await oauth.revocationRequest(...parties, token, options))
}

function partiesOf(
  client: Client,
  { dataCenter, clientId }: OAuthApplication,
): { authorizationServer: oauth.AuthorizationServer; oauthClient: oauth.Client } {
  const { sandboxUrl } = internalsOf(client)
  const apiUrl = apiBaseUrl(dataCenter, sandboxUrl)
  return {
    authorizationServer: {
      issuer: appBaseUrl(dataCenter, sandboxUrl),
      token_endpoint: `${apiUrl}/oauth/token`,
      revocation_endpoint: `${apiUrl}/oauth/token/revoke`,
    },
    oauthClient: { client_id: clientId },
  }
}

function prepareTokenRequest(
  client: Client,
  application: OAuthApplication,
  operation: Operation,
  callOptions: CallOptions,
) {
  const { dataCenter, clientSecret } = application
  const { sandboxUrl, send } = internalsOf(client)
  const { authorizationServer, oauthClient } = partiesOf(client, application)
  return {
    // Cronofy documents credentials in the body.
    parties: [authorizationServer, oauthClient, oauth.ClientSecretPost(clientSecret)] as const,
    options: {
      [oauth.customFetch]: async (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) => {
        const response = await send(new RequestDraft(url, init), { operation, dataCenter }, callOptions)
        return operation === REQUEST_TOKEN ? lenientTokenResponse(response) : new Response()
      },
      // createClient allows http for an emulator on this machine only.
      [oauth.allowInsecureRequests]: sandboxUrl !== undefined,
    },
  }
}

async function requestTokens(
  client: Client,
  { dataCenter }: OAuthApplication,
  { send, read }: { send(): Promise<Response>; read(response: Response): Promise<oauth.TokenEndpointResponse> },
): Promise<Tokens> {
  const requestedAtMs = internalsOf(client).now()
  let details: ProviderErrorDetails = { operation: REQUEST_TOKEN.name, dataCenter }
  let tokenResponse: oauth.TokenEndpointResponse
  try {
    const response = await send()
    details = { ...details, ...requestIdOf(response.headers) }
    tokenResponse = await read(response)
  } catch (error) {
    if (error instanceof ProviderError) throw error
    // oauth4webapi's errors contain the response with its tokens, so they are dropped.
    throw new ProviderError('invalid_provider_response', 'the response is not a token response', details)
  }
  const profile = getOwn(tokenResponse, 'linking_profile')
  return {
    accessToken: tokenResponse.access_token,
    refreshToken: tokenResponse.refresh_token,
    expiresAtMs: requestedAtMs + (tokenResponse.expires_in ?? DEFAULT_EXPIRES_IN_SECONDS) * 1000,
    scope: tokenResponse.scope,
    sub: nonEmptyString(getOwn(tokenResponse, 'sub')) ?? nonEmptyString(getOwn(tokenResponse, 'account_id')),
    profileName: nonEmptyString(getOwn(profile, 'profile_name')),
    providerName: nonEmptyString(getOwn(profile, 'provider_name')),
  }
}

/**
 * Whether the user refused, in a response without `state`. RFC 6749 section 4.1.2.1 requires `state`, but a refusal
 * unlocks nothing, so it is reported without one.
 */
export function isDeniedWithoutState({ searchParams }: URL): boolean {
  return !searchParams.get('state') && searchParams.get('error') === 'access_denied'
}

export function accessDenied(): AuthorizationError {
  return new AuthorizationError('access_denied', 'The user refused the authorization.')
}

function nonEmptyString(value: unknown): string | undefined {
  return isNonEmptyString(value) ? value : undefined
}

function toAuthorizationError(error: unknown): AuthorizationError {
  if (error instanceof oauth.AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? accessDenied()
      : new AuthorizationError('authorization_failed', 'Cronofy rejected the authorization request.')
  }
  return new AuthorizationError(
    'invalid_authorization_response',
    'state does not match, or code is missing or repeated.',
  )
}
