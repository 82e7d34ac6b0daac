import type { Account } from 'cronofy-extended-permissions'
import type { GetAccountOptions } from 'cronofy-extended-permissions/hono'
import type { Context } from 'hono'
import type { Send, Settings } from './settings.ts'

/** What an account is found with. `rejectedToken` and `deadlineMs` come from the module alone. */
export interface AccountInput extends Partial<GetAccountOptions> {
  readonly settings: Settings
  readonly send: Send
}

/**
 * Who is signed in, or nobody. YOURS TO REPLACE: find out by your own session, in `c`, and take the user's data center and
 * access token from where you keep them. `subject` is your own id of the user, and never changes.
 *
 * As it is, whoever opens the page of your own machine is an account of the sandbox, and without a sandbox nobody is signed in.
 */
export async function getSignedInAccount(_c: Context, { settings, send }: AccountInput): Promise<Account | null> {
  const { SANDBOX_URL, SANDBOX_ACCOUNT: account = 'google' } = settings
  if (SANDBOX_URL === undefined) return null
  // YOURS TO REPLACE: where there is a `rejectedToken`, and it is the one that you keep, call `refreshTokens` with `deadlineMs`,
  // keep what it gives, and give that. The sandbox has a new token for whoever asks.
  const response = await send(
    new Request(`${SANDBOX_URL}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, data_center: 'de' }),
    }),
  ).catch((cause: unknown) => {
    throw new Error(`Cannot reach the sandbox at ${SANDBOX_URL}: is \`npm run sandbox\` running?`, { cause })
  })
  if (!response.ok) throw new Error(`Cannot sign in to the sandbox as "${account}": it answers ${response.status}`)
  const { access_token: accessToken } = (await response.json()) as { access_token: string }
  return { dataCenter: 'de', accessToken, subject: account }
}
