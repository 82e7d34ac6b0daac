import type { Context, MiddlewareHandler } from 'hono'
import { reportError } from '../../../src/handler/errors/report-error.ts'
import type { OnContextEvent } from '../http/steps.ts'

/**
 * Receives the error of a request with its Hono context: an error of this package, or what a hook threw. The result is not
 * awaited, and what it throws is ignored.
 */
export type OnContextError = (c: Context, error: Error) => unknown

/** Reports the error of a request after the response was created (T25). */
export function reportErrors({
  onEvent,
  onError,
}: {
  onEvent?: OnContextEvent | undefined
  onError?: OnContextError | undefined
}): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (c.error === undefined) return
    reportError(c.error, {
      onEvent: onEvent && ((event) => onEvent(c, event)),
      onError: onError && ((error) => onError(c, error)),
    })
  }
}
