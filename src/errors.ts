/**
 * Everything that this library throws: one base class, four kinds, a literal `code` each.
 *
 * A refusal by the user is no error but an `Outcome`. No error holds a token, a secret, a sealed value or a request
 * header, so that they may be logged whole.
 *
 * @module
 */

/** What the caller passed in cannot be used. No permission was asked for. */
export type InputErrorCode =
  /** The data center is none of the six. */
  | 'unknown_data_center'
  /** `account` lacks a token, or a subject of 1 to 128 bytes. */
  | 'invalid_account'
  /** `redirectUri` is not an absolute http(s) address without a fragment. */
  | 'invalid_redirect_uri'
  /** `returnTo` is not an address of at most 2,048 characters, as `URL.href` gives it. */
  | 'invalid_return_to'
  /** `ttlSeconds` is not a whole number from 1 to 86,400. */
  | 'invalid_ttl'
  /** `sandboxUrl` is not an http address on this machine. */
  | 'invalid_sandbox_url'
  /** A sealing key is not 32 random bytes in base64url, or there is none. */
  | 'invalid_key'
  /** A calendar that was named is not among the user's calendars, or is deleted. */
  | 'unknown_calendars'
  /** There is no calendar for which to ask. */
  | 'no_calendars'
  /** `maxCalendars` is not a whole number from 1 to 250. */
  | 'invalid_max_calendars'
  /** More calendars than `maxCalendars`. */
  | 'too_many_calendars'

/** A sealed permission request cannot be used. Nothing was sent. */
export type SealedRequestErrorCode =
  /** Not sealed by any of the keys, not for this purpose, not for this origin, or changed on its way. */
  | 'invalid_sealed_request'
  /** Authentic, but too old. */
  | 'expired_sealed_request'
  /** Begun by another subject or in another data center. */
  | 'account_mismatch'
  /** Too long for a cookie. */
  | 'sealed_request_too_large'

/** The provider refused, failed, or could not be understood. */
export type ProviderErrorCode =
  /** 401: the access token is unknown, revoked or has expired. Refresh it and try again. */
  | 'account_token_rejected'
  /** 401 from the token endpoint: the application's own credentials are wrong in this data center. */
  | 'client_credentials_rejected'
  /** 400 `invalid_grant`: the code or the refresh token is dead. Send the user through the authorization again. */
  | 'invalid_grant'
  /** 400: the provider could not read the request. */
  | 'provider_bad_request'
  /** 402: the application's plan lacks the feature. */
  | 'plan_required'
  /** 403: the granted scope is not enough. Send the user through the authorization again. */
  | 'account_scope_insufficient'
  /** 404: nothing is there. */
  | 'provider_not_found'
  /** 422: the provider refused a field; `fieldErrors` says which. */
  | 'provider_validation_failed'
  /** 423: the account is locked or its profile cannot be written to. The user has to mend that with the provider. */
  | 'account_locked'
  /** 429: too many requests. Try again after `retryAfterSeconds`. */
  | 'rate_limited'
  /** 5xx: the provider failed. Try again later. */
  | 'provider_unavailable'
  /** No answer at all. Try again later. */
  | 'provider_unreachable'
  /** No complete answer in time. Try again later. */
  | 'timeout'
  /** The caller's own signal ended the call. */
  | 'aborted'
  /** The answer is not what the provider's documentation promises. */
  | 'invalid_provider_response'
  /** The answer would send the user to a host that is not the provider's. */
  | 'untrusted_redirect'

/** The answer to an authorization request cannot be used. No token was asked for. */
export type AuthorizationErrorCode =
  /** The user refused (`error=access_denied`, RFC 6749 section 4.1.2.1). */
  | 'access_denied'
  /** The provider refused the authorization request with another `error`. */
  | 'authorization_failed'
  /** `state` does not match, or `code` is missing or repeated. */
  | 'invalid_authorization_response'

/** Every code. */
export type ErrorCode = InputErrorCode | SealedRequestErrorCode | ProviderErrorCode | AuthorizationErrorCode

