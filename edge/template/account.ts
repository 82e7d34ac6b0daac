import type { Account } from 'cronofy-extended-permissions'
import type { GetAccountOptions } from 'cronofy-extended-permissions/hono'
import type { Context } from 'hono'
import type { Send, Settings } from './settings.ts'

/** What the account is found with. Only the module passes `rejectedToken` and `deadlineMs`. */
export interface AccountInput extends Partial<GetAccountOptions> {
  readonly settings: Settings
  readonly send: Send
}

/**
 * Returns the account of the signed-in user, or `null`. REPLACE THIS: read your own session from `c`, and the user's data
 * center and access token from your database. `subject` is your own ID of the user, and must never change.
 *
 * Until then, every visitor is an account of the emulator. Without `SANDBOX_URL`, no user is signed in.
 */
export async function getSignedInAccount(_c: Context, { settings, send }: AccountInput): Promise<Account | null> {
  const { SANDBOX_URL, SANDBOX_ACCOUNT: account = 'google' } = settings
  if (SANDBOX_URL === undefined) return null
  // REPLACE THIS: if `rejectedToken` is the token that you have stored, call `refreshTokens` with `deadlineMs`, store the
  // new tokens, and return the new access token. The emulator issues a new token for every request.
  const response = await send(
    new Request(`${SANDBOX_URL}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, data_center: 'de' }),
    }),
  ).catch((cause: unknown) => {
    throw new Error(`The emulator at ${SANDBOX_URL} is unreachable. Start it with \`npm run sandbox\`.`, { cause })
  })
  if (!response.ok)
    throw new Error(
      `The emulator responded with ${response.status} to the sign-in of "${account}". Set SANDBOX_ACCOUNT to one of its accounts.`,
    )
  const { access_token: accessToken } = (await response.json()) as { access_token: string }
  return { dataCenter: 'de', accessToken, subject: account }
}
