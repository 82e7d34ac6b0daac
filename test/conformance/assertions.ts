/**
 * Looking at answers: what they are, in words, and whether they are as stated.
 *
 * @module
 */

import { assert } from './probe-result.ts'
import type { TargetResponse } from './target.ts'

/** `POST /v1/permissions answered 422 (errors: redirect_uri)`: never more of a body than its names of errors. */
export function describeResponse({ request, status, json }: TargetResponse): string {
  const error = getPath(json, 'error')
  const errors = getPath(json, 'errors')
  const details = [
    ...(typeof error === 'string' ? [`error: ${error}`] : []),
    ...(typeof errors === 'object' && errors !== null ? [`errors: ${Object.keys(errors).join(', ')}`] : []),
  ]
  return `${request} answered ${status}${details.length === 0 ? '' : ` (${details.join('; ')})`}`
}

/** Holds the status, and the field `error` where one is given. */
export function assertStatus(response: TargetResponse, status: number, error?: string): void {
  assert(response.status === status, `${describeResponse(response)}, not ${status}`)
  if (error !== undefined)
    assert(getPath(response.json, 'error') === error, `${describeResponse(response)}, not error: ${error}`)
}

/** Holds that it is a success, whichever. */
export function assertSuccess(response: TargetResponse): void {
  assert(response.status >= 200 && response.status < 300, `${describeResponse(response)}, not a success`)
}

/** What a 422 says of a field: a list of faults, or undefined. */
export function fieldErrors(response: TargetResponse, field: string): unknown {
  return getPath(response.json, 'errors', field)
}

/** Holds that it is a 422 that blames the field. */
export function assertInvalidField(response: TargetResponse, field: string): void {
  assertStatus(response, 422)
  assert(Array.isArray(fieldErrors(response, field)), `${describeResponse(response)}, without errors of "${field}"`)
}

/** A redirect to an address, as its parameters; undefined where it is no redirect, or to somewhere else. */
export function redirectParams({ status, headers }: TargetResponse, redirectUri: string): URLSearchParams | undefined {
  const location = headers.get('location') ?? ''
  if (status < 300 || status > 399 || !URL.canParse(location)) return undefined
  const [to, expected] = [new URL(location), new URL(redirectUri)]
  return to.origin === expected.origin && to.pathname === expected.pathname ? to.searchParams : undefined
}

/** What stands at a place of a JSON value; undefined where there is nothing. */
export function getPath(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (current, name) =>
      typeof current === 'object' && current !== null && Object.hasOwn(current, name)
        ? (current as Readonly<Record<string | number, unknown>>)[name]
        : undefined,
    value,
  )
}

/** Holds that fields are there as texts, and not empty. */
export function assertStrings(value: unknown, what: string, names: readonly string[]): void {
  const missing = names.filter((name) => typeof getPath(value, name) !== 'string' || getPath(value, name) === '')
  assert(missing.length === 0, `${what} has no ${missing.join(', ')}`)
}
