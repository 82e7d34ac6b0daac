/**
 * Converts an error response from Cronofy into an error.
 *
 * @see https://docs.cronofy.com/developers/api/ (statuses; bodies are documented for 400 and 422 only)
 * @module
 */

import type { DataCenter } from '../data-centers.ts'
import type { ProviderErrorCode } from '../error-codes.ts'
import { ProviderError } from '../errors.ts'
import { getOwn } from '../shared/own-property.ts'
import { requestIdOf } from './request-id.ts'
import { parseRetryAfter } from './retry-after.ts'
import type { Operation } from './types.ts'

/** The error for a response. `text` is `undefined` if it could not be read. */
export function errorFromResponse(
  operation: Operation,
  { status, headers, text }: Pick<Response, 'status' | 'headers'> & { text: string | undefined },
  { dataCenter, nowMs }: { dataCenter: DataCenter; nowMs: number },
): ProviderError {
  const errorBody = parseJson(text)
  const retryAfterSeconds = parseRetryAfter(headers.get('retry-after'), nowMs)
  const fieldErrors = status === 422 ? parseFieldErrors(getOwn(errorBody, 'errors')) : undefined
  return new ProviderError(
    errorCodeOf(operation, status, getOwn(errorBody, 'error')),
    `the response has status ${status}`,
    {
      operation: operation.name,
      dataCenter,
      providerStatus: status,
      ...requestIdOf(headers),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(fieldErrors !== undefined && { fieldErrors }),
    },
  )
}

function errorCodeOf(operation: Operation, status: number, error: unknown): ProviderErrorCode {
  switch (status) {
    case 400:
      return error === 'invalid_grant' ? 'invalid_grant' : 'provider_bad_request'
    case 401:
      return operation.unauthorizedCode
    case 402:
      return 'plan_required'
    case 403:
      return 'account_scope_insufficient'
    case 404:
      return 'provider_not_found'
    case 422:
      return 'provider_validation_failed'
    case 423:
      return 'account_locked'
    case 429:
      return 'rate_limited'
    default:
      return status >= 500 ? 'provider_unavailable' : 'invalid_provider_response'
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/**
 * Field names as Cronofy writes them, such as `permissions[0].calendar_id`. A name with digits or capitals is left out,
 * because it could be a token that Cronofy echoes.
 */
const FIELD_NAME = /^[a-z_]{1,40}(?:\[\d{1,3}\])?(?:\.[a-z_]{1,40}(?:\[\d{1,3}\])?){0,3}$/
const ERROR_KEY = /^errors\.[a-z_]{1,50}$/
const MAX_FIELDS = 250

/** The error keys by field name. Descriptions are left out, because they may quote the request. */
function parseFieldErrors(errors: unknown): Record<string, string[]> | undefined {
  if (typeof errors !== 'object' || errors === null) return undefined
  const fields = Object.entries(errors)
    .filter(([field]) => FIELD_NAME.test(field))
    .slice(0, MAX_FIELDS)
    .map(([field, issues]): [string, string[]] => [
      field,
      (Array.isArray(issues) ? issues : [])
        .map((issue: unknown) => getOwn(issue, 'key'))
        .filter((key) => typeof key === 'string')
        .filter((key) => ERROR_KEY.test(key)),
    ])
  return fields.length === 0 ? undefined : Object.fromEntries(fields)
}
