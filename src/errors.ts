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

/**
 * The base class of the errors that this package throws for a known reason. The message says what is wrong and what to do. It never
 * contains a token.
 */
export abstract class ExtendedPermissionsError extends Error {
  /** What happened. Compare this value in your code: it never changes its meaning, but messages may change. */
  abstract readonly code: ErrorCode
  /** What to do, as one sentence for developers. The message ends with it. */
  readonly remedy: string
  /** The HTTP status for your response, if a browser's request led to this error. */
  readonly status: ErrorStatus

  /**
   * Creates an error.
   *
   * @param problem What is wrong, as one or more sentences.
   * @param info The status and the remedy of its code.
   */
  constructor(problem: string, [status, remedy]: ErrorInfo) {
    super(`${problem} ${remedy}`)
    this.remedy = remedy
    this.status = status
  }
}

/** An argument is invalid, which is a bug in the calling code. Nothing was sent, and nothing has changed. */
export class InputError extends ExtendedPermissionsError {
  override readonly name: string = 'InputError'
  readonly code: InputErrorCode

  /** @param problem What is wrong, as one or more sentences. */
  constructor(code: InputErrorCode, problem: string) {
    super(problem, ERRORS[code])
    this.code = code
  }
}

/** The user's calendars do not allow the request. This is not a bug, so tell the user. Nothing was requested. */
export class SelectionError extends ExtendedPermissionsError {
  override readonly name: string = 'SelectionError'
  readonly code: SelectionErrorCode

  /** @param problem What is wrong, as one or more sentences. */
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
   * The `returnTo` of the request. Present with the code `expired_sealed_request` only. It is authentic, but check it against your
   * allowed URLs again before you redirect to it.
   */
  declare readonly returnTo?: string

  /** @param problem What is wrong, as one or more sentences. */
  constructor(code: SealedRequestErrorCode, problem: string, returnTo?: string) {
    super(problem, ERRORS[code])
    this.code = code
    if (returnTo !== undefined) this.returnTo = returnTo
  }
}

/** The URL that the user returned to from the authorization page has no usable code. No token was requested. */
export class AuthorizationError extends ExtendedPermissionsError {
  override readonly name: string = 'AuthorizationError'
  readonly code: AuthorizationErrorCode

  /** @param problem What is wrong, as one or more sentences. */
  constructor(code: AuthorizationErrorCode, problem: string) {
    super(problem, ERRORS[code])
    this.code = code
  }
}

/** The configuration is invalid. The message reports all problems at once and contains no secret. */
export class ConfigurationError extends ExtendedPermissionsError {
  override readonly name: string = 'ConfigurationError'
  readonly code: ConfigurationErrorCode = 'invalid_configuration'
  /** The problems, one or two sentences each. */
  readonly problems: readonly string[]

  /** @param problems The problems, one or two sentences each. */
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
  /** The method and the path, such as `POST /v1/permissions`. */
  readonly operation: string
  /** The ID of the data center that the request was for. */
  readonly dataCenter: string
  /** The HTTP status of Cronofy's response. Absent if there was no response. */
  readonly providerStatus?: number
  /** Cronofy's ID of the request (`X-Request-Id`). Give it to Cronofy's support. Absent if Cronofy sent none. */
  readonly providerRequestId?: string
  /** How long Cronofy asks you to wait, in whole seconds. Absent if Cronofy sent no valid `Retry-After`. */
  readonly retryAfterSeconds?: number
  /** With `provider_validation_failed` only: Cronofy's error keys, such as `errors.required`, by field name. */
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
