/**
 * Cronofy's OAuth (RFC 6749), on oauth4webapi: the address to send the user to, the exchange of the code, renewal
 * and revocation. PKCE and the `iss` parameter are not documented by the provider, so neither is relied on.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/
 * @module
 */
import * as oauth from 'oauth4webapi'
import { internalsOf } from './client/internals.ts'
import type { CallOptions, Client, Operation } from './client/types.ts'
import { apiBaseUrl, appBaseUrl, type DataCenter } from './data-centers.ts'
import { AuthorizationError, ProviderError } from './errors.ts'
import { getOwn } from './shared/own-property.ts'

/** The application in one data center: client ids belong to one of them (a guess). */
export interface OAuthApplication {
  readonly dataCenter: DataCenter
  readonly clientId: string
  readonly clientSecret: string
}

/** The tokens of one user. */
export interface Tokens {
  readonly accessToken: string
  /** Store this one: it may differ from the one that was used. Absent where the provider sent none. */
  readonly refreshToken: string | undefined
  /** When the access token ends, in milliseconds since 1970; approximate, says the provider. */
  readonly expiresAtMs: number
  /** The granted scopes, separated by spaces. */
  readonly scope: string | undefined
  /** The provider's id of the account, `sub` or, in older answers, `account_id`. */
  readonly sub: string | undefined
  /** The name of the profile that the user connected, mostly an email address. */
  readonly profileName: string | undefined
}

/** A list of tokens and profiles. Longer than to read, since nothing is tried again. */
const REQUEST_TOKEN: Operation = {
  name: 'POST /oauth/token',
  timeoutMs: 8000,
  maxBodyBytes: 64 * 1024,
  // A code is single use, and a refresh token may rotate when it is used.
  retry: 'never',
  unauthorizedCode: 'client_credentials_rejected',
}
const REVOKE_TOKEN: Operation = { ...REQUEST_TOKEN, name: 'POST /oauth/token/revoke' }

/** Used where the provider leaves `expires_in` out: it documents 3600, as approximate. */
const DEFAULT_EXPIRES_IN_SECONDS = 3600

/**
 * The address of the authorization page, RFC 6749 section 4.1.1.
 *
 * @param request.redirectUri Has to be on the application's list; dynamic values belong into `state`.
 * @param request.scope Separated by spaces, such as `read_write`.
 * @param request.state Random, and bound to the browser that is sent there.
 * @see https://docs.cronofy.com/developers/api/authorization/request-authorization/
 * @throws {InputError} `unknown_data_center`
 */
export function createAuthorizeUrl(
  client: Client,
  application: Pick<OAuthApplication, 'dataCenter' | 'clientId'>,
  request: { redirectUri: string; scope: string; state: string },
): string {
  const url = new URL(`${appBaseUrl(application.dataCenter, internalsOf(client).sandboxUrl)}/oauth/authorize`)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: application.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scope,
    state: request.state,
  }).toString()
  return url.href
}

/**
 * Exchanges the code of a callback for tokens, RFC 6749 section 4.1.3. Never tried again: a code is single use.
 *
 * @param callback.url The address that the user came back to.
 * @param callback.state What `state` has to be.
 * @param callback.redirectUri As it was in the authorization request.
 * @throws {AuthorizationError} `access_denied`, `authorization_failed`, `invalid_authorization_response`: no token was asked for
 * @throws {ProviderError} `invalid_grant`, `client_credentials_rejected` and its other codes
 */
export async function exchangeCode(
  client: Client,
  application: OAuthApplication,
  { url, state, redirectUri, ...callOptions }: { url: URL; state: string; redirectUri: string } & CallOptions,
): Promise<Tokens> {
  const { authorizationServer, oauthClient, clientAuthentication, options } = prepareTokenRequest(
    client,
    application,
    REQUEST_TOKEN,
    callOptions,
  )
  let parameters: URLSearchParams
  try {
    parameters = oauth.validateAuthResponse(authorizationServer, oauthClient, url, state)
  } catch (error) {
    throw toAuthorizationError(error)
  }
  if (!parameters.get('code') || url.searchParams.getAll('code').length > 1) throw toAuthorizationError(undefined)
  return requestTokens(client, application, async () => {
    const response = await oauth.authorizationCodeGrantRequest(
      authorizationServer,
      oauthClient,
      clientAuthentication,
      parameters,
      redirectUri,
      oauth.nopkce,
      options,
    )
    return oauth.processAuthorizationCodeResponse(authorizationServer, oauthClient, response)
  })
}

