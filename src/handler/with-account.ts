/**
 * Runs one step of the flow for the signed-in user.
 *
 * @module
 */
import type { Account } from '../account.ts'
import { ProviderError } from '../errors.ts'

/** What the hook `getAccount` receives beside the context. */
export interface GetAccountOptions {
  /** The access token that Cronofy has just rejected. Refresh it if it is still the current one. */
  readonly rejectedToken?: string
  /** When the step must be finished, in milliseconds since 1970. Pass it to `refreshTokens` as it is. */
  readonly deadlineMs: number
}

/** Returns the account of the signed-in user, or `null` if no user is signed in. */
export type GetAccount<Context> = (
  context: Context,
  options: GetAccountOptions,
) => Account | null | Promise<Account | null>

/**
 * Runs a step with the account of the signed-in user. If Cronofy rejects the access token, the step runs once more with
 * a fresh one: the token may have expired while the user was on Cronofy's page. Both attempts and the refresh share one
 * deadline, in milliseconds since 1970.
 *
 * The step continues when the browser disconnects, so that the application learns what was granted.
 *
 * @returns `null` if no user is signed in.
 */
export async function runWithAccount<Result>(
  getAccount: (options: GetAccountOptions) => Account | null | Promise<Account | null>,
  deadlineMs: number,
  run: (account: Account) => Promise<Result>,
): Promise<Result | null> {
  const account = await getAccount({ deadlineMs })
  // A hook without types may return `undefined`.
  if (!account) return null
  try {
    return await run(account)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'account_token_rejected') throw error
    const refreshed = await getAccount({ deadlineMs, rejectedToken: account.accessToken })
    if (!refreshed) return null
    if (refreshed.accessToken === account.accessToken) throw error
    return run(refreshed)
  }
}