/** The base of everything that this library throws. */
export abstract class ExtendedPermissionsError extends Error {
  /** What happened, for programs. Stable. */
  abstract readonly code: ErrorCode
}

/** What the caller passed in cannot be used. No permission was asked for, nothing has changed. */
export class InputError extends ExtendedPermissionsError {
  override readonly name: string = 'InputError'
  readonly code: InputErrorCode

  constructor(code: InputErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** A sealed permission request cannot be used. Nothing was sent, nothing has changed. */
export class SealedRequestError extends ExtendedPermissionsError {
  override readonly name: string = 'SealedRequestError'
  readonly code: SealedRequestErrorCode
  /**
   * With `expired_sealed_request` only: the return address that was sealed. Authentic, but check it against your
   * own list again before you redirect.
   */
  declare readonly returnTo?: string

  constructor(code: SealedRequestErrorCode, message: string, returnTo?: string) {
    super(message)
    this.code = code
    if (returnTo !== undefined) this.returnTo = returnTo
  }
}

/** The answer to an authorization request cannot be used. */
export class AuthorizationError extends ExtendedPermissionsError {
  override readonly name: string = 'AuthorizationError'
  readonly code: AuthorizationErrorCode

  constructor(code: AuthorizationErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** What is known about a call to the provider that went wrong. */
export interface ProviderErrorDetails {
  /** Method and path, such as `POST /v1/permissions`. */
  readonly operation: string
  readonly dataCenter: string
  /** The answer's status; absent where there was no answer. */
  readonly status?: number
  /** How long the provider asked to wait, in whole seconds. */
  readonly retryAfterSeconds?: number
  /** With `provider_validation_failed`: the keys of the faults, such as `errors.required`, by the name of the field. */
  readonly fieldErrors?: Readonly<Record<string, readonly string[]>>
}

/** The provider refused, failed, or could not be understood. */
export class ProviderError extends ExtendedPermissionsError implements ProviderErrorDetails {
  override readonly name: string = 'ProviderError'
  readonly code: ProviderErrorCode
  readonly operation: string
  readonly dataCenter: string
  // `declare`: a field that is absent shall not be there as `undefined`.
  declare readonly status?: number
  declare readonly retryAfterSeconds?: number
  declare readonly fieldErrors?: Readonly<Record<string, readonly string[]>>

  /** @param reason What was seen, in a few words of ours: never a part of the provider's answer. */
  constructor(code: ProviderErrorCode, reason: string, details: ProviderErrorDetails) {
    const { operation, dataCenter, status, retryAfterSeconds, fieldErrors } = details
    super(`Cannot ${operation} in data center "${dataCenter}": ${reason}. ${REMEDY[code]}`)
    this.code = code
    this.operation = operation
    this.dataCenter = dataCenter
    if (status !== undefined) this.status = status
    if (retryAfterSeconds !== undefined) this.retryAfterSeconds = retryAfterSeconds
    if (fieldErrors !== undefined) this.fieldErrors = fieldErrors
  }
}

const REMEDY: Record<ProviderErrorCode, string> = {
  account_token_rejected: 'Refresh the access token and try again, or send the user through the authorization again',
  client_credentials_rejected: 'Check the client id and secret of this data center',
  invalid_grant: 'Send the user through the authorization again',
  provider_bad_request: 'This is a fault in the request, so trying again will not help',
  plan_required: "Ask Cronofy to add the feature to the application's plan",
  account_scope_insufficient: 'Send the user through the authorization again with a wider scope',
  provider_not_found: 'Check that the data center is the one the account belongs to',
  provider_validation_failed: 'Look at the errors by field for what the provider refused',
  account_locked: 'Ask the user to sign in to their calendar provider and connect it again',
  rate_limited: 'Try again after a while',
  provider_unavailable: 'Try again later',
  provider_unreachable: 'Try again later',
  timeout: 'Try again later',
  aborted: 'The signal that was passed in ended the call',
  invalid_provider_response: 'If it stays so, the provider has changed: report it',
  untrusted_redirect: 'Do not send the user there; report it',
}
