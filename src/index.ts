/**
 * Ask a Cronofy user for unrestricted access to their calendars, and know what was really granted.
 *
 * @example
 * ```ts
 * import { begin, complete, createClient, createKeyRing, readReturnUrl } from 'cronofy-extended-permissions'
 *
 * const client = createClient()
 * const keys = createKeyRing([sealingKey])
 *
 * // The user wants it: send them to the access page.
 * const result = await begin({ client, keys, account, redirectUri: 'https://app.example.com/permissions/return' })
 *
 * // They are back: what was granted?
 * const { permissionRequest = '', error } = readReturnUrl(request.url)
 * const outcome = await complete({ client, keys, account, permissionRequest, error })
 * ```
 *
 * @module
 */
export type { Account } from './account.ts'
export { type Caller, type Client, type ClientOptions, createClient, type PermissionsAnswer } from './client/client.ts'
export type { ProviderCallEvent } from './client/events.ts'
export type { Calendar, UserInfo } from './client/response-parsers.ts'
export type { CallOptions } from './client/types.ts'
export { DATA_CENTER_IDS, DATA_CENTERS, type DataCenter, type DataCenterInfo, isDataCenter } from './data-centers.ts'
export {
  AuthorizationError,
  type AuthorizationErrorCode,
  type ErrorCode,
  ExtendedPermissionsError,
  InputError,
  type InputErrorCode,
  PermissionRequestError,
  type PermissionRequestErrorCode,
  ProviderError,
  type ProviderErrorCode,
} from './errors.ts'
export type { FlowEvent, OnEvent, PermissionEvent } from './flow/events.ts'
export {
  type BeginOptions,
  begin,
  type CompleteOptions,
  complete,
  type ReadPermissionsOptions,
  type Redirect,
  readPermissions,
} from './flow/flow.ts'
export type { CalendarPermission, Outcome, OutcomeStatus } from './flow/outcome.ts'
export { type Returned, readReturnUrl } from './flow/return-url.ts'
export {
  createAuthorizeUrl,
  exchangeCode,
  type OAuthApplication,
  refreshTokens,
  revokeTokens,
  type Tokens,
} from './oauth.ts'
export { createKeyRing, type KeyRing } from './sealing/key-ring.ts'
