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

/** Options of `createPermissionHandler`. `Context` is what your framework knows about a request. */
export interface PermissionHandlerOptions<Context = void> extends HandlerHooks<Context> {
  /** The absolute URL of `GET …/return`, as a browser sees it. It ends in `/return`. Its origin is the application's. */
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
   * `not_connected` leads to `return_to` with `permission_error=not_connected`, where your page can offer to connect. `null` is
   * 401 `not_signed_in`.
   */
  getAccount: GetAccount<Context>
  /**
   * Receives each request before the user goes to Cronofy's page. Store it to find out what was granted if the user does
   * not come back: call `complete` before `expiresAt`, and `readPermissions` with the IDs after it. If it throws, the user
   * continues with `permission_error=on_start_failed`, and does not reach Cronofy's page.
   */
  onStart?: ((context: Context, started: StartedRequest) => void | Promise<void>) | undefined
  /**
   * Receives the verified outcome before the user continues. It is called at least once: a reload calls it again, so
   * store the outcome by its `requestId`, and keep the one with the newest `verifiedAt`. If it throws, the user continues
   * with `permission_error=on_outcome_failed`. Errors go to `onError`.
   */
  onOutcome?: ((context: Context, outcome: Outcome) => void | Promise<void>) | undefined
  /**
   * How the sealed request travels: in the redirect URI, or in a cookie if the redirect URI must not change. With a
   * cookie, a browser can complete only the flow that it began last, and only once. Any site can send the browser to the
   * return step with a forged `error`. The forged error can make the outcome `rejected`, but never `granted`.
   * @default 'query'
   */
  stateTransport?: 'query' | 'cookie' | undefined
  /**
   * How many calendars one request may contain, at most 250.
   * @default 100
   */
  maxCalendars?: number | undefined
  /**
   * From `createClient`.
   * @default a client for Cronofy
   */
  client?: Client | undefined
}

/** A request that the user is about to decide. */
export interface StartedRequest {
  /** The `requestId` of the outcome. */
  readonly requestId: string
  /** For `complete`. Keep it secret until it expires. */
  readonly sealedRequest: string
  /** For `complete`. */
  readonly redirectUri: string
  /** The requested calendars. */
  readonly calendarIds: readonly string[]
  /** When `sealedRequest` expires, RFC 3339 in UTC. */
  readonly expiresAt: string
}
