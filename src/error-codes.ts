/**
 * Every error code of this package, with the HTTP status to respond with and what to do.
 *
 * @module
 */

/** The codes of `InputError`: an argument is invalid. */
export type InputErrorCode =
  /** `dataCenter` is not one of `DATA_CENTER_IDS`. */
  | 'unknown_data_center'
  /** `account` has no usable access token, or its `subject` is not a string of 1 to 128 bytes. */
  | 'invalid_account'
  /** `redirectUri` is not an absolute http(s) URL, or it has a fragment or credentials. */
  | 'invalid_redirect_uri'
  /** `returnTo` is not a URL of at most 2,048 characters, or the application does not allow it. */
  | 'invalid_return_to'
  /** `ttlSeconds` is not an integer from 1 to 86,400. */
  | 'invalid_ttl'
  /** `sandboxUrl` is not an http URL on this machine or on the host that `allowSandboxHost` names. */
  | 'invalid_sandbox_url'
  /** There is no sealing key, or a key is not 32 random bytes. */
  | 'invalid_key'
  /** `maxCalendars` is not an integer from 1 to 250. */
  | 'invalid_max_calendars'
  /** `permissionLevel` is not one of `PERMISSION_LEVELS`. */
  | 'invalid_permission_level'
  /** Neither or both of `calendarIds` and `allCalendars` are given, or the one that is given has an invalid value. */
  | 'invalid_selection'

/** The codes of `SelectionError`: the user's calendars do not allow the request. */
export type SelectionErrorCode =
  /** A requested calendar is not among the user's calendars, or it is deleted. */
  | 'unknown_calendars'
  /** The user has no calendar that can be changed, so there is nothing to request. */
  | 'no_calendars'
  /** More than `maxCalendars` calendars would be requested. */
  | 'too_many_calendars'

/** The codes of `SealedRequestError`: a sealed request cannot be used. */
export type SealedRequestErrorCode =
  /** The sealed request is missing or was changed, or it was sealed with other keys or for another redirect URI. */
  | 'invalid_sealed_request'
  /** The sealed request is authentic, but it has expired. */
  | 'expired_sealed_request'
  /** Another subject began the request, or the same subject in another data center. */
  | 'account_mismatch'
  /** The sealed request does not fit into a cookie. */
  | 'sealed_request_too_large'

/** The codes of `ProviderError`: Cronofy rejected a request, failed, or sent a response that cannot be used. */
export type ProviderErrorCode =
  /** Cronofy responded with 401: the access token is unknown, revoked, or expired. */
  | 'account_token_rejected'
  /** Cronofy responded with 401 from the token endpoint: the application's credentials are wrong for this data center. */
  | 'client_credentials_rejected'
  /** Cronofy responded with 400 `invalid_grant`: the code or the refresh token is no longer valid. */
  | 'invalid_grant'
  /** Cronofy responded with 400: Cronofy cannot read the request. */
  | 'provider_bad_request'
  /** Cronofy responded with 402: the application's plan does not include the feature. */
  | 'plan_required'
  /** Cronofy responded with 403: the granted scope is not sufficient. */
  | 'account_scope_insufficient'
  /** Cronofy responded with 404: the resource does not exist. */
  | 'provider_not_found'
  /** Cronofy responded with 422: Cronofy rejected a field. See `fieldErrors`. */
  | 'provider_validation_failed'
  /** Cronofy responded with 423: the account is locked, or Cronofy cannot write to its calendars. */
  | 'account_locked'
  /** Cronofy responded with 429: there were too many requests. See `retryAfterSeconds`. */
  | 'rate_limited'
  /** Cronofy responded with 5xx: Cronofy failed. */
  | 'provider_unavailable'
  /** The connection to Cronofy failed. */
  | 'provider_unreachable'
  /** There was no complete response in time. */
  | 'timeout'
  /** The caller's signal ended the call. */
  | 'aborted'
  /** The response does not have the documented shape, or it is too large. */
  | 'invalid_provider_response'
  /** The response would send the user to a host that is not Cronofy's. */
  | 'untrusted_redirect'

/** The codes of `AuthorizationError`: the user returned from the authorization page without a usable code. */
export type AuthorizationErrorCode =
  /** The user declined (`error=access_denied`, RFC 6749 section 4.1.2.1). */
  | 'access_denied'
  /** Cronofy rejected the authorization request with another `error`. */
  | 'authorization_failed'
  /** `state` does not match, or `code` is missing or repeated. */
  | 'invalid_authorization_response'
  /** The user took more than ten minutes to authorize. */
  | 'authorization_expired'

/** The code of `ConfigurationError`: the configuration is invalid. */
export type ConfigurationErrorCode = 'invalid_configuration'

/** The codes of `HttpError` in the handlers, the Hono apps, and the worker: a request cannot be handled. */
export type WorkerErrorCode =
  /** The request does not come from one of the application's own pages. */
  | 'cross_site_request'
  /** The media type of the body is not supported. */
  | 'unsupported_media_type'
  /** The body cannot be parsed, or a field has the wrong type. */
  | 'invalid_request'
  /** Other code has read the body of the request already. */
  | 'body_already_read'
  /** The URL or the `Host` header of a request is invalid. */
  | 'invalid_request_url'
  /** The route exists, but not with this method. */
  | 'method_not_allowed'
  /** The body is longer than 64 KiB. */
  | 'request_too_large'
  /** No user is signed in. */
  | 'not_signed_in'
  /** The user is signed in to the application, but must connect to Cronofy first, or again. */
  | 'not_connected'
  /** The application's `onStart` hook failed. The user was not sent to Cronofy's page. */
  | 'on_start_failed'
  /** The application's `onConnected` hook failed. The authorization exists, but the tokens may not be stored. */
  | 'on_connected_failed'
  /** The application's `onOutcome` hook failed. Access that was granted stays granted. */
  | 'on_outcome_failed'
  /** The application's `onTokensRenewed` hook failed. The session of the connect app still has the new tokens. */
  | 'on_tokens_renewed_failed'
  /** The application's `onDisconnected` hook failed. The authorization is revoked. */
  | 'on_disconnected_failed'
  /** No calendar was selected. */
  | 'no_calendar_selected'
  /** There is no such page or route. */
  | 'not_found'
  /** A value does not fit into a cookie. */
  | 'cookie_too_large'
  /** There is a bug in the worker or in the application. */
  | 'internal_error'

