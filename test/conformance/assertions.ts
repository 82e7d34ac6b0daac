/**
 * Describes responses in words, and checks them.
 *
 * @module
 */

import { assert } from './probe-result.ts'
import type { TargetResponse } from './target.ts'

/** `POST /v1/permissions returned 422 (errors: redirect_uri)`. Of the body, it shows the names of errors only. */
export function describeResponse({ request, status, json }: TargetResponse): string {
  const error = getPath(json, 'error')
  const errors = getPath(json, 'errors')
  const details = [
    ...(typeof error === 'string' ? [`error: ${error}`] : []),
    ...(typeof errors === 'object' && errors !== null ? [`errors: ${Object.keys(errors).join(', ')}`] : []),
  ]
  return `${request} returned ${status}${details.length === 0 ? '' : ` (${details.join('; ')})`}`
}

/** Asserts the status, and the field `error` if one is given. */
export function assertStatus(response: TargetResponse, status: number, error?: string): void {
  assert(response.status === status, `${describeResponse(response)}, not ${status}`)
  if (error !== undefined)
    assert(getPath(response.json, 'error') === error, `${describeResponse(response)}, not error: ${error}`)
}

/** Asserts that the status is 2xx. */
export function assertSuccess(response: TargetResponse): void {
  assert(response.status >= 200 && response.status < 300, `${describeResponse(response)}, not a success`)
}

/** Returns the errors that a 422 reports for a field: an array, or undefined. */
export function fieldErrors(response: TargetResponse, field: string): unknown {
  return getPath(response.json, 'errors', field)
}

/** Asserts that the response is a 422 with errors for the field. */
export function assertInvalidField(response: TargetResponse, field: string): void {
  assertStatus(response, 422)
  assert(Array.isArray(fieldErrors(response, field)), `${describeResponse(response)}, without errors for "${field}"`)
}

/** Returns the query parameters of a redirect to `redirectUri`. Undefined if the response does not redirect there. */
export function redirectParams({ status, headers }: TargetResponse, redirectUri: string): URLSearchParams | undefined {
  const location = headers.get('location') ?? ''
  if (status < 300 || status > 399 || !URL.canParse(location)) return undefined
  const [to, expected] = [new URL(location), new URL(redirectUri)]
  return to.origin === expected.origin && to.pathname === expected.pathname ? to.searchParams : undefined
}

/** Returns the value at a path in a JSON value, or undefined if there is none. */
export function getPath(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (current, name) =>
      typeof current === 'object' && current !== null && Object.hasOwn(current, name)
        ? (current as Readonly<Record<string | number, unknown>>)[name]
        : undefined,
    value,
  )
}

/** Asserts that the fields are strings, and not empty. */
export function assertStrings(value: unknown, what: string, names: readonly string[]): void {
  const missing = names.filter((name) => typeof getPath(value, name) !== 'string' || getPath(value, name) === '')
  assert(missing.length === 0, `${what} has no ${missing.join(', ')}`)
}
