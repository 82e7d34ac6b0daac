/**
 * The hooks of the connect app. Through them, an application receives what the connect app only keeps in the browser.
 *
 * @module
 */
import type { Context } from 'hono'
import type { DataCenter } from '../../../src/data-centers.ts'
import type { Outcome } from '../../../src/flow/outcome.ts'
import { HttpError } from '../../../src/handler/errors/http-error.ts'
import { asError } from '../../../src/handler/errors/public-error.ts'
import type { Tokens } from '../../../src/oauth.ts'

/** The account that a hook is about. Use both fields as a key: `sub` is unique within a data center only. */
export interface HookAccount {
  /** Cronofy's ID of the account. */
  readonly sub: string
  /** Where the account is. */
  readonly dataCenter: DataCenter
}

/** What {@link ConnectHooks.onConnected} and {@link ConnectHooks.onTokensRenewed} receive. */
export interface HookTokens extends HookAccount {
  /**
   * Store all of them: the refresh token may differ from the previous one. A refresh does not return the profile, so
   * `providerName` is undefined in {@link ConnectHooks.onTokensRenewed}. There, and if a hook is called again after it has
   * failed, `profileName` is the session's and has at most 254 characters.
   */
  readonly tokens: Tokens
}

/** What {@link ConnectHooks.onOutcome} receives. */
export interface HookOutcome extends HookAccount {
  /** The verified outcome. */
  readonly outcome: Outcome
}

/**
 * The hooks of the connect app. Each receives the Hono context first, whose `env` has the platform's bindings. The user
 * continues when the hook is done.
 *
 * **Order.** `onConnected` comes first, then any number of `onTokensRenewed` and `onOutcome`, and at last
 * `onDisconnected`. Signing out calls no hook, because the authorization remains.
 *
 * **Retries.** If a hook throws, the user sees a page that says so and offers to try again. The tokens stay in the
 * session, and trying again repeats the hook with the same values. Every hook is called at least once, and sometimes
 * twice, as from two tabs. Therefore, write with an upsert.
 */
export interface ConnectHooks {
  /**
   * Receives the tokens after a user has signed in, before the user chooses calendars. If it throws
   * (`on_connected_failed`), the user cannot choose calendars until it has succeeded.
   */
  onConnected?: ((c: Context, connection: HookTokens) => void | Promise<void>) | undefined
  /**
   * Receives the new tokens after the connect app has refreshed them, because Cronofy rejected the access token. The
   * previous refresh token may no longer work. If it throws (`on_tokens_renewed_failed`), the user cannot continue until
   * it has succeeded. An application that refreshes the same tokens elsewhere can end this session.
   */
  onTokensRenewed?: ((c: Context, renewal: HookTokens) => void | Promise<void>) | undefined
  /**
   * Receives the verified outcome before the user sees it, and again each time the user reloads it or checks again.
   * Store it by `outcome.requestId`. Keep the one with the newest `verifiedAt`, but never replace another one by `unconfirmed`. If it
   * throws (`on_outcome_failed`), what was granted stays granted.
   */
  onOutcome?: ((c: Context, result: HookOutcome) => void | Promise<void>) | undefined
  /**
   * Is called after the user has disconnected and Cronofy has revoked the authorization: its tokens no longer work. If it
   * throws (`on_disconnected_failed`), trying again revokes again, which changes nothing, and repeats the hook.
   */
  onDisconnected?: ((c: Context, account: HookAccount) => void | Promise<void>) | undefined
}

const ERROR_CODES = {
  onConnected: 'on_connected_failed',
  onTokensRenewed: 'on_tokens_renewed_failed',
  onOutcome: 'on_outcome_failed',
  onDisconnected: 'on_disconnected_failed',
} as const satisfies Record<keyof ConnectHooks, HttpError['code']>

/** A hook has thrown. `cause` is what it threw. */
export class HookError extends HttpError {
  constructor(hook: keyof ConnectHooks, cause: unknown) {
    super(ERROR_CODES[hook], `The hook ${hook} failed.`)
    this.cause = asError(cause)
  }
}

/** Calls a hook, if there is one. @throws {HookError} */
export async function callHook<Name extends keyof ConnectHooks>(
  hooks: ConnectHooks,
  name: Name,
  ...parameters: Parameters<NonNullable<ConnectHooks[Name]>>
): Promise<void> {
  const hook = hooks[name] as ((...parameters: unknown[]) => void | Promise<void>) | undefined
  try {
    await hook?.(...parameters)
  } catch (error) {
    throw new HookError(name, error)
  }
}
