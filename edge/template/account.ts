import type { Account } from 'cronofy-extended-permissions'
import type { Context } from 'hono'
import type { Send, Settings } from './settings.ts'

/**
 * Who is signed in, or nobody. YOURS TO REPLACE: find out by your own session, in `c`, and take the user's data center and
 * access token from where you keep them. `subject` is your own id of the user, and never changes.
 *
 * As it is, whoever opens the page of your own machine is an account of the sandbox, and without a sandbox nobody is signed in.
 */
export async function accountOf(_c: Context, settings: Settings, send: Send): Promise<Account | null> {
  const { SANDBOX_URL, SANDBOX_ACCOUNT: account = 'google' } = settings
  if (SANDBOX_URL === undefined) return null
  const answer = await send(
    new Request(`${SANDBOX_URL}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, data_center: 'de' }),
    }),
  )
  if (!answer.ok) throw new Error(`Cannot sign in to the sandbox as "${account}": it answers ${answer.status}`)
  const { access_token: accessToken } = (await answer.json()) as { access_token: string }
  return { dataCenter: 'de', accessToken, subject: account }
}
