/**
 * Makes failures visible: every request that ends with an error emits an event and calls a hook (T25).
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import { emit } from '../../../src/client/events.ts'
import { ExtendedPermissionsError } from '../../../src/errors.ts'
import type { PermissionEvent } from '../../../src/flow/events.ts'
import { redactText } from '../../../src/shared/redact.ts'
import { toPublicError } from '../errors/error-status.ts'
import type { OnContextEvent } from '../flow/step-options.ts'

/**
 * Receives the error of a request with its Hono context: an error of this package, or what a hook threw. The result is not
 * awaited, and what it throws is ignored.
 */
export type OnContextError = (c: Context, error: Error) => unknown

/** Reports the error of a request after the response was created. */
export function reportErrors(options: {
  onEvent?: OnContextEvent | undefined
  onError?: OnContextError | undefined
}): MiddlewareHandler {
  const { onEvent, onError } = options
  return async (c, next) => {
    await next()
    const { error } = c
    if (error === undefined) return
    emit<PermissionEvent>(onEvent && ((event) => onEvent(c, event)), {
      type: 'request_failed',
      code: toPublicError(error).code,
    })
    emit<Error>(onError && ((failure) => onError(c, failure)), error)
  }
}

/** Writes one line of JSON to `console.error`: the code, and what happened, without a secret. */
export function logError(c: Context, error: Error): void {
  const { code, status } = toPublicError(error)
  console.error(JSON.stringify({ error: code, status, method: c.req.method, error_detail: describeError(error) }))
}

/** The message of an error of this package, or the stack of any other error without what may be a secret. */
export function describeError(error: Error): string {
  return error instanceof ExtendedPermissionsError ? error.message : redactText(error.stack ?? String(error))
}
