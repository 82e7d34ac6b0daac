/**
 * Error responses of the service: `application/problem+json` (RFC 9457) with a stable `code`.
 *
 * @module
 */
import type { Context } from 'hono'
import type { components } from '../../../generated/service.ts'
import type { ErrorStatus } from '../../../src/error-codes.ts'
import { ExtendedPermissionsError, ProviderError } from '../../../src/errors.ts'
import { HTTP_ERRORS, HttpError } from '../../../src/handler/errors/http-error.ts'
import { serviceStatus, toPublicError } from '../../../src/handler/errors/public-error.ts'
import type { RequestEnv } from '../http/request-context.ts'

type Problem = components['schemas']['Problem']

/** The reason phrases of RFC 9110 section 15. For the type `about:blank`, the title is one of them (RFC 9457 section 4.2.1). */
const TITLES: Readonly<Record<ErrorStatus, string>> = {
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

const INTERNAL_DETAIL = `The worker failed. ${HTTP_ERRORS.internal_error[1]}`

/** Describes an error. `instance` is the request's ID in the log. */
function toProblem(error: unknown, requestId: string): Problem & { status: ErrorStatus } {
  const { code } = toPublicError(error)
  const status = serviceStatus(code)
  return {
    title: TITLES[status],
    status,
    code,
    // The message of any other error may contain a secret.
    detail: isExplained(error, status) ? error.message : INTERNAL_DETAIL,
    instance: `urn:uuid:${requestId}`,
    ...errorsOf(error),
  }
}

/** With status 500, only Cronofy's rejection of the worker's credentials is of use to a backend. */
function isExplained(error: unknown, status: ErrorStatus): error is ExtendedPermissionsError {
  return error instanceof ProviderError || (error instanceof ExtendedPermissionsError && status !== 500)
}

/** The error for a path that is not a route of the worker. */
export function notFoundError(): HttpError {
  return new HttpError('not_found', 'There is no such route. /openapi.yaml describes every route.')
}

export function problemResponse(c: Context<RequestEnv>, error: unknown): Response {
  const problem = toProblem(error, c.get('requestContext').id)
  // The log reads the error from the context, also if it was not thrown.
  if (error instanceof Error) c.error = error
  if (problem.status === 401) c.header('WWW-Authenticate', 'Bearer')
  return c.body(JSON.stringify(problem), problem.status, { 'Content-Type': 'application/problem+json' })
}

function errorsOf(error: unknown): Pick<Problem, 'errors'> {
  if (error instanceof HttpError && error.errors !== undefined) return { errors: error.errors }
  if (!(error instanceof ProviderError) || error.fieldErrors === undefined) return {}
  return { errors: Object.fromEntries(Object.entries(error.fieldErrors).map(([name, keys]) => [name, [...keys]])) }
}
