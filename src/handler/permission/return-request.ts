/**
 * The request that a user brings back from Cronofy's page.
 *
 * @module
 */
import { InputError, SealedRequestError } from '../../errors.ts'
import type { KeyRing } from '../../sealing/key-ring.ts'
import { type PermissionRequest, unsealPermissionRequest } from '../../sealing/permission-request.ts'
import type { ReturnUrlAllowlist } from '../return-allowlist.ts'

/** A request, and the URL at which its flow ends. */
export interface OpenedRequest {
  readonly request: PermissionRequest
  readonly target: URL
}

/**
 * Unseals a request and finds the URL at which its flow ends.
 *
 * The URL was allowed when the request was sealed. It is checked again because the allow-list may have become shorter.
 *
 * @throws {SealedRequestError} `invalid_sealed_request`, `expired_sealed_request`
 * @throws {InputError} `invalid_return_to`
 */
export async function openReturnRequest(
  sealedRequest: string,
  options: { keys: KeyRing; redirectUri: string; nowMs: number; allowlist: ReturnUrlAllowlist },
): Promise<OpenedRequest> {
  const { keys, redirectUri, nowMs, allowlist } = options
  const request = await unsealPermissionRequest(keys, sealedRequest, { redirectUri, nowMs })
  return { request, target: allowlist.require(request.returnTo) }
}

/**
 * Where a failed return may redirect the user. Undefined if the error page has to be shown at once, because no URL can
 * be trusted.
 *
 * @param target The URL at which the flow ends, if the request could be opened.
 */
export function errorTarget(error: unknown, target: URL | undefined, allowlist: ReturnUrlAllowlist): URL | undefined {
  if (error instanceof SealedRequestError) {
    // The URL of an expired request is authentic.
    return error.returnTo === undefined ? undefined : allowlist.resolve(error.returnTo)
  }
  if (error instanceof InputError && error.code === 'invalid_return_to') return undefined
  return target ?? allowlist.defaultUrl
}
