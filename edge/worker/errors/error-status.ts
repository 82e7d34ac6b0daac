/**
 * From what went wrong to what a browser is told: a code and a status, and nothing of the inside.
 *
 * @module
 */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { components } from '../../../generated/service.ts'
import { type ErrorCode, ExtendedPermissionsError } from '../../../src/errors.ts'

/** Codes of the worker's own, beside those of the library. */
export type WorkerErrorCode =
  /** The request does not come from our own pages. */
  | 'cross_site_request'
  /** The body is neither a form nor JSON. */
  | 'unsupported_media_type'
  /** The body cannot be read, or a field of it is of the wrong kind. */
  | 'invalid_request'
  /** The body is longer than 64 KiB. */
  | 'request_too_large'
  /** Nobody is signed in. */
  | 'not_signed_in'
  /** The application's `onOutcome` failed; what was granted stays granted. */
  | 'on_outcome_failed'
  /** No calendar was chosen. */
  | 'no_calendar_selected'
  /** The page does not exist. */
  | 'not_found'
  /** What has to be remembered does not fit a cookie. */
  | 'cookie_too_large'
  /** A fault of ours or of the application's. */
  | 'internal_error'

/** What went wrong, as a browser may know it. */
export interface PublicError {
  /** Stable; what a page or a return address is told. */
  readonly code: ErrorCode | WorkerErrorCode
  readonly status: ContentfulStatusCode
}

const STATUS_BY_CODE: Readonly<Record<ErrorCode | WorkerErrorCode, ContentfulStatusCode>> = {
  // The library's, for what the browser or the application sent
  unknown_data_center: 404,
  invalid_account: 500,
  invalid_redirect_uri: 500,
  invalid_return_to: 400,
  invalid_sandbox_url: 500,
  invalid_ttl: 500,
  invalid_max_calendars: 500,
  invalid_key: 500,
  unknown_calendars: 422,
  no_calendars: 422,
  too_many_calendars: 422,
  invalid_sealed_request: 400,
  expired_sealed_request: 410,
  account_mismatch: 403,
  sealed_request_too_large: 422,
  access_denied: 403,
  authorization_failed: 502,
  invalid_authorization_response: 400,
  // The library's, for what the provider did
  account_token_rejected: 401,
  client_credentials_rejected: 500,
  invalid_grant: 401,
  provider_bad_request: 502,
  plan_required: 409,
  account_scope_insufficient: 409,
  provider_not_found: 502,
  provider_validation_failed: 502,
  account_locked: 409,
  rate_limited: 503,
  provider_unavailable: 502,
  provider_unreachable: 502,
  timeout: 504,
  aborted: 503,
  invalid_provider_response: 502,
  untrusted_redirect: 502,
  // The worker's
  cross_site_request: 403,
  unsupported_media_type: 415,
  invalid_request: 400,
  request_too_large: 413,
  not_signed_in: 401,
  on_outcome_failed: 500,
  no_calendar_selected: 422,
  not_found: 404,
  cookie_too_large: 500,
  internal_error: 500,
}

/** The failure with a code. */
export function publicError(code: ErrorCode | WorkerErrorCode): PublicError {
  return { code, status: STATUS_BY_CODE[code] }
}

/** The code in an address: anybody's text, so what is none of ours says only that something went wrong. */
export function parseErrorCode(value: string): PublicError['code'] {
  return Object.hasOwn(STATUS_BY_CODE, value) ? (value as PublicError['code']) : 'internal_error'
}

/** Something that the worker itself cannot do. */
export class WorkerError extends Error {
  override readonly name: string = 'WorkerError'
  readonly code: WorkerErrorCode

  constructor(code: WorkerErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** The failure that an error stands for; `internal_error` for everything that is not ours. */
export function toPublicError(error: unknown): PublicError {
  const isKnown = error instanceof ExtendedPermissionsError || error instanceof WorkerError
  return publicError(isKnown ? error.code : 'internal_error')
}

/** Whether those who run the worker have to know: a fault of ours, of the provider, or of the application's contract. */
export function isOperatorError({ code, status }: PublicError): boolean {
  return status >= 500 || code === 'plan_required' || code === 'account_scope_insufficient'
}

/** Codes that only the service has. */
export type ServiceErrorCode =
  /** The API key is missing or unknown. */
  | 'unauthorized'
  /** A field is missing, unknown, or not as the description has it. */
  | 'validation_failed'
  /** A browser asks whether a page of another origin may call the service. It may not. */
  | 'cross_origin_request'
  /** The address is there, and takes another method. */
  | 'method_not_allowed'
/** The body of an error. */
export type Problem = components['schemas']['Problem']

/** What is wrong with a body, by the name of the field. */
export type FieldErrors = NonNullable<Problem['errors']>

/** Something that the service does not do. */
export class ServiceError extends Error {
  override readonly name: string = 'ServiceError'
  readonly code: ServiceErrorCode
  /** With `validation_failed`: what is wrong, by the name of the field. */
  declare readonly errors?: FieldErrors

  constructor(code: ServiceErrorCode, message: string, errors?: FieldErrors) {
    super(message)
    this.code = code
    if (errors !== undefined) this.errors = errors
  }
}
