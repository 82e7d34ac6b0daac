/**
 * The permission levels that can be requested.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/extended-permissions/
 * @module
 */
import type { components } from '../generated/api.ts'
import { InputError } from './errors.ts'

/** A permission level that an application can request. `unrestricted` is the only one so far (documented). */
export type PermissionLevel = components['schemas']['PermissionRequestItem']['permission_level']

// A record, so that the compiler also reports a level that is missing here.
const LEVELS = { unrestricted: true } satisfies Record<PermissionLevel, true>

/** The permission levels that an application can request. */
export const PERMISSION_LEVELS: readonly PermissionLevel[] = Object.keys(LEVELS) as PermissionLevel[]

export const DEFAULT_PERMISSION_LEVEL: PermissionLevel = 'unrestricted'

export function isPermissionLevel(value: unknown): value is PermissionLevel {
  return typeof value === 'string' && Object.hasOwn(LEVELS, value)
}

/** Asserts that a level can be requested. @throws {InputError} `invalid_permission_level` */
export function assertPermissionLevel(permissionLevel: PermissionLevel): void {
  if (isPermissionLevel(permissionLevel)) return
  throw new InputError(
    'invalid_permission_level',
    'permissionLevel is not a permission level that an application can request.',
  )
}
