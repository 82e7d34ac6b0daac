/**
 * OAuth (RFC 6749) with Cronofy: the authorization URL, the code exchange, the refresh, and the revocation. oauth4webapi
 * implements the protocol. Cronofy documents neither PKCE nor the `iss` parameter. You can send PKCE parameters, but nothing here
 * relies on them or on `iss`.
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
  /** The data center in which Cronofy issued the credentials. */
  readonly dataCenter: DataCenter
  /** The client ID. It is public: the authorization URL contains it. */
  readonly clientId: string
  /** The client secret. It is sent only to the token endpoints of this data center, in the body. */
  readonly clientSecret: string
}

/** The tokens of one user. */
export interface Tokens {
  /** The access token. Pass it to `begin` and `complete`, and to Cronofy's own API. */
  readonly accessToken: string
  /**
   * The refresh token. Always store this one: after a refresh, it may differ from the one that you sent. `undefined` if Cronofy
   * sent none.
   */
  readonly refreshToken: string | undefined
  /** When the access token expires, in milliseconds since 1970. Cronofy calls the lifetime approximate. */
  readonly expiresAtMs: number
  /** The granted scopes, separated by spaces. `undefined` if Cronofy sent none. */
  readonly scope: string | undefined
  /** Cronofy's ID of the account: `sub`, or `account_id` if there is no `sub`. `undefined` after a refresh (documented). */
  readonly sub: string | undefined
  /** The name of the connected profile, usually an email address. `undefined` after a refresh (documented). */
  readonly profileName: string | undefined
  /** The calendar provider of the connected profile, such as `google`. `undefined` after a refresh (documented). */
  readonly providerName: string | undefined
}

/** The optional parameters of an authorization, which may differ for each user. */
export interface AuthorizeParameters {
  /**
   * The calendar provider whose sign-in page Cronofy shows at once, such as `google`. Sent as `provider_name`.
   * @default none: the user chooses on Cronofy's page
   */
  readonly providerName?: string | undefined
  /**
   * The language of Cronofy's page, such as `de`. Sent as `locale`.
   * @default none: Cronofy decides
   */
  readonly locale?: string | undefined
  /**
   * A link token of Cronofy's, which links the account to an existing one. Sent as `link_token`. Cronofy documents it as alpha.
   * @default none
   */
  readonly linkToken?: string | undefined
}

/** The parameters of {@link createAuthorizeUrl}. */
export interface AuthorizeRequest extends AuthorizeParameters {
  /**
   * Where Cronofy sends the user back. In production, it must be one of the application's redirect URIs (documented). Put values
   * that vary into `state`.
   */
  readonly redirectUri: string
  /** The scopes to request, separated by spaces, such as `read_write`. */
  readonly scope: string
  /** A random value that is bound to the user's browser. Use {@link createState}. */
  readonly state: string
  /**
   * The `codeChallenge` from {@link createPkce}. Sent as `code_challenge`, with `code_challenge_method=S256`.
   * @default none: no PKCE
   */
  readonly codeChallenge?: string | undefined
  /**
   * Sent as `avoid_linking`. With `true`, a second account that is authorized in the same browser stays separate. With `false`,
   * Cronofy links the two (documented).
   * @default none: Cronofy links the two
   */
  readonly avoidLinking?: boolean | undefined
}

/** The timeout is longer than for reading, because there is only one attempt. */
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
 * Creates the URL of Cronofy's authorization page (RFC 6749 section 4.1.1). Sends nothing: redirect the user to the URL.
 *
 * {@link createPkce} has an example.
 *
 * @param client From `createClient`. It knows whether an emulator replaces Cronofy.
 * @param application The data center and the client ID. The secret is not needed.
 * @param request The query parameters.
 * @returns An absolute URL on the data center's app host.
 * @throws {InputError} `unknown_data_center`
 * @see https://docs.cronofy.com/developers/api/authorization/request-authorization/
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
 * Exchanges the code of a callback for tokens (RFC 6749 section 4.1.3).
 *
 * First checks the callback: `state` must match, and there must be one `code`. Then sends `POST /oauth/token` once, because a code
 * works only once.
 *
 * @param client From `createClient`.
 * @param application The credentials in the data center in which the authorization began.
 * @param callback `url`: the URL that the user returned to. `state`: the `state` of the authorization request, from your session or
 *   cookie, never from `url`. `redirectUri`: the redirect URI of the authorization request. `codeVerifier`: the verifier whose challenge
 *   was in the authorization request (RFC 7636 section 4.5). Also the options of the call.
 * @throws {AuthorizationError} `access_denied` if the user declined. `authorization_failed` if Cronofy rejected the request.
 *   `invalid_authorization_response` if `state` or `code` is wrong.
 * @throws {ProviderError} `invalid_grant` if the code is used or expired, `client_credentials_rejected`, or another of its codes
 * @throws {InputError} `unknown_data_center`
 * @see https://docs.cronofy.com/developers/api/authorization/request-token/
 * @example
 * ```ts
 * import { createClient, exchangeCode } from 'cronofy-extended-permissions'
 *
 * const application = { dataCenter: 'de', clientId, clientSecret } as const
 * const redirectUri = 'https://app.example.com/callback'
 *
 * // Pass the `state` that you stored in the user's session before you redirected them.
 * function handleCallback(url: URL, state: string) {
 *   return exchangeCode(createClient(), application, { url, state, redirectUri })
 * }
 * ```
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
 * Validates a callback, and returns its parameters (RFC 6749 section 4.1.2). Sends nothing.
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
 * Exchanges a refresh token for new tokens (RFC 6749 section 6). To do this for stored tokens, use {@link createTokenManager}.
 *
 * Sends `POST /oauth/token` once, because Cronofy may replace the refresh token when it is used.
 *
 * @param client From `createClient`.
 * @param application The credentials in the data center that issued the refresh token.
 * @param refresh `refreshToken`: the stored refresh token. Also the options of the call.
 * @returns The new tokens. If Cronofy sent no refresh token, `refreshToken` is the one that you passed.
 * @throws {ProviderError} `invalid_grant` if the refresh token is no longer valid, `client_credentials_rejected`, or another of
 *   its codes
 * @throws {InputError} `unknown_data_center`
 * @see https://docs.cronofy.com/developers/api/authorization/refresh-token/
 * @example
 * ```ts
 * import { createClient, refreshTokens } from 'cronofy-extended-permissions'
 *
 * const application = { dataCenter: 'de', clientId, clientSecret } as const
 *
 * function refresh(refreshToken: string) {
 *   return refreshTokens(createClient(), application, { refreshToken })
 * }
 * ```
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
 * Revokes the authorization to which a token belongs (RFC 7009). Use it when a user disconnects.
 *
 * Sends `POST /oauth/token/revoke` once. A token that Cronofy does not know is a success too (documented). That all tokens of the
 * authorization become invalid is a guess.
 *
 * @param client From `createClient`.
 * @param application The credentials in the data center that issued the token.
 * @param revocation `token`: the refresh token or the access token. Also the options of the call.
 * @throws {ProviderError} any of its codes. The authorization may then still exist.
 * @throws {InputError} `unknown_data_center`
 * @see https://docs.cronofy.com/developers/api/authorization/revoke/
 * @example
 * ```ts
 * import { createClient, revokeTokens } from 'cronofy-extended-permissions'
 *
 * const application = { dataCenter: 'de', clientId, clientSecret } as const
 * await revokeTokens(createClient(), application, { token: accessToken })
 * ```
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
