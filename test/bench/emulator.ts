/**
 * Calls the emulator's control routes in this process.
 *
 * @module
 */
import type { Sandbox } from '../../edge/sandbox/index.ts'
import type { StoredTokens } from '../../src/handler/token-manager.ts'

export const SANDBOX_URL = 'http://127.0.0.1:4010'

/** Calls a route below `/sandbox`. Rejects unless it succeeds. */
export async function control(sandbox: Sandbox, path: string, body: object): Promise<Record<string, string>> {
  const request = new Request(`${SANDBOX_URL}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const response = await sandbox.fetch(request)
  const text = await response.text()
  if (!response.ok) throw new Error(`Cannot measure: the emulator responds with ${response.status} ${text}`)
  return text === '' ? {} : (JSON.parse(text) as Record<string, string>)
}

/** Connects an account without a browser. */
export async function connectAccount(sandbox: Sandbox, account: string): Promise<StoredTokens> {
  const tokens = await control(sandbox, 'tokens', { account, data_center: 'us' })
  const { access_token: accessToken = '', refresh_token: refreshToken } = tokens
  return { dataCenter: 'us', accessToken, refreshToken, expiresAtMs: Number.POSITIVE_INFINITY }
}

/** Submits the access page as a user does. Returns the return URL. */
export async function decide(
  sandbox: Sandbox,
  url: string,
  decision: { decision: 'accept' | 'reject'; calendar_ids?: readonly string[] },
): Promise<string> {
  return (await control(sandbox, 'decisions', { url, ...decision }))['redirect_to'] ?? ''
}

/** Returns the method and path of a request to Cronofy, without the prefix of a data center. */
export function nameCall({ method, url }: Request): string {
  return `${method} ${new URL(url).pathname.replace(/^\/(?:us|de)(?=\/)/, '')}`
}
