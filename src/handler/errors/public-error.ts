/**
 * What a browser or a backend learns about an error: its code and a status, and nothing internal.
 *
 * @module
 */
import { ERRORS, type ErrorCode, type ErrorInfo, type ErrorStatus } from '../../error-codes.ts'
import { ExtendedPermissionsError } from '../../errors.ts'
import { HTTP_ERRORS } from './http-error.ts'

/** An error as a browser may know it. */
export interface PublicError {
  /** Stable. Pages show it, and return URLs carry it. */
  readonly code: ErrorCode
  /** The HTTP status of the response. */
  readonly status: ErrorStatus
}

const ALL_ERRORS: Readonly<Record<ErrorCode, ErrorInfo>> = { ...ERRORS, ...HTTP_ERRORS }

export function publicError(code: ErrorCode): PublicError {
  return { code, status: ALL_ERRORS[code][0] }
}

/** What to do about an error with this code: one sentence, for developers. */
export function remedyOf(code: ErrorCode): string {
  return ALL_ERRORS[code][1]
}

/** The status with which the service responds to a backend. */
export function serviceStatus(code: ErrorCode): ErrorStatus {
  const [browserStatus, , status = browserStatus] = ALL_ERRORS[code]
  return status
}

/** Reads the code in a URL. Users can forge it, so an unknown code counts as `internal_error`. */
export function parseErrorCode(value: string): ErrorCode {
  return Object.hasOwn(ALL_ERRORS, value) ? (value as ErrorCode) : 'internal_error'
}

/** The public error for anything that was thrown. An error that is not this package's own is an `internal_error`. */
export function toPublicError(error: unknown): PublicError {
  return publicError(error instanceof ExtendedPermissionsError ? error.code : 'internal_error')
}

/** Whether the operators of the worker must act: on a bug, a failure of Cronofy, or the application's contract. */
export function isOperatorError({ code, status }: PublicError): boolean {
  return status >= 500 || code === 'plan_required' || code === 'account_scope_insufficient'
}

/** Anything that was thrown, as an error. */
export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`A hook threw a value of type ${typeof error}. Throw an Error.`)
}
