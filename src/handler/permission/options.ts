/**
 * The options of the permission handler.
 *
 * @module
 */
import type { Client } from '../../client/types.ts'
import type { Outcome } from '../../flow/outcome.ts'
import type { KeyRing } from '../../sealing/key-ring.ts'
import type { HandlerHooks } from '../exchange.ts'
import type { GetAccount } from '../with-account.ts'

/**
 * Options of {@link createPermissionHandler}. `Context` is the type of the second argument of `fetch`, which every hook receives. It can
 * be the session, or your framework's context.
 */
export interface PermissionHandlerOptions<Context = void> extends HandlerHooks<Context> {
  /** The absolute URL of `GET …/return`, as a browser sees it. It must end in `/return`. Its origin is your application's origin. */
  redirectUri: string
  /** From `createKeyRing`. */
  keys: KeyRing
  /**
   * The URLs at which a flow may end. Each entry allows its origin, and its path with everything below it. The first
   * entry is the default.
   */
  allowedReturnUrls: readonly string[]
  /**
   * Returns the account of the user who is signed in to your application, `not_connected` if that user has to connect to Cronofy
   * first, or `null` if no user is signed in. `createTokenManager` has such a function. It is called in `start` and in `return`,
   * and again with `rejectedToken` if Cronofy rejects the access token.
   *
   * After `not_connected`, the user goes to `return_to` with `permission_error=not_connected`, where your page can offer to connect.
   * After `null`, the response is 401 `not_signed_in`.
   */
  getAccount: GetAccount<Context>
  /**
   * Receives each request before the user goes to Cronofy's page. Store it if you want to find out what was granted to users who do
   * not come back. Before `expiresAt`, call `complete`. After it, call `readPermissions` with `calendarIds`. If the hook throws, the user
   * goes to `return_to` with `permission_error=on_start_failed`, and not to Cronofy's page.
   */
  onStart?: ((context: Context, started: StartedRequest) => void | Promise<void>) | undefined
  /**
   * Receives the verified outcome before the user continues. A reload calls the hook again, so store the outcome by its `requestId`.
   * Keep the one with the newest `verifiedAt`, but never replace another one by `unconfirmed`. If the hook throws, the user goes to `return_to` with
   * `permission_error=on_outcome_failed`, and `onError` receives the error.
   */
  onOutcome?: ((context: Context, outcome: Outcome) => void | Promise<void>) | undefined
  /**
   * How the sealed request travels: as a query parameter of the redirect URI, or in a cookie. Use the cookie if the redirect URI must
   * not change. With a cookie, a browser can complete only the flow that it began last, and only once. Another site can then end that
   * flow with a forged `error`. This can make the outcome `rejected`, but never `granted`.
   * @default 'query'
   */
  stateTransport?: 'query' | 'cookie' | undefined
  /**
   * The maximum number of calendars in one request, from 1 to 250.
   * @default 100
   */
  maxCalendars?: number | undefined
  /**
   * From `createClient`.
   * @default a client for Cronofy
   */
  client?: Client | undefined
}

/** A request that has begun, before the user decides. */
export interface StartedRequest {
  /** The `requestId` of the outcome. */
  readonly requestId: string
  /** The sealed request, for `complete`. Keep it secret until it expires. */
  readonly sealedRequest: string
  /** The redirect URI, for `complete`. */
  readonly redirectUri: string
  /** The IDs of the requested calendars. */
  readonly calendarIds: readonly string[]
  /** When `sealedRequest` expires, in RFC 3339 format and UTC. */
  readonly expiresAt: string
}
