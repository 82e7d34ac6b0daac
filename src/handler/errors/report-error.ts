/**
 * Makes failures visible: every request that ends with an error emits an event and calls a hook (T25).
 *
 * @module
 */
import { emit } from '../../client/events.ts'
import { ExtendedPermissionsError } from '../../errors.ts'
import type { OnEvent, PermissionEvent } from '../../flow/events.ts'
import { redactText } from '../../shared/redact.ts'
import { toPublicError } from './public-error.ts'

/** Reports the error of a request: an error of this package, or what a hook threw. */
export function reportError(
  error: Error,
  hooks: { onEvent: OnEvent | undefined; onError: ((error: Error) => unknown) | undefined },
): void {
  emit<PermissionEvent>(hooks.onEvent, { type: 'request_failed', code: toPublicError(error).code })
  emit<Error>(hooks.onError, error)
}

/** Writes one line of JSON to `console.error`: the code, and what happened, without a secret. */
export function logError(method: string, error: Error): void {
  const { code, status } = toPublicError(error)
  console.error(JSON.stringify({ error: code, status, method, error_detail: describeError(error) }))
}

/**
 * The message of an error of this package, with what a hook threw, or the stack of any other error. What may be a secret is
 * removed.
 */
export function describeError(error: Error): string {
  const { cause } = error
  const described = describeOne(error)
  return error instanceof ExtendedPermissionsError && cause instanceof Error
    ? `${described} ${describeOne(cause)}`
    : described
}

function describeOne(error: Error): string {
  return error instanceof ExtendedPermissionsError ? error.message : redactText(error.stack ?? String(error))
}
