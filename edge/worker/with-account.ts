import type { Account } from '../../src/account.ts'
import { ProviderError } from '../../src/errors.ts'

/** Asks who is there; after a 401 once more, with the token that was rejected, so that it can be refreshed. */
export type AskAccount = (options: { rejectedToken?: string }) => Account | null | Promise<Account | null>

/**
 * Runs a step for whoever is signed in, and once more with a fresh token where the provider rejects theirs: a token
 * lives about as long as a user may take.
 *
 * @returns `null` where nobody is signed in.
 */
export async function withAccount<Result>(
  ask: AskAccount,
  step: (account: Account) => Promise<Result>,
): Promise<Result | null> {
  const account = await ask({})
  if (account === null) return null
  try {
    return await step(account)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'account_token_rejected') throw error
    const renewed = await ask({ rejectedToken: account.accessToken })
    if (renewed === null) return null
    if (renewed.accessToken === account.accessToken) throw error
    return step(renewed)
  }
}
