/** What goes wrong: one `code` each, to switch on. */
import {
  type ErrorCode,
  ExtendedPermissionsError,
  InputError,
  type InputErrorCode,
  ProviderError,
  type ProviderErrorCode,
} from 'cronofy-extended-permissions'
import { same } from './same.ts'

export function readCode(error: unknown): ErrorCode | undefined {
  // @ts-expect-error Anything may be thrown.
  error.code
  if (error instanceof ProviderError) same<typeof error.code, ProviderErrorCode>()
  if (error instanceof InputError) same<typeof error.code, InputErrorCode>()
  return error instanceof ExtendedPermissionsError ? error.code : undefined
}

export function waitFor(error: ProviderError): number | undefined {
  // @ts-expect-error There is no such code.
  if (error.code === 'too_many_requests') return 60
  return error.code === 'rate_limited' ? error.retryAfterSeconds : undefined
}

export function isOurs(error: ExtendedPermissionsError): boolean {
  // @ts-expect-error Not every error comes from the provider.
  if (error.retryAfterSeconds) return false
  return error instanceof Error
}
