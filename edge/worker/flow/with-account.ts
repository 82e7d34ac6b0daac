/**
 * Runs one step of the flow for the signed-in user.
 *
 * @module
 */
import type { Context, Env } from 'hono'
import type { Account } from '../../../src/account.ts'
import type { Client } from '../../../src/client/types.ts'
import { ProviderError } from '../../../src/errors.ts'
import { type BoundedCallOptions, createCallOptions, type OnContextEvent } from './step-options.ts'

/** What the hook `getAccount` receives beside the Hono context. */
export interface GetAccountOptions {
  /** The access token that Cronofy has just rejected. Refresh it if it is still the current one. */
  readonly rejectedToken?: string
  /** When the step must be finished, in milliseconds since 1970. Pass it to `refreshTokens` as it is. */
  readonly deadlineMs: number
}

/** Returns the account of the signed-in user, or `null` if no user is signed in. */
export type GetAccount<E extends Env> = (
  c: Context<E>,
  options: GetAccountOptions,
) => Account | null | Promise<Account | null>

/**
 * Runs a step with the account of the signed-in user. If Cronofy rejects the access token, the step runs once more with
 * a fresh one: the token may have expired while the user was on Cronofy's page. Both attempts and the refresh share one
 * deadline.
 *
 * The step continues when the browser disconnects, so that the application learns what was granted.
 *
 * @returns `null` if no user is signed in.
 */
export async function runWithAccount<E extends Env, Result>(
  c: Context<E>,
  options: { client: Client; getAccount: GetAccount<E>; onEvent?: OnContextEvent | undefined },
  run: (account: Account, callOptions: BoundedCallOptions) => Promise<Result>,
): Promise<Result | null> {
  const { client, getAccount, onEvent } = options
  const callOptions = createCallOptions(c, client, onEvent)
  const { deadlineMs } = callOptions
  const account = await getAccount(c, { deadlineMs })
  if (account === null) return null
  try {
    return await run(account, callOptions)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'account_token_rejected') throw error
    const refreshed = await getAccount(c, { deadlineMs, rejectedToken: account.accessToken })
    if (refreshed === null) return null
    if (refreshed.accessToken === account.accessToken) throw error
    return run(refreshed, callOptions)
  }
}
