/**
 * Ask a Cronofy user for unrestricted access to their calendars, and know what was really granted.
 *
 * @example
 * ```ts
 * import { begin, complete, createClient, createKeyRing, parseReturnUrl } from 'cronofy-extended-permissions'
 *
 * const client = createClient()
 * const keys = createKeyRing([sealingKey])
 *
 * // The user agrees: send them to Cronofy's access page.
 * const redirectUri = 'https://app.example.com/permissions/return'
 * const result = await begin({ client, keys, account, allCalendars: true, redirectUri })
 * if (result.status === 'redirect') return Response.redirect(result.url, 303)
 *
 * // The user is back: read what was granted.
 * const { sealedRequest = '', error } = parseReturnUrl(request.url)
 * const outcome = await complete({ client, keys, account, sealedRequest, redirectUri, error })
 * ```
 *
 * @module library
 */
/** The wire shapes of Cronofy's API (`openapi.yaml`). */
export type { components, operations, paths } from '../generated/api.ts'
/** The wire shapes of the service's API (`worker-openapi.yaml`). */
export type {
  components as ServiceComponents,
  operations as ServiceOperations,
  paths as ServicePaths,
} from '../generated/service.ts'
export type { Account } from './account.ts'
export { type ClientOptions, createClient } from './client/client.ts'
export type { ProviderRequestEvent } from './client/events.ts'
export type { CronofyCalendar, CronofyUserInfo } from './client/response-parsers.ts'
export type {
  CallOptions,
  Client,
  Credentials,
  PermissionsToRequest,
  RequestPermissionsResult,
  TransportOptions,
} from './client/types.ts'
export { DATA_CENTER_IDS, DATA_CENTERS, type DataCenter, type DataCenterInfo, isDataCenter } from './data-centers.ts'
export type {
  AuthorizationErrorCode,
  ConfigurationErrorCode,
  ErrorCode,
  ErrorInfo,
  ErrorStatus,
  HttpErrorCode,
  InputErrorCode,
  LibraryErrorCode,
  ProviderErrorCode,
  SealedRequestErrorCode,
  SelectionErrorCode,
  ServiceErrorCode,
  WorkerErrorCode,
} from './error-codes.ts'
export {
  AuthorizationError,
  ConfigurationError,
  ExtendedPermissionsError,
  InputError,
  ProviderError,
  type ProviderErrorDetails,
  SealedRequestError,
  SelectionError,
} from './errors.ts'
export type { FlowEvent, OnEvent, PermissionEvent, RequestFailedEvent } from './flow/events.ts'
export {
  type BeginBaseOptions,
  type BeginOptions,
  type BeginResult,
  begin,
  type CommonOptions,
  type CompleteOptions,
  complete,
  type DoneResult,
  type ReadPermissionsOptions,
  type RedirectResult,
  readPermissions,
} from './flow/flow.ts'
export type { CalendarPermission, Outcome, OutcomeStatus } from './flow/outcome.ts'
export { parseReturnUrl, type ReturnParams } from './flow/return-url.ts'
export type { CalendarSelection } from './flow/select-calendars.ts'
export {
  type ConnectionEndedEvent,
  createTokenManager,
  type GetTokensOptions,
  type StoredTokens,
  type TokenManager,
  type TokenManagerOptions,
} from './handler/token-manager.ts'
export type { FoundAccount } from './handler/with-account.ts'
export {
  type AuthorizeParameters,
  type AuthorizeRequest,
  createAuthorizeUrl,
  exchangeCode,
  type OAuthApplication,
  refreshTokens,
  revokeTokens,
  type Tokens,
} from './oauth.ts'
export { createPkce, createState, type Pkce } from './oauth-values.ts'
export { PERMISSION_LEVELS, type PermissionLevel } from './permission-level.ts'
export { createKeyRing, type KeyRing, type KeySecrets, type SealingKey } from './sealing/key-ring.ts'