/**
 * Exchanges a refresh token for new tokens, RFC 6749 section 6. Never tried again: it may change when it is used.
 *
 * @throws {ProviderError} `invalid_grant` where the refresh token is dead, and its other codes
 */
export async function refreshTokens(
  client: Client,
  application: OAuthApplication,
  { refreshToken, ...callOptions }: { refreshToken: string } & CallOptions,
): Promise<Tokens> {
  const { authorizationServer, oauthClient, clientAuthentication, options } = prepareTokenRequest(
    client,
    application,
    REQUEST_TOKEN,
    callOptions,
  )
  const renewed = await requestTokens(client, application, async () => {
    const response = await oauth.refreshTokenGrantRequest(
      authorizationServer,
      oauthClient,
      clientAuthentication,
      refreshToken,
      options,
    )
    return oauth.processRefreshTokenResponse(authorizationServer, oauthClient, response)
  })
  return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken }
}

/**
 * Ends an authorization by one of its tokens, RFC 7009.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/revoke/
 * @throws {ProviderError}
 */
export async function revokeTokens(
  client: Client,
  application: OAuthApplication,
  { token, ...callOptions }: { token: string } & CallOptions,
): Promise<void> {
  const { authorizationServer, oauthClient, clientAuthentication, options } = prepareTokenRequest(
    client,
    application,
    REVOKE_TOKEN,
    callOptions,
  )
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(authorizationServer, oauthClient, clientAuthentication, token, options),
  )
}

function prepareTokenRequest(
  client: Client,
  application: OAuthApplication,
  operation: Operation,
  callOptions: CallOptions,
) {
  const { dataCenter, clientId, clientSecret } = application
  const { sandboxUrl, send } = internalsOf(client)
  const apiUrl = apiBaseUrl(dataCenter, sandboxUrl)
  const authorizationServer: oauth.AuthorizationServer = {
    issuer: appBaseUrl(dataCenter, sandboxUrl),
    token_endpoint: `${apiUrl}/oauth/token`,
    revocation_endpoint: `${apiUrl}/oauth/token/revoke`,
  }
  return {
    authorizationServer,
    oauthClient: { client_id: clientId } satisfies oauth.Client,
    // Credentials travel in the body, as the provider documents it.
    clientAuthentication: oauth.ClientSecretPost(clientSecret),
    options: {
      [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) =>
        send(new Request(url, { ...init, redirect: 'manual' }), { operation, dataCenter }, callOptions),
      // Only a sandbox on this machine is reached without TLS; createClient sees to that.
      [oauth.allowInsecureRequests]: sandboxUrl !== undefined,
    },
  }
}

async function requestTokens(
  client: Client,
  { dataCenter }: OAuthApplication,
  request: () => Promise<oauth.TokenEndpointResponse>,
): Promise<Tokens> {
  const requestedAtMs = internalsOf(client).now()
  let tokenResponse: oauth.TokenEndpointResponse
  try {
    tokenResponse = await request()
  } catch (error) {
    if (error instanceof ProviderError) throw error
    // oauth4webapi's errors carry the answer, with the tokens in it: none of it goes on.
    throw new ProviderError('invalid_provider_response', 'the response is not a token response', {
      operation: REQUEST_TOKEN.name,
      dataCenter,
    })
  }
  return {
    accessToken: tokenResponse.access_token,
    refreshToken: tokenResponse.refresh_token,
    expiresAtMs: requestedAtMs + (tokenResponse.expires_in ?? DEFAULT_EXPIRES_IN_SECONDS) * 1000,
    scope: tokenResponse.scope,
    sub: nonEmptyString(getOwn(tokenResponse, 'sub')) ?? nonEmptyString(getOwn(tokenResponse, 'account_id')),
    profileName: nonEmptyString(getOwn(getOwn(tokenResponse, 'linking_profile'), 'profile_name')),
  }
}

function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function toAuthorizationError(error: unknown): AuthorizationError {
  if (error instanceof oauth.AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? new AuthorizationError('access_denied', 'The user refused the authorization.')
      : new AuthorizationError('authorization_failed', 'Cronofy rejected the authorization request.')
  }
  return new AuthorizationError(
    'invalid_authorization_response',
    'state does not match, or code is missing or repeated.',
  )
}
