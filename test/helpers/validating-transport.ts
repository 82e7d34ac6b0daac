/**
 * The client's transport, as the tests load it in the place of src/client/retry.ts (vitest.config.ts): the same, but that
 * every request that leaves is held against openapi.yaml, whatever stands in for the provider.
 */

import { createRetryingSend as createSend } from '../../src/client/retry.ts'
import type { Send, TransportOptions } from '../../src/client/types.ts'
import { findRequestIssues } from './request-issues.ts'

export { wait } from '../../src/client/retry.ts'

/** A request that left, and what is wrong with it. */
export interface RequestIssues {
  /** Method and path. */
  readonly request: string
  readonly issues: readonly string[]
}

const pendingChecks: Promise<RequestIssues>[] = []

/** What has left since this was last asked. */
export async function takeRequestIssues(): Promise<RequestIssues[]> {
  return Promise.all(pendingChecks.splice(0))
}

export function createRetryingSend(options: TransportOptions): Send {
  return createSend({
    ...options,
    // The request goes on in the same turn, as it does without this: tests count on it.
    fetch: (request) => {
      pendingChecks.push(validateRequest(request))
      return options.fetch(request)
    },
  })
}

async function validateRequest(request: Request): Promise<RequestIssues> {
  const { method, url } = request
  // Not `text()`: workerd warns of that where the type is a form's.
  const bytes = request.body === null ? undefined : await request.clone().arrayBuffer()
  return {
    request: `${method} ${new URL(url).pathname}`,
    issues: findRequestIssues(request, new TextDecoder().decode(bytes)),
  }
}
