import { followLink } from './follow-link.ts'
import type { TestBrowser } from './test-browser.ts'

type Json = Record<string, unknown>

/**
 * Connects a user through the service, refreshes the tokens, lets the user choose calendars, and disconnects. Returns the
 * responses that tell how it went. The last one is to a refresh of the ended connection.
 *
 * @param post Calls the service, with an API key.
 */
export async function walkConnection(
  post: (path: string, body: Json) => Promise<Json>,
  browser: TestBrowser,
  returnTo: string,
): Promise<Record<'connection' | 'refreshed' | 'outcome' | 'revoked' | 'ended', Json>> {
  const subject = 'user-1'
  const data_center = 'de'
  const sendUser = async ({ redirect }: Json) => {
    const { url } = await followLink(browser, (redirect as { url: string }).url)
    return Object.fromEntries(url.searchParams)
  }

  const { sealed_connection } = await sendUser(
    await post('/connections', { subject, data_center, return_to: returnTo }),
  )
  const connection = await post('/connections/complete', { subject, sealed_connection })
  const { refresh_token } = connection['tokens'] as Json
  const refreshed = await post('/connections/refresh', { data_center, refresh_token })
  const { access_token } = refreshed['tokens'] as Json

  const account = { subject, data_center, access_token }
  const choice = await post('/permission-requests', { ...account, return_to: returnTo, choose_calendars: true })
  const { sealed_request } = await sendUser(choice)
  const outcome = await post('/permission-requests/complete', { ...account, sealed_request })

  const revoked = await post('/connections/revoke', { data_center, token: refresh_token })
  const ended = await post('/connections/refresh', { data_center, refresh_token })
  return { connection, refreshed, outcome, revoked, ended }
}

/** The responses of a walk that went well. */
export const WALKED: Json = {
  connection: { data_center: 'de', account: { profile_name: 'cy@home.example' } },
  outcome: { status: 'granted', calendars: [{ granted: true }, { granted: true }] },
  revoked: { status: 'revoked' },
  ended: { code: 'invalid_grant' },
}
