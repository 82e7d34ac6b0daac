/**
 * Runs one step of the flow for the signed-in user.
 *
 * @module
 */
import type { Account } from '../account.ts'
import { ProviderError } from '../errors.ts'
import { HttpError } from './errors/http-error.ts'

/** The second argument of the hook `getAccount`. */
export interface GetAccountOptions {
  /**
   * The access token that Cronofy has just rejected. If it is still the stored token, refresh it. Otherwise return the stored token.
   * Absent in the first call for a request.
   */
  readonly rejectedToken?: string
  /** The time by which the step must finish, in milliseconds since 1970. Pass it to the token manager or to `refreshTokens`. */
  readonly deadlineMs: number
}

/** The account of the signed-in user, `not_connected` if that user has to connect first, or `null` if no user is signed in. */
export type FoundAccount = Account | 'not_connected' | null

/** Returns the account of the signed-in user. */
export type GetAccount<Context> = (context: Context, options: GetAccountOptions) => FoundAccount | Promise<FoundAccount>

/**
 * Runs a step with the account of the signed-in user. If Cronofy rejects the access token, the step runs once more with
 * a fresh one: the token may have expired while the user was on Cronofy's page. Both attempts and the refresh share one
 * deadline, in milliseconds since 1970.
 *
 * The step continues when the browser disconnects, so that the application learns what was granted.
 *
 * @returns `null` if no user is signed in.
 * @throws {HttpError} `not_connected`
 */
export async function runWithAccount<Result>(
  getAccount: (options: GetAccountOptions) => FoundAccount | Promise<FoundAccount>,
  deadlineMs: number,
  run: (account: Account) => Promise<Result>,
): Promise<Result | null> {
  const account = assertConnected(await getAccount({ deadlineMs }))
  // A hook without types may return `undefined`.
  if (!account) return null
  try {
    return await run(account)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'account_token_rejected') throw error
    const refreshed = assertConnected(await getAccount({ deadlineMs, rejectedToken: account.accessToken }))
    if (!refreshed) return null
    if (refreshed.accessToken === account.accessToken) throw error
    return run(refreshed)
  }
}

function assertConnected(account: FoundAccount): Account | null {
  if (account !== 'not_connected') return account
  throw new HttpError('not_connected', 'The user is signed in, but not connected to Cronofy.')
}
