import type { Account } from '../../../src/account.ts'
import { ProviderError } from '../../../src/errors.ts'

/** A question for whoever knows who is there. */
export interface GetAccountOptions {
  /** The token that the provider has just rejected: refresh it, if it is still the one in use. */
  readonly rejectedToken?: string
  /** When the whole step has to be done, in milliseconds since 1970; `refreshTokens` takes it as it is. */
  readonly deadlineMs: number
}

/** Asks who is there; after a 401 once more, with the token that was rejected. */
export type GetAccount = (options: GetAccountOptions) => Account | null | Promise<Account | null>

/**
 * Runs a step for whoever is signed in, and once more with a fresh token where the provider rejects theirs: a token
 * lives about as long as a user may take. All of it, both tries and the refresh, has one limit of time.
 *
 * No step ends because its browser went away: what it granted has to be told to the application all the same.
 *
 * @returns `null` where nobody is signed in.
 */
export async function withTokenRefresh<Result>(
  getAccount: GetAccount,
  deadlineMs: number,
  run: (account: Account) => Promise<Result>,
): Promise<Result | null> {
  const account = await getAccount({ deadlineMs })
  if (account === null) return null
  try {
    return await run(account)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'account_token_rejected') throw error
    const refreshed = await getAccount({ deadlineMs, rejectedToken: account.accessToken })
    if (refreshed === null) return null
    if (refreshed.accessToken === account.accessToken) throw error
    return run(refreshed)
  }
}