/** The codes that only the service has: a request of a backend or a link of the service cannot be handled. */
export type ServiceErrorCode =
  /** The API key is missing or unknown. */
  | 'unauthorized'
  /** A field is missing, unknown, or invalid. See `errors`. */
  | 'validation_failed'
  /** A browser asked whether a page of another origin may call the service (CORS preflight). */
  | 'cross_origin_request'
  /** The worker has no credentials for the data center. */
  | 'data_center_not_configured'
  /** A link of the service is incomplete, was changed, or was sealed with other keys. */
  | 'invalid_link'
  /** A link of the service has expired, or it was opened in another browser. */
  | 'expired_link'
  /** The sealed connection was changed, or it was sealed with other keys. */
  | 'invalid_connection'
  /** The sealed connection has expired. */
  | 'expired_connection'

/** Every code of `HttpError`. */
export type HttpErrorCode = WorkerErrorCode | ServiceErrorCode

/** Every code that the functions of the library throw. */
export type LibraryErrorCode =
  | InputErrorCode
  | SelectionErrorCode
  | SealedRequestErrorCode
  | ProviderErrorCode
  | AuthorizationErrorCode
  | ConfigurationErrorCode

/** Every error code of this package. */
export type ErrorCode = LibraryErrorCode | HttpErrorCode

/** The HTTP statuses that belong to error codes. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 500 | 502 | 503 | 504

/**
 * The details of a code: the HTTP status for a browser, a sentence that says what to do, and the status for a backend that calls
 * the service, if that status differs.
 */
export type ErrorInfo = readonly [status: ErrorStatus, remedy: string, serviceStatus?: ErrorStatus]

/** The library's codes. `src/handler/errors/http-error.ts` adds those of the worker. */
export const ERRORS: Readonly<Record<LibraryErrorCode, ErrorInfo>> = {
  unknown_data_center: [404, 'Use one of DATA_CENTER_IDS.', 422],
  invalid_account: [500, 'Pass the access token as issued, and a subject of 1 to 128 bytes.', 422],
  invalid_redirect_uri: [500, 'Pass an absolute http(s) URL without a fragment and credentials.'],
  invalid_return_to: [
    400,
    'Pass an allowed URL of at most 2,048 characters, as URL.href returns it, or allow it with allowedReturnUrls or ALLOWED_RETURN_URLS.',
    422,
  ],
  invalid_ttl: [500, 'Pass an integer from 1 to 86,400.'],
  invalid_sandbox_url: [
    500,
    'Pass an http URL on this machine, such as http://127.0.0.1:4010, or pass the host of another one as allowSandboxHost.',
  ],
  invalid_key: [500, 'Pass at least one key of 32 random bytes, in base64url, base64, or hex.'],
  invalid_max_calendars: [500, 'Pass an integer from 1 to 250.'],
  invalid_permission_level: [500, 'Pass one of PERMISSION_LEVELS.'],
  invalid_selection: [422, 'Pass exactly one selection of calendars.'],

  unknown_calendars: [422, 'List the calendars again.'],
  no_calendars: [422, 'Select a calendar, or ask the user to connect one that can be changed.'],
  too_many_calendars: [422, 'Select fewer calendars.'],

  invalid_sealed_request: [400, 'Begin again.', 422],
  expired_sealed_request: [410, 'Begin again.'],
  account_mismatch: [403, 'Begin again as this user.'],
  sealed_request_too_large: [422, 'Select fewer calendars, or use a shorter returnTo.'],

  account_token_rejected: [401, 'Refresh the access token and try again, or have the user authorize again.', 409],
  client_credentials_rejected: [500, 'Check the client ID and the secret of this data center.'],
  invalid_grant: [401, 'Have the user authorize again.', 409],
  provider_bad_request: [502, 'Report this as a bug.'],
  plan_required: [409, "Ask Cronofy to add the feature to the application's plan."],
  account_scope_insufficient: [409, 'Have the user authorize again with a wider scope.'],
  provider_not_found: [502, 'Check that the account belongs to this data center.'],
  provider_validation_failed: [502, 'Correct the fields that Cronofy rejected.'],
  account_locked: [409, 'Ask the user to sign in to their calendar provider and to connect it again.'],
  rate_limited: [503, 'Wait before you try again.'],
  provider_unavailable: [502, 'Try again later.'],
  provider_unreachable: [502, 'Try again later.'],
  timeout: [504, 'Try again later.'],
  aborted: [503, 'Call again if you still need the result.'],
  invalid_provider_response: [502, 'Try again later, and report this if it persists.'],
  untrusted_redirect: [502, 'Do not send the user there, and report this.'],

  access_denied: [403, 'Ask again when the user wants to connect.'],
  authorization_failed: [502, 'Check the client ID, the redirect URI, and the scope.'],
  invalid_authorization_response: [400, 'Begin the authorization again.'],
  authorization_expired: [410, 'Begin the authorization again.'],

  invalid_configuration: [500, 'Correct the settings and start again.'],
}
