/**
 * What went wrong, as the service says it: `application/problem+json` (RFC 9457) with a stable `code`.
 *
 * @module
 */
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ExtendedPermissionsError, ProviderError } from '../../../src/errors.ts'
import {
  type Problem,
  type PublicError,
  publicError,
  ServiceError,
  type ServiceErrorCode,
  toPublicError,
  WorkerError,
} from '../errors/error-status.ts'
import type { RequestEnv } from '../http/request-context.ts'

type ProblemCode = PublicError['code'] | ServiceErrorCode

/**
 * Where a backend is told another status than a browser is: what it sent is its own doing, and 401 is for its API key
 * alone, so that nobody takes a user's token for it.
 */
const STATUS_OVERRIDES: Readonly<Partial<Record<ProblemCode, ContentfulStatusCode>>> = {
  unauthorized: 401,
  validation_failed: 422,
  cross_origin_request: 403,
  method_not_allowed: 405,
  unknown_data_center: 422,
  invalid_account: 422,
  invalid_return_to: 422,
  invalid_sealed_request: 422,
  account_token_rejected: 409,
}

/** RFC 9110 section 15; with `about:blank` a title is the status in words (RFC 9457 section 4.2.1). */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

const INTERNAL_DETAIL = 'This is a fault of the worker. Look for the instance in its log'

/** The problem that an error stands for. `instance` names the request, as its line in the log does. */
function toProblem(error: unknown, requestId: string): Problem & { status: ContentfulStatusCode } {
  const code: ProblemCode = error instanceof ServiceError ? error.code : toPublicError(error).code
  const status = STATUS_OVERRIDES[code] ?? publicError(code as PublicError['code']).status
  return {
    title: TITLES[status] ?? 'Error',
    status,
    code,
    // Errors of ours are made to be read by whoever caused them; anything else may hold anything.
    detail: isKnownError(error) && status !== 500 ? error.message : INTERNAL_DETAIL,
    instance: `urn:uuid:${requestId}`,
    ...errorsOf(error),
  }
}

/** What an address is told that the worker does not have. */
export function notFoundError(): WorkerError {
  return new WorkerError('not_found', 'Cannot find this address: /openapi.yaml has all')
}

/** Answers with a problem. */
export function problemResponse(c: Context<RequestEnv>, error: unknown): Response {
  const problem = toProblem(error, c.get('requestContext').id)
  // For the log, where it was not thrown.
  if (error instanceof Error) c.error = error
  if (problem.status === 401) c.header('WWW-Authenticate', 'Bearer')
  if (error instanceof ProviderError && error.retryAfterSeconds !== undefined) {
    c.header('Retry-After', String(error.retryAfterSeconds))
  }
  return c.body(JSON.stringify(problem), problem.status, { 'Content-Type': 'application/problem+json' })
}

function isKnownError(error: unknown): error is Error {
  return error instanceof ExtendedPermissionsError || error instanceof WorkerError || error instanceof ServiceError
}

function errorsOf(error: unknown): Pick<Problem, 'errors'> {
  if (error instanceof ServiceError && error.errors !== undefined) return { errors: error.errors }
  if (!(error instanceof ProviderError) || error.fieldErrors === undefined) return {}
  return { errors: Object.fromEntries(Object.entries(error.fieldErrors).map(([name, keys]) => [name, [...keys]])) }
}
