/**
 * Tokens for a backend that signs in users itself. It gets them from the emulator, and refreshes them with the library.
 *
 * @module
 */
import { createClient, refreshTokens } from '../../src/index.ts'
import type { ApplicationContext } from './application.ts'
import type { TokenSource } from './backend.ts'

/** Creates a source that gets tokens from the emulator. */
export function createSandboxTokens({
  plan,
  sandboxUrl,
  secrets,
}: Pick<ApplicationContext, 'plan' | 'sandboxUrl' | 'secrets'>): TokenSource {
  const { dataCenter } = plan
  const { clientId, clientSecret } = secrets
  const client = createClient({ sandboxUrl })
  return {
    async connect(account) {
      const response = await fetch(`${sandboxUrl}/sandbox/tokens?data_center=${dataCenter}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account, data_center: dataCenter }),
      })
      const tokens = (await response.json()) as { access_token: string; refresh_token: string }
      return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token }
    },
    async refresh({ refreshToken }) {
      try {
        const refreshed = await refreshTokens(client, { dataCenter, clientId, clientSecret }, { refreshToken })
        return { accessToken: refreshed.accessToken, refreshToken: refreshed.refreshToken ?? refreshToken }
      } catch {
        return undefined
      }
    },
  }
}
