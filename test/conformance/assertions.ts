/**
 * Looking at answers: what they are, in words, and whether they are as stated.
 *
 * @module
 */

import { hold } from './probe-result.ts'
import type { Answer } from './target.ts'

/** `POST /v1/permissions answered 422 (errors: redirect_uri)`: never more of a body than its names of errors. */
export function describe({ asked, status, json }: Answer): string {
  const error = at(json, 'error')
  const errors = at(json, 'errors')
  const details = [
    ...(typeof error === 'string' ? [`error: ${error}`] : []),
    ...(typeof errors === 'object' && errors !== null ? [`errors: ${Object.keys(errors).join(', ')}`] : []),
  ]
  return `${asked} answered ${status}${details.length === 0 ? '' : ` (${details.join('; ')})`}`
}

/** Holds the status, and the field `error` where one is given. */
export function holdStatus(answer: Answer, status: number, error?: string): void {
  hold(answer.status === status, `${describe(answer)}, not ${status}`)
  if (error !== undefined) hold(at(answer.json, 'error') === error, `${describe(answer)}, not error: ${error}`)
}

/** Holds that it is a success, whichever. */
export function holdSuccess(answer: Answer): void {
  hold(answer.status >= 200 && answer.status < 300, `${describe(answer)}, not a success`)
}

/** What a 422 says of a field: a list of faults, or undefined. */
export function faultsOf(answer: Answer, field: string): unknown {
  return at(answer.json, 'errors', field)
}

/** Holds that it is a 422 that blames the field. */
export function holdInvalid(answer: Answer, field: string): void {
  holdStatus(answer, 422)
  hold(Array.isArray(faultsOf(answer, field)), `${describe(answer)}, without errors of "${field}"`)
}

/** A redirect to an address, as its parameters; undefined where it is no redirect, or to somewhere else. */
export function returnedTo({ status, headers }: Answer, redirectUri: string): URLSearchParams | undefined {
  const location = headers.get('location') ?? ''
  if (status < 300 || status > 399 || !URL.canParse(location)) return undefined
  const [to, own] = [new URL(location), new URL(redirectUri)]
  return to.origin === own.origin && to.pathname === own.pathname ? to.searchParams : undefined
}

/** What stands at a place of a JSON value; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Readonly<Record<string | number, unknown>>)[name]
        : undefined,
    value,
  )
}

/** Holds that fields are there as texts, and not empty. */
export function holdTexts(value: unknown, what: string, names: readonly string[]): void {
  const missing = names.filter((name) => typeof at(value, name) !== 'string' || at(value, name) === '')
  hold(missing.length === 0, `${what} has no ${missing.join(', ')}`)
}
