/**
 * The errors of this library: one base class, and one subclass for each kind of problem.
 *
 * A refusal by the user is not an error. It is an `Outcome`. Errors never contain tokens, secrets, sealed values, or
 * request headers, so you can log them.
 *
 * @module
 */
import {
  type AuthorizationErrorCode,
  type ConfigurationErrorCode,
  ERRORS,
  type ErrorCode,
  type ErrorInfo,
  type ErrorStatus,
  type InputErrorCode,
  type ProviderErrorCode,
  type SealedRequestErrorCode,
  type SelectionErrorCode,
} from './error-codes.ts'

/** The base class of every error of this package. */
export abstract class ExtendedPermissionsError extends Error {
  /** What happened, for programs. Stable. */
  abstract readonly code: ErrorCode
  /** What to do about it: one sentence. The message ends with it. */
  readonly remedy: string
  /** The HTTP status to respond with, if a request of a browser led to this error. */
  readonly status: ErrorStatus

  /** @param problem What is wrong, as one or more sentences. */
  constructor(problem: string, [status, remedy]: ErrorInfo) {
    super(`${problem} ${remedy}`)
    this.remedy = remedy
    this.status = status
  }
}

/** An argument is invalid. Nothing was sent, and nothing has changed. */
export class InputError extends ExtendedPermissionsError {
  override readonly name: string = 'InputError'
  readonly code: InputErrorCode

  constructor(code: InputErrorCode, problem: string) {
    super(problem, ERRORS[code])
    this.code = code
  }
}

/** The user's calendars do not allow the request. It is not a bug: tell the user. Nothing was requested. */
export class SelectionError extends ExtendedPermissionsError {
  override readonly name: string = 'SelectionError'
  readonly code: SelectionErrorCode

  constructor(code: SelectionErrorCode, problem: string) {
    super(problem, ERRORS[code])
    this.code = code
  }
}

/** A sealed request cannot be used. Nothing was sent, and nothing has changed. */
export class SealedRequestError extends ExtendedPermissionsError {
  override readonly name: string = 'SealedRequestError'
  readonly code: SealedRequestErrorCode
  /**
   * The sealed `returnTo`, with `expired_sealed_request` only. It is authentic, but check it against your list of
   * allowed URLs again before you redirect to it.
   */
  declare readonly returnTo?: string

  constructor(code: SealedRequestErrorCode, problem: string, returnTo?: string) {
    super(problem, ERRORS[code])
    this.code = code
    if (returnTo !== undefined) this.returnTo = returnTo
  }
}

/** An authorization response cannot be used. No token was requested. */
export class AuthorizationError extends ExtendedPermissionsError {
  override readonly name: string = 'AuthorizationError'
  readonly code: AuthorizationErrorCode

  constructor(code: AuthorizationErrorCode, problem: string) {
    super(problem, ERRORS[code])
    this.code = code
  }
}

/** The configuration is invalid. The error names all problems at once and contains no secret. */
export class ConfigurationError extends ExtendedPermissionsError {
  override readonly name: string = 'ConfigurationError'
  readonly code: ConfigurationErrorCode = 'invalid_configuration'
  /** One sentence each. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `The configuration is invalid:\n${problems.map((problem) => `- ${problem}\n`).join('')}`,
      ERRORS.invalid_configuration,
    )
    this.problems = problems
  }
}

/** What is known about a failed request to Cronofy. */
export interface ProviderErrorDetails {
  /** Method and path, such as `POST /v1/permissions`. */
  readonly operation: string
  readonly dataCenter: string
  /** The status of Cronofy's response. Absent if there was no response. */
  readonly providerStatus?: number
  /** Cronofy's ID of the request (`X-Request-Id`), for its support. Absent if Cronofy sent none. */
  readonly providerRequestId?: string
  /** How long Cronofy asks to wait, in whole seconds. */
  readonly retryAfterSeconds?: number
  /** With `provider_validation_failed`: Cronofy's error keys, such as `errors.required`, by field name. */
  readonly fieldErrors?: Readonly<Record<string, readonly string[]>>
}

/** Cronofy rejected a request, failed, or sent a response that cannot be used. */
export class ProviderError extends ExtendedPermissionsError implements ProviderErrorDetails {
  override readonly name: string = 'ProviderError'
  readonly code: ProviderErrorCode
  readonly operation: string
  readonly dataCenter: string
  // `declare` keeps a missing detail from becoming a property with the value `undefined`.
  declare readonly providerStatus?: number
  declare readonly providerRequestId?: string
  declare readonly retryAfterSeconds?: number
  declare readonly fieldErrors?: Readonly<Record<string, readonly string[]>>

  /** @param reason Why it failed, as a clause. It must not quote the response. */
  constructor(code: ProviderErrorCode, reason: string, details: ProviderErrorDetails) {
    const { operation, dataCenter, providerStatus, providerRequestId, retryAfterSeconds, fieldErrors } = details
    super(`Cannot ${operation} in data center "${dataCenter}": ${reason}.`, ERRORS[code])
    this.code = code
    this.operation = operation
    this.dataCenter = dataCenter
    if (providerStatus !== undefined) this.providerStatus = providerStatus
    if (providerRequestId !== undefined) this.providerRequestId = providerRequestId
    if (retryAfterSeconds !== undefined) this.retryAfterSeconds = retryAfterSeconds
    if (fieldErrors !== undefined) this.fieldErrors = fieldErrors
  }
}
